/** Chapter 30 in English. */
import { times } from '../../../measure/figures.ts';
import type { Facts, Row, Text } from '../../chapters/30-more-threads-than-cores.ts';
import { CHAPTER } from '../../numbers.ts';
import { interval } from './figures.ts';

export const text: Text = {
  idea: 'A program can have more threads than the machine has processors; the operating system lets them take turns. Whether more threads help depends on how long they wait, compared with how long they work.',
  names: [
    ['cores', 'how many threads the machine runs at once, at most'],
    ['all', 'a pool with a thread for each of the most bakers'],
    ['line', 'the order, cut into parts that do not depend on each other'],
  ],
  knobs: {
    workUs: 'how long each station works for a unit that it makes, in microseconds',
    waitUs: 'how long it waits after that, in microseconds',
  },
  question: ({ workUs, waitUs }) => ({
    text: `For each unit that it makes, a station works ${workUs} us and ${waitUs === 0 ? 'never waits' : `then waits ${waitUs} us, as for a disk`}. Each baker is a thread, and does all steps alone. How many bakers are worth having?`,
    answers: [
      'one for each logical processor of this machine',
      'more than that, up to some number',
      'the more, the better',
    ],
  }),
  labels: {
    processors: (cores) => `${processors(cores)}; speedup over one baker, with its interval:`,
    rows: (rows, { waitUs }) =>
      waitUs === 0
        ? [
            ['bakers', 'stations that only work'],
            ...rows.map(({ bakers, work }) => [String(bakers), interval(work.ratio)]),
          ]
        : [
            ['bakers', 'stations that only work', `that work and wait`],
            ...rows.map(({ bakers, work, both }) => [String(bakers), interval(work.ratio), interval(both.ratio)]),
          ],
  },
  figures: (facts, { workUs, waitUs }) => {
    const { cores, rows, formula, best } = facts;
    const says = `The formula says ${cores} x (1 + ${waitUs} / ${workUs}) = ${Number(formula.toFixed(1))} bakers${formula > best ? `, more than the ${best} that are tried here` : ''}.`;
    const worked = `Where the stations only work, ${gainsText(rows, 'work', [cores, rows.at(-1)?.bakers ?? cores])}, compared with one.`;
    if (waitUs === 0) return `${worked} ${says}`;
    const waited = `Where they also wait, ${gainsText(rows, 'both', [cores, best, rows.at(-1)?.bakers ?? best])}.`;
    return `${worked} ${waited} ${says}`;
  },
  reasons: ({ cores, beyond }, { workUs, waitUs }) =>
    [
      `A thread that works needs a processor, and there ${cores === 1 ? 'is only one' : `are only ${cores}`}: more threads only take turns.`,
      waitUs === 0
        ? 'Nothing here ever waits, so one thread for each processor is enough.'
        : `While one thread waits, its processor can serve others: for each that works ${workUs} us there is room for ${Number((waitUs / workUs).toFixed(1))} that wait. That is the formula in Goetz, "Java Concurrency in Practice", section 8.2.`,
      ...(waitUs > 0 && beyond !== null ? ['Beyond that number, threads wait for a processor instead.'] : []),
      'And every thread takes memory, and time to start.',
    ].join(' '),
  doubts: ({ possible }) =>
    possible
      ? 'other programs used the processors, two logical processors share one core, or the waits took much longer than asked for'
      : 'a gain is above the number of bakers, or of processors',
  tryIt: {
    ask: 'Let each station wait 2000 us after 200 us of work. How many bakers are best now? Use the formula first.',
    expect: 'Eleven for each logical processor: 1 + 2000 / 200. With two processors that is 22.',
    because:
      'A baker works only one eleventh of the time, so eleven of them keep one processor busy. With many processors the formula says more than this chapter tries, and then the gain rises to the end of the list.',
  },
  limits: () =>
    `These are a few rounds. A wait always takes a little longer than asked for, so the best number is a little above the formula. The main thread, which hands out the parts, and the threads of the compiler need processors too, and two logical processors of one core do less than two cores. A thread that only waits can be replaced by a timer: see chapter ${CHAPTER.blocking}. For a line with more stations than processors, see chapter ${CHAPTER.fewerThreads}.`,
  words: [
    ['oversubscription', 'more threads that want to work than processors'],
    ['preemptive scheduling', 'the operating system takes the processor from a thread after a short time'],
    [
      'context switch',
      'the processor changes from one thread to another; it stores the state of the first and loads that of the other',
    ],
    [
      'wait / work ratio',
      'how long a task waits, compared with how long it works: with it one chooses the size of a pool',
    ],
  ],
  notes: {
    say: 'First the left column: a plateau at the number of processors. Then the right one: the plateau begins later. Let the class compute the formula for a web server that works 1 ms and waits 50 ms.',
    expect: 'Many people answer "one for each processor", the common rule. It is right only for work without waits.',
    ifItFails:
      'On a busy machine, or with hyper-threads, the left column does not reach the number of processors. Then read where each column stops rising.',
  },
};

function processors(cores: number): string {
  return cores === 1 ? '1 logical processor' : `${cores} logical processors`;
}

/** `2 bakers gave 1.95x, 8 bakers 6.80x`, without the same number twice. */
function gainsText(rows: Facts['rows'], column: keyof Pick<Row, 'work' | 'both'>, counts: readonly number[]): string {
  const gains = [...new Set(counts)].flatMap((count) => rows.find(({ bakers }) => bakers === count) ?? []);
  return gains
    .map(({ bakers, [column]: { ratio } }, i) => {
      const who = bakers === 1 ? '1 baker' : `${bakers} bakers`;
      return `${who} ${i === 0 ? 'gave ' : ''}${times(ratio.median)}`;
    })
    .join(', ');
}

/** Chapter 34 in English. */
import { count, times } from '../../../measure/figures.ts';
import { usage } from '../../../terminal/usage.ts';
import { type Decision, decisions, type Facts, type Text } from '../../chapters/34-what-to-use-when.ts';
import { CHAPTER } from '../../numbers.ts';
import { gainIn, isImpossible, type Raced, type Way } from '../../props/jobs/four-programs.ts';

export const text: Text = {
  idea: 'Ask what the job does: wait or compute. If it computes, ask how long it takes compared with a message, and whether another processor is free.',
  names: [
    ['job.waits', 'the job only waits: for a timer, a network, a person'],
    ['job.us', 'how long the job computes, in microseconds'],
    ['job.independent', 'the jobs can be done apart from each other'],
    ['capacity', 'how many times as much as one thread all threads compute together'],
    ['messageUs', 'a job to a worker and its answer, in microseconds'],
  ],
  knobs: { us: 'how long each job of program C computes, in microseconds' },
  question: ({ us }) => ({
    text: `Program A adds up numbers: 2,000 jobs of 1 us. B makes 10 requests, and waits 4 ms for each answer. C scales pictures: each job computes for ${count(us)} us. D is a cake line: its stations compute for 800 us for each cake, and none of them exists twice. Which programs are clearly faster with several threads than they can be with one?`,
    answers: ['all four of them', 'B, C and D', 'only C and D', 'others, or none'],
  }),
  labels: {
    machine: ({ processors, workers, capacity, startMs, messageUs, paysFromUs }) => [
      ['this machine', ''],
      ['logical processors', count(processors)],
      [
        `computing on ${workers === 1 ? 'one worker' : `${workers} workers`}, compared with one thread`,
        times(capacity),
      ],
      ['the start of a worker', `${startMs.toFixed(0)} ms`],
      ['a job without work, to a worker and back', `${messageUs.toFixed(1)} us`],
      ['the shortest jobs for which a pool pays', paysFromUs === null ? 'none up to 300 us' : `${paysFromUs} us`],
    ],
    programs: ({ raced }, decided) => [
      ['', 'timers', 'pool', 'line', 'the rule says', 'this run shows'],
      ...raced.map((one, i) => [
        one.program.name,
        cell(one, 'timers'),
        cell(one, 'pool'),
        cell(one, 'line'),
        ...decisionCells(decided[i]),
      ]),
    ],
    key: 'In the first columns: how many times as fast as one thread that blocks. This run shows the simplest way that no other one clearly beats.',
    next: [
      'Back to the beginning: coroutines are for programs that react to events and wait for many things at once. Such code reads from top to bottom, and keeps its state at each yield.',
      'Coroutines never make a computation faster; threads do, if each message brings enough work and another processor is free. And a station that does not know where it runs lets you decide that last, with figures.',
      '',
      `Ask for a function of your own: ${usage('pays', 'FILE#FUNCTION')}`,
      `Race a line of your own: ${usage('run', 'FILE')}`,
      `Ten exercises: ${usage('exercise')}`,
      'To read next:',
      '  David Beazley, "A Curious Course on Coroutines and Concurrency" (2009): coroutines, up to an operating system',
      '  Bob Nystrom, "What Color is Your Function?" (2015): what async costs',
      '  Remzi and Andrea Arpaci-Dusseau, "Operating Systems: Three Easy Pieces": threads, locks, scheduling; free to read',
      '  Brian Goetz, "Java Concurrency in Practice" (2006): shared memory, pools, their sizes',
    ],
  },
  figures: (facts) => {
    const { capacity, messageUs, workers } = facts.machine;
    return `${workers === 1 ? 'One worker computes' : `${workers} workers together compute`} ${times(capacity)} as much as one thread, and a job takes ${messageUs.toFixed(1)} us to a worker and back. This run shows: ${decisions(
      facts,
    )
      .map(({ program, shown }) => `${program.name} ${WAY_NAMES[shown]}`)
      .join(', ')}.`;
  },
  reasons: (facts) =>
    decisions(facts)
      .map((decision) => reasonFor(decision, facts))
      .join(' '),
  doubts(facts) {
    if (facts.raced.some(isImpossible)) return 'a gain is above what the workers, the processors or the line allow';
    const differing = decisions(facts).filter(({ rule, shown, isClear }) => isClear && rule !== shown);
    const names = differing.map(({ program }) => program.name).join(', ');
    return `the rule and the run differ for ${names}: other programs used the processors, or there were too few rounds`;
  },
  tryIt: {
    ask: 'Let each job of program C compute for 1 us only. What does the rule say now, and which programs are still faster with threads?',
    expect: 'The rule says one thread for C, as for A. At most D gains from threads, if there are two processors.',
    because:
      'A message costs the same, however little work it brings. Put many jobs into one message, and C can gain from a pool again: then its grain is the work of the whole batch.',
  },
  limits: () =>
    `Four small programs, a few rounds, and a pool of at most four workers. Real programs mix waiting and computing: then the formula of chapter ${CHAPTER.moreThreads} gives the size of the pool. A message with much data costs more (chapter ${CHAPTER.copies}), and the rule says nothing about memory. Near the break-even it does not decide: measure there.`,
  words: [
    ['I/O-bound', 'a program that mostly waits for input and output'],
    ['CPU-bound', 'a program that mostly computes'],
    ['break-even', 'the grain from which on a thread pays'],
    ['scalability', 'how much faster a program becomes with more processors'],
  ],
  notes: {
    say: 'Ask the class for a program of their own, and decide with the two questions. Then read the table: the rule was written down before the run.',
    expect:
      'Many people give B threads, because waiting is slow. Ask what the thread would do while it waits. Some give D none, because its steps depend on each other.',
    ifItFails:
      'On one logical processor the rule says one thread for C and D, and that is the lesson. On a busy machine play it once more, or read the table without the last column.',
  },
};

const WAY_NAMES: Readonly<Record<Way, string>> = {
  'one thread': 'one thread',
  timers: 'timers on one thread',
  pool: 'a pool',
  line: 'a line of threads',
};

function cell(raced: Raced, way: Way): string {
  const gain = gainIn(raced, way);
  return gain === null ? '-' : times(gain.ratio.median);
}

function decisionCells(decision: Decision | undefined): string[] {
  return decision === undefined ? [] : [WAY_NAMES[decision.rule], WAY_NAMES[decision.shown]];
}

function reasonFor({ program: { name, waits, us }, rule, isClear }: Decision, { machine }: Facts): string {
  if (waits)
    return `${name} waits: one thread with timers waits for all answers at once, and more threads add nothing.`;
  if (!isClear) return `${name} is close to the point where the rule changes, so a run may show either.`;
  switch (rule) {
    case 'one thread':
      return us < machine.messageUs
        ? `A job of ${name} takes less time than its message: one thread.`
        : `${name} computes, but the processors do hardly more together than one: one thread.`;
    case 'pool':
      return `A job of ${name} takes much longer than its message, and needs no other job: a pool.`;
    case 'line':
      return `The stations of ${name} exist only once, so each of them gets a thread: a line.`;
    case 'timers':
      return '';
  }
}

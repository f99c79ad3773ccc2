/** Chapter 4: sending values to a coroutine: the butter melter, alone. */
import { inspect } from 'node:util';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { PYTHON_AND_TYPESCRIPT } from '../python.ts';

/** The first ingredients that the melter gets in the Python course. */
const COURSE = 'flour eggs sugar eggs butter sugar chocolate chocolate butter';

type Say = (text: string) => void;
type Melter = Generator<undefined, void, string>;

function* butterMelter(say: Say): Melter {
  try {
    while (true) {
      const ingredient = yield; // The argument of next(...) arrives here.
      if (ingredient !== 'butter') continue;
      say('Butter melter input  🧈.');
      say('Butter melter output 🍯.');
    }
  } finally {
    say('Butter melter cleaned up.');
  }
}

export const chapter: Chapter = {
  number: 4,
  title: 'Sending values to a coroutine: the butter melter',
  idea: 'A yield also receives: the argument of next(x) becomes the value of the yield where the coroutine is paused. So it must be paused at a yield first: the first next() takes it there (priming).',
  code: [{ file: 'src/lessons/chapters/04-sending-values.ts', name: 'butterMelter' }],
  question: {
    text: 'A new melter is not primed. We send it butter twice. How many of the two does it melt?',
    answers: ['one', 'two', 'none: sending to it throws an error'],
  },
  timed: false,
  async run(stage) {
    const log: string[] = [];
    const say: Say = (text) => {
      log.push(text);
      stage.print(text);
    };
    const melted = (): number => log.filter((line) => line.includes('🍯')).length;

    stage.print('not primed: next("butter"), next("butter")');
    const forgotten = butterMelter(say);
    forgotten.next('butter');
    forgotten.next('butter');
    const unprimed = melted();

    stage.print('primed with next(), then the ingredients of the Python course:');
    log.length = 0;
    const melter = butterMelter(say);
    melter.next();
    const came: string[] = [];
    for (const ingredient of COURSE.split(' ')) {
      log.push(`T=0\tGenerate ${ingredient}`);
      came.push(ingredient);
      if (ingredient === 'butter') stage.print(`T=0  Generate ${came.splice(0).join(', ')}`);
      melter.next(ingredient);
    }
    const trace = [...log];
    const primed = melted();

    stage.print('return(), then next("butter") again:');
    melter.return();
    const after = melter.next('butter');
    stage.print(`  it returns ${inspect(after)} and melts nothing`);

    stage.print('');
    for (const row of columns([['Python', 'TypeScript', 'watch out'], ...PYTHON_AND_TYPESCRIPT], 'left'))
      stage.print(row);
    return {
      right: 0,
      reveal: `Not primed, it melts ${inWords(unprimed)} of the two; primed, it melts ${inWords(primed)}. The first next() runs to the first yield, and no yield is waiting for its argument yet: the first butter is lost without an error. Python raises a TypeError instead. The comment in the Python course calls yield a kernel trap. That is only an analogy: resuming makes no system call (chapter 7).`,
      claim: claimThat(unprimed === 1 && primed === 2, 'the melters melted a different amount'),
      facts: { unprimed, primed, trace, cleanedUp: log.at(-1), doneAfterReturn: after.done === true },
    };
  },
  change: 'Call return() on a melter that was never primed. Does it clean up?',
  weakness:
    'Nothing is timed here. Every engine of this project (the scheduler that runs the stations) primes them, so no station loses its first item.',
};

function inWords(melted: number): string {
  return ['none', 'one', 'both'][melted] ?? String(melted);
}

await playAlone(import.meta.url, chapter);

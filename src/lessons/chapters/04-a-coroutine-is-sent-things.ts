/** Chapter 4: a coroutine is sent things: the butter melter, alone. */
import { inspect } from 'node:util';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { PYTHON_AND_TYPESCRIPT } from '../python.ts';

/** The first that came to the melter in the Python course. */
const COURSE = 'flour eggs sugar eggs butter sugar chocolate chocolate butter';

type Say = (text: string) => void;
type Melter = Generator<undefined, void, string>;

function* butterMelter(say: Say): Melter {
  try {
    while (true) {
      const ingredient = yield; // Where does this come from? From next(...).
      if (ingredient !== 'butter') continue;
      say('Butter melter input  🧈.');
      say('Butter melter output 🍯.');
    }
  } finally {
    say('Butter melter washed up.');
  }
}

export const chapter: Chapter = {
  number: 4,
  title: 'A coroutine is sent things: the butter melter',
  idea: 'yield also takes something in: what is given to next() comes out of the yield at which the coroutine stands. So it has to stand at one first: the first next() primes it.',
  code: [{ file: 'src/lessons/chapters/04-a-coroutine-is-sent-things.ts', name: 'butterMelter' }],
  question: {
    text: 'A new melter, never primed, is sent butter twice. How much does it melt?',
    answers: ['one', 'two', 'none: sending to it throws an error'],
  },
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

    stage.print('primed with next(), and then what came in the Python course:');
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

    stage.print('return(), and then next("butter") once more:');
    melter.return();
    const after = melter.next('butter');
    stage.print(`  it answers ${inspect(after)}, and nothing is melted`);

    stage.print('');
    for (const row of columns([['Python', 'TypeScript', 'what bites'], ...PYTHON_AND_TYPESCRIPT], 'left'))
      stage.print(row);
    return {
      right: 0,
      reveal: `Not primed, it melts ${inWords(unprimed)} of the two; primed, ${inWords(primed)}. The first next() runs to the first yield, and no yield is waiting for what it brings: the first butter is gone without a word. Python refuses, with a TypeError. The comment in the Python course calls yield a kernel trap; that is a likeness, and chapter 7 measures it.`,
      claim: claimThat(unprimed === 1 && primed === 2, 'the melters melted something else'),
      facts: { unprimed, primed, trace, washedUp: log.at(-1), doneAfterReturn: after.done === true },
    };
  },
  change: 'call return() on a melter that was never primed. Is it washed up?',
  weakness:
    'nothing is timed here. Every engine of this project primes its stations, so that none loses its first item.',
};

function inWords(melted: number): string {
  return ['none', 'one', 'both'][melted] ?? String(melted);
}

await playAlone(import.meta.url, chapter);

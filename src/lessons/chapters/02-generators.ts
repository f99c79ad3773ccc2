/** Chapter 2: the same as a generator. */
import { inspect } from 'node:util';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';

function* eggs(): Generator<string, void, void> {
  while (true) yield '🥚';
}

function* carton(say: (text: string) => void): Generator<string, void, void> {
  say('  inside: the carton is opened');
  yield '🥚';
  yield '🥚';
  say('  inside: the carton is empty');
}

export const chapter: Chapter = {
  number: 2,
  title: 'Generators: the same in three lines',
  idea: 'A generator is a function that can stop in the middle, at yield, and go on later from there. Each next() runs it up to the next yield, and answers what stands behind that yield.',
  code: [
    { file: 'src/lessons/chapters/02-generators.ts', name: 'eggs' },
    { file: 'src/lessons/chapters/02-generators.ts', name: 'carton' },
  ],
  question: {
    text: 'What does the line  const two = carton(say)  print, by itself?',
    answers: ['nothing', '"the carton is opened"', '"the carton is opened" and "the carton is empty"'],
  },
  async run(stage) {
    const log: string[] = [];
    const say = (text: string): void => {
      log.push(text.trim());
      stage.print(text);
    };
    say('const two = carton(say)');
    const two = carton(say);
    const afterCall = log.length;
    for (let i = 1; i <= 4; i++) {
      say(`two.next(), ${['first', 'second', 'third', 'fourth'][i - 1]} time`);
      say(`  it answers ${inspect(two.next())}`);
    }
    const endless = eggs();
    const hundred = Array.from({ length: 100 }, () => endless.next().value).filter((egg) => egg === '🥚').length;
    say(`and the endless one, asked 100 times: ${hundred} eggs`);
    const calm = afterCall === 1 && log[2] === 'inside: the carton is opened';
    return {
      right: 0,
      reveal:
        'The call only makes the generator, and runs nothing of it. Its body begins with the first next() and stands still at every yield, with all its variables. When it ends, next() answers done, for ever. Python raises StopIteration there; TypeScript raises nothing, so whoever does not look at done goes on with undefined.',
      claim: claimThat(calm && hundred === 100, 'the body ran before it was asked'),
      facts: { log, hundred },
    };
  },
  change:
    'let carton end with  return "lid".  Which answer carries it (in its type, write string for the first void), and does a for-of loop ever see it?',
  weakness: 'nothing is timed here. What standing still at a yield costs comes in chapter 7.',
};

await playAlone(import.meta.url, chapter);

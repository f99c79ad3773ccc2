/** Chapter 2: the same iterator, written as a generator. */
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
  title: 'Generators: the endless egg in three lines',
  idea: 'A generator is a function that can pause at a yield and continue from there later. Each call to next() runs the body to the next yield and returns the yielded value.',
  code: [
    { file: 'src/lessons/chapters/02-generators.ts', name: 'eggs' },
    { file: 'src/lessons/chapters/02-generators.ts', name: 'carton' },
  ],
  question: {
    text: 'What does the line  const two = carton(say)  print on its own?',
    answers: ['nothing', '"the carton is opened"', '"the carton is opened" and "the carton is empty"'],
  },
  timed: false,
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
      say(`  it returns ${inspect(two.next())}`);
    }
    const endless = eggs();
    const hundred = Array.from({ length: 100 }, () => endless.next().value).filter((egg) => egg === '🥚').length;
    say(`the endless generator, 100 calls: ${hundred} eggs`);
    const lazy = afterCall === 1 && log[2] === 'inside: the carton is opened';
    return {
      right: 0,
      reveal:
        'The call only creates the generator; it does not run the body. The body starts at the first next() and pauses at every yield, with all its variables. After the end of the body, every next() returns done: true. Python raises StopIteration there. JavaScript throws nothing: code that does not check done continues with undefined.',
      claim: claimThat(lazy && hundred === 100, 'the body ran before the first next()'),
      facts: { log, hundred },
    };
  },
  change:
    'End carton with  return "lid"  (in its type, write string for the first void). Which result contains the lid? Does a for-of loop ever see it?',
  weakness: 'Nothing is timed here. Chapter 7 measures the cost of resuming at a yield.',
};

await playAlone(import.meta.url, chapter);

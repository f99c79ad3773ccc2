/** Chapter 1: an iterator, by hand. */
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';

class EggIterator implements IterableIterator<string> {
  made = 0;
  [Symbol.iterator](): this {
    return this; // This object is its own iterator.
  }
  next(): IteratorResult<string> {
    this.made++;
    return { done: false, value: '🥚' }; // The eggs never end.
  }
}

function take(eggs: Iterable<string>, wanted: number): string[] {
  const taken: string[] = [];
  for (const egg of eggs) {
    if (taken.length >= wanted) break;
    taken.push(egg);
  }
  return taken;
}

const PER_ROW = 20;

export const chapter: Chapter = {
  number: 1,
  title: 'Iterators: the endless egg',
  idea: 'An iterator is an object whose method next() returns { value, done }: one value per call. It can be endless, because it makes values only on request.',
  code: [
    { file: 'src/lessons/chapters/01-iterators.ts', name: 'EggIterator' },
    { file: 'src/lessons/chapters/01-iterators.ts', name: 'take' },
  ],
  question: {
    text: 'We take 100 eggs. How many times is next() called?',
    answers: ['100 times', '101 times', 'for ever, because the iterator never ends'],
  },
  timed: false,
  async run(stage) {
    const eggs = new EggIterator();
    const taken = take(eggs, 100);
    for (let i = 0; i < taken.length; i += PER_ROW) stage.print(taken.slice(i, i + PER_ROW).join(' '));
    const dropped = eggs.made - taken.length;
    stage.print(`${taken.length} eggs taken, next() called ${eggs.made} times`);
    return {
      right: dropped === 0 ? 0 : 1,
      reveal: `${eggs.made} calls for ${taken.length} eggs. ${
        dropped === 0
          ? 'This loop checks its count before it calls next(), so no egg is wasted. The loop in the Python course makes one more call: it breaks at i >= 100, when it already holds the next egg.'
          : 'The loop calls next() first and checks its count afterwards, so one egg is made and dropped. The loop in the Python course does the same: it breaks at i >= 100, when it already holds the next egg.'
      }`,
      claim: claimThat(
        taken.length === 100 && (dropped === 0 || dropped === 1),
        'the loop took a different number of eggs, or made a different number of calls',
      ),
      facts: { made: eggs.made, taken: taken.length },
    };
  },
  change:
    'Break out of the loop right after the push, as soon as there are enough eggs. How many times is next() called now?',
  weakness: 'Nothing is timed here. An endless iterator is safe only if the caller knows when to stop.',
};

await playAlone(import.meta.url, chapter);

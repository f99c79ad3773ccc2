/** Chapter 1: an iterator, by hand. */

import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';

class EggIterator implements IterableIterator<string> {
  made = 0;
  [Symbol.iterator](): this {
    return this; // Whoever wants an iterator of me gets me.
  }
  next(): IteratorResult<string> {
    this.made++;
    return { done: false, value: '🥚' }; // Never done: the endless egg.
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
  idea: 'An iterator is an object with a method next(): asked once, it gives one thing. It may be endless, since nothing is made before somebody asks.',
  code: [
    { file: 'src/lessons/chapters/01-iterators.ts', name: 'EggIterator' },
    { file: 'src/lessons/chapters/01-iterators.ts', name: 'take' },
  ],
  question: {
    text: 'We take 100 eggs. How often is next() called?',
    answers: ['100 times', '101 times', 'for ever, since the iterator is endless'],
  },
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
          ? 'This loop looks at its count before it asks again, and no egg is made in vain. The loop in the Python course asks once more: it breaks at i >= 100, with the egg already in its hand.'
          : 'The loop asks first and looks at its count afterwards, so one egg is made and dropped. The loop in the Python course does the same: it breaks at i >= 100, with the egg already in its hand.'
      }`,
      claim: claimThat(
        taken.length === 100 && (dropped === 0 || dropped === 1),
        'the loop took or asked another number of times',
      ),
      facts: { made: eggs.made, taken: taken.length },
    };
  },
  change: 'leave the loop after the push, as soon as there are enough. How often is next() called now?',
  weakness: 'nothing is timed here. And endless is safe only as long as whoever asks knows when to stop.',
};

await playAlone(import.meta.url, chapter);

/** Chapter 1 in English. */
import type { Text } from '../../chapters/01-iterators.ts';
import { CHAPTER } from '../../numbers.ts';

export const text: Text = {
  idea: 'An iterator is an object whose method next() returns { value, done }: one value per call, made on request, so it never has to end. An iterable is an object that gives an iterator: for...of asks it for one, and then calls next() for each value.',
  names: [
    ['IteratorResult<number>', 'the type of { value, done }'],
    ['++this.made', 'adds 1 to the number of eggs made; its value is the new number'],
    ['Iterable<number>', 'what for...of accepts'],
    ['wanted', 'how many eggs we take'],
    ['check', 'when the loop checks whether it has enough'],
  ],
  knobs: {
    check: 'when the loop checks whether it has enough: before or after it pushes an egg onto the list',
    eggs: 'how many eggs are taken',
  },
  question: ({ eggs, check }) => ({
    text: `We take ${eggs === 1 ? 'one egg' : `${eggs} eggs`}. The loop checks whether it has enough ${check} it pushes an egg onto the list (check === '${check}'). How many times is next() called?`,
    answers: [counted(eggs, 'time'), counted(eggs + 1, 'time'), 'for ever: the iterator never ends'],
  }),
  labels: {
    counts: ({ asked, made, taken }) =>
      `${counted(taken, 'egg')} taken: [Symbol.iterator]() called ${counted(asked, 'time')}, next() called ${counted(made, 'time')}`,
  },
  figures: ({ made, taken }) => `${counted(made, 'call')} for ${counted(taken, 'egg')}.`,
  reasons: (_, { check }) =>
    `for...of asks the iterable for its iterator once: that is the method [Symbol.iterator](). Our iterator is iterable too: its [Symbol.iterator]() returns this. ${
      check === 'after'
        ? 'The loop stops as soon as it has enough, so no egg is wasted.'
        : 'Each time, for...of calls next() first, and only then runs the check. So one egg is made and dropped.'
    }`,
  doubts: () => 'the loop took a different number of eggs, or made a different number of calls',
  tryIt: {
    ask: 'Let the loop check after it pushes an egg onto the list. How many times is next() called now?',
    expect: 'As many times as there are eggs: no egg is wasted.',
    because: 'The break comes right after the last egg that we want, before for...of asks for another one.',
  },
  limits: () =>
    `Nothing is timed here. An endless iterator is safe only if the caller knows when to stop. And break does more than stop: for...of then calls return(), if the iterator has that method (chapter ${CHAPTER.sending}). Where this lecture says "the Python course", it means "Introduction to Coroutines", a notebook in Python that teaches coroutines with the same cake factory. You need not know it.`,
  words: [
    ['iterator', 'an object with next(); in Python __next__()'],
    ['iterable', 'an object with [Symbol.iterator](), which returns an iterator; in Python __iter__()'],
    ['lazy', 'made only on request'],
  ],
  notes: {
    say: 'Nothing runs in the background: every value is made inside a call of next(). An array is iterable and no iterator: each loop asks it for a new one.',
    expect: 'Most people say 100. Ask who calls next(), and when the check runs.',
    ifItFails: 'It cannot fail: no clock and no thread is involved.',
  },
};

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

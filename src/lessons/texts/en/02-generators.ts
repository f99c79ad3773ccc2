/** Chapter 2 in English. */
import type { Text } from '../../chapters/02-generators.ts';
import { CHAPTER } from '../../numbers.ts';

export const text: Text = {
  idea: 'A generator is an iterator that runs a function, which can pause at a yield and continue from there later. Each call to next() runs the body to the next yield, or to its end, and returns { value, done }: value is what was yielded or, at the end, returned.',
  names: [
    ['function*', 'a generator function: a call of it returns a generator, which has next()'],
    ['say', 'prints what happens inside'],
    ['lid?', 'a parameter that may be left out'],
    ['Generator<string, void, void>', `the types of what it yields, returns and receives (chapter ${CHAPTER.sending})`],
    ['Carton', 'a generator that yields eggs and may return a lid'],
  ],
  knobs: {
    lid: 'whether the carton returns its lid at the end',
    calls: 'how many times next() is called',
  },
  question: () => ({
    text: 'What does this line alone print?  const box = carton(say)',
    answers: ['nothing', '"the carton is opened"', '"the carton is opened" and "the carton is empty"'],
  }),
  labels: {
    made: 'const box = carton(say)',
    next: (call) => `box.next(), call ${call}`,
    inside: { opened: 'inside: the carton is opened', empty: 'inside: the carton is empty' },
    result: (result) => `it returns ${result}`,
    loop: (seen) => `for (const egg of carton(say)) sees ${seen.join(' ')}`,
    endless: (hundred) => `the endless generator, 100 calls: ${hundred} eggs`,
    lid: 'the lid',
  },
  figures: ({ steps, seen, lidIn }) => {
    const first = steps.findIndex((step) => typeof step === 'string' && step !== 'made' && step !== 'next');
    const calls = steps.slice(0, first).filter((step) => step === 'next').length;
    const lid =
      lidIn === null
        ? ''
        : ` Call ${lidIn} returns the lid, with done: true. A for...of loop sees ${seen.length} eggs and no lid.`;
    return `The body prints its first line during ${calls === 0 ? 'the call of carton' : `call ${calls} of next()`}.${lid}`;
  },
  reasons: (_, { lid, calls }) => {
    const returns = lid === 'yes' && calls >= 3;
    return `The call of carton only makes the generator; it does not run the body. The body starts at the first next() and pauses at every yield. It keeps its variables while it is paused. At its end, next() returns done: true${returns ? ' with the returned value; for...of ignores that value, and later calls do not repeat it' : ''}. In Python, next() raises StopIteration at that point${returns ? ', with the returned value in StopIteration.value' : ''}. In JavaScript it throws nothing: code that does not check done goes on with the value undefined.`;
  },
  doubts: () => 'the body ran before the first next(), or its end came at another call',
  tryIt: {
    ask: "Let the carton end with  return 'the lid'.  Which result of next() contains the lid? Does a for...of loop ever see it?",
    expect: "The third one, { value: 'the lid', done: true }. A for...of loop sees two eggs, and no lid.",
    because:
      'A return value comes once, together with done: true. And for...of stops at done: true without looking at the value.',
  },
  limits: () =>
    `Nothing is timed here. Chapter ${CHAPTER.call} measures the cost of resuming a generator at its yield.`,
  words: [
    ['generator function', 'function*: each call makes a new generator'],
    ['generator', 'an iterator whose next() runs a function from yield to yield; a kind of coroutine'],
    ['yield', 'gives a value to the caller of next() and pauses'],
    ['suspended', 'paused at a yield, with all local variables kept'],
    ['StopIteration', 'what Python raises at the end of an iterator'],
  ],
  notes: {
    say: 'The body of a generator runs on request, and never by itself in the background.',
    expect:
      'Many expect that the call prints the first line, as with an ordinary function. Let them compare both lines: the call, and the first next().',
    ifItFails: 'It cannot fail: no clock and no thread is involved.',
  },
};

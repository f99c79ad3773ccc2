/** Chapter 4 in English. */
import type { Text } from '../../chapters/04-sending-values.ts';
import { CHAPTER } from '../../numbers.ts';
import { PYTHON_AND_TYPESCRIPT } from './python.ts';

export const text: Text = {
  idea: 'Our coroutines are generators that also receive values: the argument of next(x) becomes the value of the yield where the coroutine is paused. So it must be paused at a yield first: the first next() takes it there, and that is called priming.',
  names: [
    ['Generator<void, void, string>', 'yields nothing, returns nothing, receives a string'],
    ['finally', 'runs whenever the try block is left, also by an error or by return()'],
    ['say', "prints what happened: for 'melted' two lines, input and output"],
  ],
  knobs: {
    primed: 'whether the melter of the question is primed with next()',
    ended: 'which melter gets return(): the one that has run, or a new one',
  },
  question: ({ primed }) => ({
    text: `A new melter is ${primed === 'yes' ? 'primed with next()' : 'not primed'}. We send it butter twice: next('butter'), next('butter'). How many of the two does it melt?`,
    answers: ['one', 'two', 'none: the first next(...) throws an error'],
  }),
  labels: {
    asked: (primed) =>
      `a new melter${primed ? ', primed with next()' : ', not primed'}: next('butter'), next('butter')`,
    course:
      'another melter, primed with next(), gets more ingredients; T is the time, and it stays at 0: nothing waits here',
    ended: (isNew) => `${isNew ? 'a new melter that has not run' : 'the same melter'}: return(), then next('butter')`,
    said: {
      melted: ['Butter melter input  🧈.', 'Butter melter output 🍯.'],
      'cleaned up': ['Butter melter cleaned up.'],
    },
    generated: (ingredients) => `T=0\tGenerate ${ingredients}`,
    after: (result) => `this next('butter') returns ${result} and melts nothing`,
    tableFor: 'For those who know Python: the same in both languages, to look up later',
    table: [['Python', 'TypeScript', 'watch out'], ...PYTHON_AND_TYPESCRIPT],
  },
  figures: ({ melted, cleanedUp }) =>
    `It melts ${['none', 'one', 'both'][melted] ?? melted} of the two. The melter that got return() ${cleanedUp ? 'cleaned up' : 'did not clean up'}.`,
  reasons: (_, { primed, ended }) =>
    `${
      primed === 'yes'
        ? 'After the first next() it is paused at its yield, so each butter arrives there.'
        : 'The first next(...) starts the body and runs it to the first yield. No yield was waiting for the argument, so the first butter is lost, without an error. Python raises a TypeError instead.'
    } ${
      ended === 'running'
        ? 'return() ends the melter at its yield: only the finally block still runs.'
        : 'The body of the new melter had never started, so there was no try block to leave, and finally did not run.'
    } Resuming a generator makes no system call: it is like a function call (chapter ${CHAPTER.call}).`,
  doubts: () => 'the melters melted another amount, or cleaned up at another time',
  tryIt: {
    ask: 'Call return() on a new melter, which has not run yet. Does it clean up?',
    expect: 'No. It prints nothing, and is done.',
    because:
      'Its body has never started, so it is not inside the try block. There is nothing to clean up, and finally does not run.',
  },
  limits: () =>
    'Nothing is timed here. Each engine of this project (the part that resumes the stations) primes them, so no station loses its first item.',
  words: [
    ['coroutine', 'a function that can pause and resume; here a generator that also receives values'],
    ['send', 'to resume a coroutine with a value: g.send(x) in Python, g.next(x) in JavaScript'],
    ['prime', 'to run a new coroutine to its first yield'],
    ['system call', 'a call into the operating system: control leaves the program'],
    ['clean-up', 'what a finally block does at the end'],
  ],
  notes: {
    say: 'Read  const ingredient = yield  from right to left: pause; later a value arrives; then assign it. The table is for people who know Python: show it, but do not read it aloud.',
    expect:
      'Many say two, and Python programmers say that it is an error. Both are good reasons to talk about the first next().',
    ifItFails: 'It cannot fail: no clock and no thread is involved.',
  },
};

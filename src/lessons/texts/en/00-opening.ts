/** Chapter 0 in English. */
import type { Text } from '../../chapters/00-opening.ts';
import { CHAPTER } from '../../numbers.ts';

export const text: Text = {
  idea: 'A server, a user interface or a machine in a factory is event-driven: many jobs have begun, and most of them wait for an event. Coroutines let one thread switch between such jobs; threads let several processors run jobs at the same instant.',
  names: [
    ['bake: Bake', 'a parameter, and after the colon its type: a function that bakes one cake'],
    ['void', 'no value'],
    ['function*', `makes a coroutine (chapter ${CHAPTER.generators})`],
    ['yield', 'pauses the coroutine; its caller goes on'],
    ['next()', 'resumes it; here a loop calls it in turn: for Ann, for Ben, for Ann, for Ben'],
    ['Generator', 'the type of such a coroutine; you can skip what is between < and >'],
  ],
  knobs: { threads: 'how many threads the second run of the factory uses' },
  question: () => ({
    text: 'A thread is what runs code, and a program can have several. A cake factory has five coroutines: a producer and four stations. All five share one thread. How many of them run at the same instant?',
    answers: ['five: each coroutine runs on its own', 'one', 'as many as the machine has processors'],
  }),
  labels: {
    customers: ['Ann', 'Ben'],
    served: ({ inOneGo, inTurn }) => [
      ['Ann and Ben order 2 cakes each', 'baked in this order'],
      ['by twoCakes', inOneGo.join(', ')],
      ['by twoCakesInSteps, in turn', inTurn.join(', ')],
    ],
    picture: [
      '',
      'the factory: four stations; belts carry items between them',
      '',
      ' 🌾 2 flour ─────┐',
      ' 🍬 3 sugar ─────┼─> dry mixer ──── 📦 dry mix ────┐',
      ' 🍫 2 chocolate ─┘                                 ├─> oven ─> 🎂',
      ' 🥚 2 eggs ───────────────────┐                    │',
      ' 🧈 1 butter ─> butter melter ┴─> wet mixer ─ 🧴 ──┘',
      '',
      '🧴 is the wet mix. The oven bakes a cake from both mixes. The producer, which is not in the picture, delivers the ingredients on the left.',
      '',
    ],
    machine: (processId, processors, thread) =>
      `This program is process ${processId}. It may use ${processors} logical ${processors === 1 ? 'processor' : 'processors'}. This line is printed by its ${thread === 0 ? 'main thread, thread 0' : `thread ${thread}`}.`,
    heading: ['the factory on', 'thread ids', 'at once, at most', 'cakes', 'checksum'],
    way: ({ isHere, ids: { length } }, coroutines) => {
      if (isHere) return 'this thread';
      if (length === coroutines) return 'a thread each';
      return length === 1 ? 'another thread' : `${length} threads`;
    },
  },
  figures: ({ coroutines, ways, processors }, { threads }) => {
    const [shared, spread] = ways;
    const most = spread?.mostAtWork ?? 0;
    const on = threads === 1 ? 'another thread' : `${threads} threads`;
    const same = ways.every(({ digest }) => digest === shared?.digest);
    return `On one thread, at most ${shared?.mostAtWork} of the ${coroutines} coroutines worked at a time. On ${on}, with the ${processors} logical ${processors === 1 ? 'processor' : 'processors'} of this machine, at most ${Math.min(threads, processors)} of them can run at the same instant; in this run, ${most === 1 ? 'never more than 1 of them was' : `up to ${most} of them were`} in the middle of their work at once${most > processors ? `, but at most ${processors} had a processor` : ''}. The factory ran in ${ways.length} ways, and the checksums of all its work are ${same ? 'equal' : 'not equal'}.`;
  },
  reasons: () =>
    "An ordinary function, a subroutine, serves Ann's whole order before Ben's. A coroutine can pause, so one thread can resume the two orders in turn: they are concurrent, which means that both have begun and neither has ended. But a thread runs one thing at a time. To run in parallel, at the same instant, two jobs need two threads and two processors. The cakes do not change: what a station does depends on what it receives, not on the thread it runs on. So coroutines are enough for jobs that mostly wait; jobs that compute gain from threads, if there are processors for them.",
  doubts: () => 'the coroutines ran on other threads than planned, or worked at the same time on one thread',
  tryIt: {
    ask: 'Use 3 threads in the second run. How many of the five coroutines can run at the same instant, and does the checksum change?',
    expect: 'At most three, and never more than the machine has logical processors. The checksum stays the same.',
    because:
      'Coroutines that share a thread still take turns. And each station does the same work on the same ingredients, on any thread.',
  },
  limits: () =>
    'The column "at once" is computed, not measured: the smaller one of threads and logical processors. A thread that has no processor for a moment stops in the middle of its work. Other programs use these processors too. Thread ids can have gaps: not every thread of a program bakes. Nothing is timed here.',
  words: [
    ['process', 'a running program, with memory of its own'],
    ['thread', 'runs code, one instruction after another; a process has one or more'],
    ['logical processor', 'what runs a thread: a core of the machine, or half of one (a hyper-thread)'],
    ['subroutine', 'an ordinary function: it runs from its start to its end'],
    ['coroutine', 'a function that can pause and be resumed later'],
    ['event-driven', 'the program waits for events and reacts to them'],
    ['concurrent', 'both jobs have begun, and neither has ended'],
    ['parallel', 'both jobs run at the same instant'],
    ['checksum', 'a number computed from all the work; it shows when two runs did different work'],
  ],
  notes: {
    say: 'Coroutines are about dealing with many things at once, threads about doing many things at once. Draw the factory on the board and keep it there: all chapters use it.',
    expect:
      'Some say five, because they think of a coroutine as a small thread. Some take the number of processors. Ask who would run the second one.',
    ifItFails:
      'If the machine does not let the program start threads, play only the two orders and the picture, and go on with chapter 1.',
  },
};

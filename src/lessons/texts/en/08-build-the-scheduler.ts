/** Chapter 8 in English. */
import type { Event, Text } from '../../chapters/08-build-the-scheduler.ts';
import { CHAPTER } from '../../numbers.ts';

export const text: Text = {
  idea: 'A coroutine can yield a request, an object { ms }: it asks the scheduler to resume the coroutine after that many milliseconds. The scheduler takes the requests, and decides which coroutine runs next.',
  names: [
    ['cook', 'a station that only waits'],
    ['log', 'writes down what happens'],
    ['rest(ms)', `makes the request { ms } (see also chapter ${CHAPTER.producer})`],
    ['task', 'a coroutine'],
    ['ready', 'the queue of tasks that can run now'],
    ['request?.ms', 'its ms, if there is a request'],
    ['??', 'if there is nothing on its left, takes what is on its right'],
    ['timers', 'the tasks that wait'],
    ['due()', 'sleeps until the first one is due, and returns it'],
  ],
  knobs: {
    melter: 'how long the melter waits, in milliseconds',
    mixer: 'how long the mixer waits, in milliseconds',
    oven: 'how long the oven waits, in milliseconds',
  },
  question: ({ melter, mixer, oven }) => ({
    text: `Three cooks, in this order: the melter waits ${melter} ms, the mixer ${mixer} ms, the oven ${oven} ms. Now we write await instead of yield, and the scheduler of JavaScript, the event loop, runs the cooks instead of ours. What changes in the log?`,
    answers: [
      'its order: with await the cooks run in parallel',
      'its order: await ends one cook before it starts the next one',
      'nothing',
    ],
  }),
  labels: {
    heading: ['our scheduler, yield', 'event loop, yield', 'event loop, await'],
    event,
    awaiting: 'The cook with await; sleep(ms) returns a Promise that is fulfilled after ms milliseconds:',
    driven: 'Middle column: the event loop runs the cooks with yield, by this function:',
  },
  figures: ({ scheduler, yields, awaits }, { melter, mixer, oven }) =>
    `With our scheduler the cooks end in this order: ${endsOf(scheduler.log)}; with await: ${endsOf(awaits.log)}. The three runs took ${[scheduler, yields, awaits].map(({ ms }) => ms.toFixed(0)).join(', ')} ms. The longest wait was set to ${Math.max(melter, mixer, oven)} ms, and all waits add up to ${melter + mixer + oven} ms.`,
  reasons: () =>
    `A yield gives the thread back to the scheduler, together with a request. The scheduler resumes the next task that is ready; if none is ready, it sleeps until the first timer is due. So the cooks wait at the same time, on one thread. async and await do the same, as a part of the language: the event loop acts as the scheduler, a Promise as the request, and await as the yield. After a wait of 0 ms, the rest of a function is a microtask: like a task in our ready queue, it runs before the next timer. The event loop can even run the cooks with yield (middle column): one loop is enough for this (see also serve in chapter ${CHAPTER.producer}).`,
  doubts: () => 'two timers were due at nearly the same time, or one of them was set late because the machine was busy',
  tryIt: {
    ask: "Set the melter's wait to 0 ms: it goes to the back of the ready queue, and no timer is set. In which order do the cooks end now?",
    expect: 'Melter, mixer, oven.',
    because:
      'The melter and the mixer both go to the back of the ready queue, and the melter gets there first. The scheduler looks at the timers only when no task is ready.',
  },
  limits: () =>
    `Nothing is claimed about time. Our scheduler sleeps by blocking its thread, so the thread can do nothing else meanwhile; the event loop also wakes up for keys, files and the network. A cook that computes instead of waiting holds up both: see chapter ${CHAPTER.blocking}.`,
  words: [
    ['scheduler', 'decides which task runs next'],
    ['ready queue', 'the tasks that could run now'],
    ['cooperative scheduling', 'a task runs until it gives the thread back itself'],
    ['event loop', 'the scheduler of JavaScript; asyncio in Python has one too'],
    ['Promise', 'stands for a result that comes later; Python calls it a future'],
    [
      'microtask',
      'a small job of the event loop, such as the rest of a function after an await: it runs before the next timer',
    ],
  ],
  notes: {
    say: 'Play the scheduler by hand: write the ready queue and the timers on the board, and move three names. Then show the whole file with --code: the scheduler has about 25 lines.',
    expect:
      'Many choose A: await sounds like a second thread. Ask who runs the oven while the melter waits, and on which thread.',
    ifItFails: 'Run it again. Only a machine that stood still for some milliseconds can change the order.',
  },
};

function event([cook, what]: Event): string {
  return `${cook} ${what}`;
}

function endsOf(log: readonly Event[]): string {
  return log.flatMap(([cook, what]) => (what === 'ends' ? [cook] : [])).join(', ');
}

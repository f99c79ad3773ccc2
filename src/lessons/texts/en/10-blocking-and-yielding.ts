/** Chapter 10 in English. */
import type { Text } from '../../chapters/10-blocking-and-yielding.ts';

export const text: Text = {
  idea: 'A thread does one thing at a time: while it computes or blocks, nothing else runs on it. An await frees the thread only if there is something to wait for.',
  names: [
    ['engine', 'decides which station runs next'],
    ['bake', 'runs the line'],
    ['setInterval', 'calls a function again and again, on this thread, when the thread is free'],
  ],
  knobs: {
    tickMs: 'how often the clock ticks, in milliseconds',
    turns: 'whether the engines on one thread let the event loop run: never, or about every 50 ms',
  },
  question: ({ tickMs, turns }) => ({
    text: `While we await the cakes, a clock ticks every ${tickMs} ms on the main thread. All stations run on the same thread, and they wait with timers. ${turns === 'often' ? 'About every 50 ms the engine lets the event loop run. ' : ''}In one run the stations compute, in the other they wait. When does the clock tick?`,
    answers: ['in both runs', 'only while they wait', 'only while they compute', 'in neither run'],
  }),
  labels: {
    head: ['', 'stations compute', 'stations wait'],
    names: {
      blocking: 'one thread, blocking waits',
      timers: 'one thread, timers',
      threads: 'a thread each',
    },
    cell: ({ ticks, ms }) => `${ticks} ${ticks === 1 ? 'tick' : 'ticks'} in ${ms.toFixed(0)} ms`,
  },
  figures: ({ blocking, timers, threads }) =>
    `While the stations computed, the clock ticked ${blocking.compute.ticks}, ${timers.compute.ticks} and ${threads.compute.ticks} times; while they waited, ${blocking.wait.ticks}, ${timers.wait.ticks} and ${threads.wait.ticks} times.`,
  reasons: (_, { turns }) =>
    turns === 'never'
      ? 'The engine with timers is full of await, but a station that computes still holds the thread to the end. A timer frees it: then the clock gets its turn. A blocking wait, like time.sleep in Python, frees nothing. Stations with their own threads leave the main thread free in both runs: the operating system shares the cores, and asks no station.'
      : 'Now the engines on one thread let the event loop run about every 50 ms, also while the stations compute: they yield. Between two turns they still hold the thread, and at a turn only one late tick comes: missed ticks are not repeated. The main thread is free all the time where stations wait with timers, and where they have threads of their own.',
  doubts: () => 'the runs were too short for the clock, or other programs kept the main thread from a core',
  tryIt: {
    ask: 'Let the engines on one thread give the event loop a turn about every 50 ms. Which of the six runs change, and how many ticks do you expect there?',
    expect:
      'The three runs without a tick now have a few ticks: at most one for every 50 ms. The other three stay as they are.',
    because:
      'To yield is to let others run, and await alone does not do that. A late tick comes in the next turn of the event loop. Missed ticks are not repeated, so there is at most one tick in a turn.',
  },
  limits: ({ tickMs }) =>
    `A late tick is not repeated, so even a free thread may have fewer ticks than its time / ${tickMs} ms. Elsewhere these engines let the event loop run about every 50 ms, so that Ctrl-C works.`,
  words: [
    ['blocking call', 'returns only when the wait is over; its thread does nothing else meanwhile'],
    ['event loop', 'runs one callback after the other on one thread; each must return before the next begins'],
    ['cooperative scheduling', 'a task runs until it yields by itself'],
    ['preemptive scheduling', 'the operating system takes the core away from a thread, at any moment'],
    ['starvation', 'a task that is ready never gets its turn'],
  ],
  notes: {
    say: 'This is why a web page freezes in a long loop, even inside an async function.',
    expect:
      'Many say "in both": they believe that await makes a function run in the background. Ask which thread runs the loop of a station.',
    ifItFails:
      'Other programs take the cores. Close them, or make the clock slower: --set tickMs=40 also makes the runs longer.',
  },
};

/** Chapter 23 in English. */
import type { Text } from '../../chapters/23-locks-and-memory-order.ts';
import type { Tried } from '../../explorer/tried.ts';
import { CHAPTER } from '../../numbers.ts';
import { steps } from './steps.ts';

const count = (value: number): string => value.toLocaleString('en');
const LOCKS = ['lock', 'whisk', 'bowl'];

export const text: Text = {
  idea: 'A mutex lets one thread at a time into a critical section, and the others sleep until it is free. The difficult part is the moment between the last look at the lock and the sleep.',
  names: [
    ['at', 'the place of the lock in the shared words'],
    ['atomics', 'Atomics on threads; in the explorer, each call is one step'],
    ['compareExchange', 'writes HELD if it finds FREE, and returns what it found'],
    ['wait', 'sleeps if the word has the expected value, here HELD; the check and the sleep are one step'],
  ],
  knobs: {
    threads: 'how many threads add to one counter under the lock',
    order: 'the order in which the second cook takes the two locks',
  },
  question: () => ({
    text: 'A careless programmer writes atomics.wait(words, at, atomics.load(words, at)): it expects the value that it has just read, not HELD. What can happen?',
    answers: [
      'two threads are in the critical section at the same time',
      'a thread sleeps for ever',
      'nothing new: a thread gets there only if the lock is HELD',
    ],
  }),
  labels: {
    steps: {
      ...steps,
      writes: (word, value) => (LOCKS.includes(word) ? `frees the ${word}` : steps.writes(word, value)),
      reads: (word, value) =>
        LOCKS.includes(word) ? `reads ${value === 0 ? 'FREE' : 'HELD'}` : steps.reads(word, value),
      exchanges: (word) => `takes the ${word}`,
      doesNotExchange: (word) => `finds the ${word} HELD`,
      fallsAsleep: () => 'falls asleep',
      doesNotSleep: () => 'does not sleep',
      notifies: (_, woken) => `wakes ${woken === 0 ? 'nobody' : 'a thread'}`,
    },
    lockNames: ['whisk', 'bowl'],
    table: ({ unlocked, locked, careless, twoLocks, dataFirst, flagFirst }, { threads, order }) => {
      const row = (name: string, { orders, wrong, stuck }: Tried): string[] => [
        name,
        count(orders),
        count(wrong),
        count(stuck),
      ];
      return [
        ['every order of the steps', 'orders', 'wrong', 'stuck'],
        row(`${threads} threads add without a lock`, unlocked),
        row(`${threads} threads add under the lock`, locked),
        row(`${threads} threads add under the careless lock`, careless),
        row(`2 cooks take two locks in ${order === 'same' ? 'the same' : 'opposite'} order`, twoLocks),
        row('data is written, then its flag', dataFirst),
        row('a flag is written, then its data', flagFirst),
      ];
    },
    lost: (trace) => `The careless lock: ${trace}.`,
    deadlock: (trace) => `Two locks: ${trace}.`,
    counted: (counted, threads, each) =>
      `${threads} real threads add 1 under the lock, ${count(each)} times each: the counter is ${count(counted)}.`,
  },
  figures({ careless, locked, twoLocks, counted, wanted }) {
    const failed = locked.wrong + locked.stuck;
    const held = failed === 0 ? 'right in all' : `wrong in ${count(failed)} of`;
    const deadlocks = twoLocks.stuck === 0 ? 'no deadlock in any' : `a deadlock in ${count(twoLocks.stuck)}`;
    return `The lock is ${held} ${count(locked.orders)} orders. With the careless one, a thread sleeps for ever in ${count(careless.stuck)} of ${count(careless.orders)}. The two locks have ${deadlocks} of ${count(twoLocks.orders)} orders. Real threads with the lock counted ${count(counted)} of ${count(wanted)}.`;
  },
  reasons(_, { order }) {
    const lost =
      'After a thread has found HELD, the owner can unlock, and its notify finds nobody to wake. A thread that expects HELD then does not sleep. The careless one reads FREE, expects FREE, and sleeps: a lost wake-up.';
    const deadlock =
      order === 'opposite'
        ? 'Two locks: each cook holds one and waits for the other. A deadlock needs four conditions: mutual exclusion, hold and wait, no preemption, and a circular wait.'
        : 'Two locks: both cooks take the whisk first, so nobody holds the bowl and waits for the whisk. Without a circular wait there is no deadlock.';
    return `${lost} ${deadlock} Under a lock, plain additions lose nothing, on real threads too: a lock also orders memory, so all that one owner wrote happens before what the next owner reads. A flag publishes data in the same way, if it is written last and with Atomics.store.`;
  },
  doubts: ({ counted, wanted }) =>
    counted === wanted
      ? 'the explorer found other orders than the programs allow'
      : `the real threads counted ${count(counted)}, not ${count(wanted)}, although the explorer found no order in which the lock fails`,
  tryIt: {
    ask: 'Let both cooks take the whisk first and then the bowl. In how many orders is there a deadlock now?',
    expect: 'In none.',
    because:
      'A fixed order of all locks makes a circular wait impossible, and without one of the four conditions there is no deadlock. This is the usual cure.',
  },
  limits: () =>
    `The explorer runs each operation as one step that all threads see at once. Atomics guarantee this, plain reads and writes do not: compiler and processor may swap them, as in the last row. Atomics.wait blocks the event loop of its thread. Node allows it on the main thread, a page in a browser does not. Chapter ${CHAPTER.deadlock} shows a deadlock without locks.`,
  words: [
    ['mutex (lock)', 'mutual exclusion: at most one thread holds it'],
    ['critical section', 'the code that only the owner of the lock runs'],
    ['lost wake-up', 'a notify that comes before the sleep, so the sleep never ends'],
    ['deadlock', 'threads that wait for each other for ever'],
    ['hold and wait', 'to keep one lock while waiting for another'],
    ['circular wait', 'a waits for b, and b waits for a'],
    ['no preemption', 'nobody can take a lock away from its owner'],
    ['happens-before', 'the order that guarantees that a read sees a write; locks, Atomics and messages create it'],
    ['publish', 'to write data first and then, atomically, the flag that says it is there'],
  ],
  notes: {
    say: 'Go through lock() line by line. Then ask where another thread can come in between, and what it would do there.',
    expect:
      'Most people think of two owners. Let them find the place between the two calls; then show the trace of the careless lock.',
    ifItFails: 'The explorer cannot fail: it uses no clock. If the real threads do not start, the table is enough.',
  },
};

/** Chapter 24 in English. */
import type { Text } from '../../chapters/24-you-are-the-scheduler.ts';
import { CHAPTER } from '../../numbers.ts';

const count = (value: number): string => value.toLocaleString('en');

export const text: Text = {
  idea: 'The operating system decides when a thread runs and when it stops, and a program must be correct for every decision. Here you decide, step by step.',
  names: [
    ['cpu', 'a tiny processor: each call is one step, and another thread can run between two steps'],
    ['register', 'where a thread keeps a value of its own'],
    ['counter', 'a word in memory that all threads share'],
  ],
  knobs: {
    threads: 'how many threads there are',
    additions: 'how often each thread adds 1',
    addition: 'whether an addition is three steps (plain) or one (atomic)',
  },
  question: ({ threads, additions, addition }) => {
    const who = threads === 1 ? 'One thread adds' : `${threads} threads add`;
    const often = additions === 1 ? 'once' : additions === 2 ? 'twice' : `${additions} times`;
    const each = threads === 1 ? often : `${often} each`;
    const how = addition === 'plain' ? 'in three steps: read, add, write' : 'in one atomic step';
    return {
      text: `${who} 1 to a counter, ${each}, ${how}. How many orders of their steps end with a wrong total?`,
      answers: ['none', 'some, but fewer than half', 'half or more'],
    };
  },
  labels: {
    instructions: { read: 'read', add: 'add', write: 'write', addInOneStep: 'read, add, write' },
    start: 'start',
    undo: 'undo',
    heading: (names) => ['', 'counter', ...names.map((name) => `${name} holds`)],
    keys: (ready) =>
      ready.length === 0
        ? 'u: undo; Enter: every order'
        : `${ready.join(', ')}: the next step of this thread; u: undo; Enter: take turns to the end`,
    byHand: (total, wanted) => `The total is ${total}, and ${wanted} is right.`,
    everyOrder: (totals, wanted) => [
      ['total', 'orders', ''],
      ...totals.map(({ total, orders }) => [String(total), count(orders), total === wanted ? 'right' : 'wrong']),
    ],
  },
  figures({ orders, wrong }) {
    if (orders === 1) return `There is only one order, and it is ${wrong === 0 ? 'right' : 'wrong'}.`;
    return `All ${count(orders)} orders are covered: ${wrong === 0 ? 'none' : count(wrong)} of them ${wrong <= 1 ? 'is' : 'are'} wrong${wrong === 0 ? '' : `; ${count(orders - wrong)} ${orders - wrong === 1 ? 'is' : 'are'} right`}.`;
  },
  reasons(_, { threads, addition }) {
    if (threads === 1) return 'A thread that is alone takes its steps in the order of its program.';
    if (addition === 'atomic')
      return 'Each addition is one step, so no other thread can take a step inside it. The order of the additions does not matter.';
    return 'An order is right only if no other thread takes a step inside an addition, from its read to its write. In every other order, a thread writes a value that it read too early, and an update is lost.';
  },
  doubts: () => 'the explorer found other totals than the program allows',
  tryIt: {
    ask: 'Let each thread add twice. Does the share of wrong orders grow? What is the least total?',
    expect: 'It grows: 918 of 924 orders are wrong. The least total is 2.',
    because:
      "There are four additions, and 6 orders that do not cut any of them into pieces. All others lose an update. The least total is 2: the last write of all is a thread's second one. It adds 1 to what the thread has read, and by then the thread itself had written at least 1.",
  },
  limits: () =>
    `The explorer does not run every order from the beginning: it merges orders that reach the same state, and counts them. On a real machine, some orders are much more frequent than others, so a test can pass for years. The explorer assumes that all threads see each step at once. Processors and compilers may reorder plain reads and writes (chapter ${CHAPTER.locks}), and that allows even more results.`,
  words: [
    ['scheduler', 'decides which thread runs next, and for how long'],
    ['preemptive scheduling', 'the scheduler can stop a thread between any two steps'],
    ['cooperative scheduling', 'a thread stops only where it says so, as at a yield'],
    ['context switch', 'from one thread to another: the registers are saved and loaded'],
    ['interleaving', 'one order of the steps of all threads'],
    ['model checking', 'to cover every interleaving of a small program'],
  ],
  notes: {
    say: 'Let somebody in the class give the letters. First ask for a right total, then for a wrong one.',
    expect: 'Most people guess that a few orders are wrong. With one addition each it is 18 of 20.',
    ifItFails:
      'It cannot fail: there is no real thread and no clock. Without a keyboard it plays a fixed order (--auto).',
  },
};

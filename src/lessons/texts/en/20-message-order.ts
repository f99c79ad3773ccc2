/** Chapter 20 in English. */
import type { Text, Way } from '../../chapters/20-message-order.ts';
import { CHAPTER } from '../../numbers.ts';

const count = (value: number): string => value.toLocaleString('en');

const eggsOf = (value: number): string => `${count(value)} ${value === 1 ? 'egg' : 'eggs'}`;

const every = (looks: number): string => (looks === 1 ? 'after every egg' : `every ${eggsOf(looks)}`);

/** How the stop comes, and what the thread has to do to hear it. */
const WAYS: Readonly<Record<Way, (looks: number) => readonly [way: string, needs: string]>> = {
  same: () => ['on the port of the eggs', 'read its messages'],
  own: () => ['on its own port, as an event', 'get back to its event loop'],
  poll: (looks) => [`on its own port, polled ${every(looks)}`, 'look at the port'],
  turn: (looks) => [`on its own port, a turn ${every(looks)}`, 'give its loop a turn'],
  flag: (looks) => [`a shared flag, read ${every(looks)}`, 'read the flag'],
  terminate: () => ['terminate(), from outside', 'do nothing; no clean-up'],
};

export const text: Text = {
  idea: 'A thread gets its work as messages, and a "stop" is a message too. When it is heard depends on its port, and on what the thread does.',
  names: [
    ['isStopped', 'poll, flag or turn'],
    ['bowl', 'shared memory: the count of cracked eggs, and the flag STOP'],
    ['turnOfTheLoop', 'setImmediate as a promise: events are delivered meanwhile'],
    ['heard', 'set by the event of the control port'],
  ],
  knobs: {
    looks: 'after how many eggs a thread that looks for a stop does so',
    eggs: 'how many eggs are sent before the stop',
  },
  question: ({ eggs }) => ({
    text: `We send ${eggsOf(eggs)} to a thread, and then a stop on the same port. How many eggs does it still crack?`,
    answers: ['none: it stops at once', `all ${count(eggs)}`, 'some: it stops in the middle'],
  }),
  labels: {
    hens: 'two hens, A and B, send in turn, each on its own port:',
    sent: (messages) => `  sent      ${messages}`,
    received: (messages) => `  received  ${messages}`,
    heading: ['how the stop comes', 'cracked', 'the thread has to'],
    way: (way, cracked, { looks, eggs }) => {
      const [how, needs] = WAYS[way](looks);
      return [how, count(cracked).padStart(count(eggs).length), needs];
    },
    perTurn: ({ waiting, refilled }, { eggs }) =>
      `In one turn of the event loop Node delivered ${count(waiting)} of ${count(eggs)} waiting messages, and ${count(refilled)} from a port that never gets empty.`,
  },
  figures({ cracked: { same, own, poll, turn, flag, terminate }, sent, received, perTurn: { waiting } }, { eggs }) {
    const at =
      waiting === eggs
        ? `all ${count(eggs)} messages that waited on a port`
        : `up to ${count(waiting)} messages of a port`;
    const mixed = sent.join() === received.join() ? 'in the order in which they were sent' : 'one port after the other';
    return `After a stop on the same port the thread cracked ${eggsOf(same)}; with the stop on its own port, as an event, ${count(own)}. If it looked for the stop, it cracked ${poll === flag && poll === turn ? count(poll) : `${count(poll)} (polling), ${count(turn)} (a turn of the loop) and ${count(flag)} (a flag)`}. Terminated from outside, it cracked ${count(terminate)}. Node delivered ${at} in one turn. Messages from two ports arrived ${mixed}.`;
  },
  reasons: (_, { looks }) =>
    `Within one port, messages arrive in the order in which they were sent: the stop waits behind all eggs. Between two ports no order is promised, even if they arrive as sent. A separate port is not enough: in one turn, Node delivers all messages that wait on a port. So the event of the control port comes before all of them or after all of them, never in between. To stop in the middle, the thread has to take part: it looks at the port, gives its loop a turn, or reads a flag, here ${every(looks)}. Only terminate() needs no help, but then nothing is cleaned up (chapter ${CHAPTER.cancel}).`,
  doubts: () => 'a stop came between the eggs of another port, or the messages of one port arrived out of order',
  tryIt: {
    ask: 'Let the thread look only every 1,000 eggs. How many does it crack after the stop, and what does it gain?',
    expect: '1,000, or a little more with turns of the loop. It gains time: it looks less often.',
    because:
      'The thread hears of a stop only where it looks. How often it looks is a compromise: each look costs time, and each egg between two looks delays the stop.',
  },
  limits: () =>
    'Everything, including the stop, is sent before the thread begins: the worst case, and repeatable. A thread that keeps up has fewer eggs in front of the stop. How many messages are delivered in a turn is a choice of Node, not a rule for message ports.',
  words: [
    ['FIFO', 'first in, first out: the order within one port'],
    ['control message', 'a message about the work, such as "stop"; sent out of band if it has its own port'],
    ['polling', 'to look again and again'],
    ['event loop', 'the loop that runs handlers'],
    ['turn', 'one pass of the event loop: it handles what is ready'],
    ['responsiveness', 'how soon a program reacts'],
  ],
  notes: {
    say: 'A message does not interrupt a thread: the thread hears of a stop only when its code looks, or gives its loop a turn.',
    expect:
      'Many say that it stops at once. Ask which code would notice the stop, and when that code runs. Then ask whether a second port helps.',
    ifItFails:
      'The row of the own port shows 0 or all eggs, depending on which port Node serves first; both are right. All other rows are fixed, but a turn may come one look later.',
  },
};

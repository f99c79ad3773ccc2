/** Chapter 19 in English. */
import type { Text } from '../../chapters/19-back-pressure.ts';
import { CHAPTER } from '../../numbers.ts';

const count = (value: number): string => Math.round(value).toLocaleString('en');

const eggs = (value: number): string => `${count(value)} ${value === 1 ? 'egg' : 'eggs'}`;

const turnsOf = (value: number): string => `${count(value)} ${value === 1 ? 'turn' : 'turns'}`;

const megabytes = (value: number): string => `${Math.round(value) < 0 ? '-' : '+'}${count(Math.abs(value))} MB`;

const idle = (endless: number, bounded: number): string =>
  endless + bounded === 0
    ? 'The oven always found an egg.'
    : `The oven found no egg on the endless belt in ${turnsOf(endless)}, on the bounded one in ${turnsOf(bounded)}.`;

export const text: Text = {
  idea: 'A message port accepts everything, however fast it comes. With back-pressure the reader gives credit, and the sender sends only what there is room for.',
  names: [
    ['room', 'how many more eggs fit; no limit on the endless belt'],
    ['now', 'the turn, written on each egg'],
    ['granted', 'how many eggs may be sent in all: the credit'],
    ['held', 'what waits at the sender: 0 here'],
  ],
  knobs: {
    laid: 'how many eggs the hens want to lay while the oven uses one',
    capacity: 'how many eggs the bounded belt holds',
  },
  question: ({ laid, capacity }) => ({
    text: `For every egg that the oven uses, the hens can lay ${laid}. One belt (a queue) is endless; the other one holds ${eggs(capacity)}, and the hens wait for room. What is different at the end?`,
    answers: [
      'nothing: both belts hold equally many eggs',
      'the queue: the endless belt grows with every turn, the other one stops',
      'the oven: at the end of the bounded belt it finds no egg in some turns, because the hens wait',
    ],
  }),
  labels: {
    belts: { endless: 'endless', bounded: 'bounded' },
    title: (belt) => `${belt} belt, after turn:`,
    ends: { from: 'hens', to: 'oven' },
    of: 'of',
    turn: (turn, turns) => count(turn).padStart(count(turns).length),
    heading: ['belt', 'laid', 'used', 'oven idle', 'most', 'left', 'last egg waited', 'memory'],
    row: (belt, { laid, used, none, most, left, waited, megabytes: memory }) => [
      belt,
      count(laid),
      count(used),
      turnsOf(none),
      count(most),
      count(left),
      turnsOf(waited),
      megabytes(memory),
    ],
  },
  figures: ({ turns, endless, bounded }) =>
    `In ${turnsOf(turns)} the endless belt held at most ${eggs(endless.most)}, the bounded one at most ${eggs(bounded.most)}. ${idle(endless.none, bounded.none)} The egg that it used last had waited ${turnsOf(endless.waited)} on the endless belt, ${turnsOf(bounded.waited)} on the bounded one. In the end, ${eggs(endless.left)} ${endless.left === 1 ? 'was' : 'were'} left on the endless belt, and ${count(bounded.left)} on the bounded one.`,
  reasons({ turns, bounded }, { laid, capacity }) {
    const pull = `Back-pressure without credit is pull: the oven asks for each egg (chapter ${CHAPTER.pull}), so no hen lays an egg that nobody wants.`;
    if (bounded.heldBack > 0)
      return `The oven sets the pace on both belts: hens that wait do not slow it down, because an egg is always there. Without a bound the queue grows by ${eggs(laid - 1)} each turn until memory runs out; with one it stops at the capacity, ${count(capacity)}. It also costs time: an egg waits one turn for each egg in front of it, so longer and longer on the endless belt, and on the bounded belt for at most ${turnsOf(capacity)}. This is Little's law (chapter ${CHAPTER.laws}): eggs on the belt = eggs used per turn x turns of waiting. A queue absorbs a burst, not a difference in speed. ${pull}`;
    if (laid === 1)
      return `Both rates are equal: the oven takes each egg in the turn in which it is laid. So there is always room, the hens never wait, and the bound costs nothing. It matters only when the hens are faster, for a moment or for ever. ${pull}`;
    return `The hens are faster, but ${turnsOf(turns)} were too few to fill a belt for ${eggs(capacity)}: so far the hens never had to wait. Both belts grow by ${eggs(laid - 1)} each turn; only one of them will stop. ${pull}`;
  },
  doubts: () => 'an egg was lost or counted twice, or the oven found an empty belt',
  tryIt: {
    ask: 'Let the hens lay one egg per turn. What is the difference between the two belts now?',
    expect: 'None: both hold one egg at most, and the hens never wait.',
    because:
      'Back-pressure acts only on a sender that is faster than its reader. Where the rates are equal, it costs nothing, and it is still there when the oven slows down.',
  },
  limits: () =>
    'Both ends run on one thread, in turns, so every count is exact and no rate is measured. Credit comes back in portions, so the bounded belt may stop a little below its capacity. Memory is that of the whole process, in whole megabytes, and noisy. Hens can wait; a source that cannot (a sensor, a network) has to drop items when the queue is full.',
  words: [
    ['back-pressure', 'a full queue makes its sender wait'],
    ['credit', 'how much the sender may still send (flow control)'],
    ['bounded queue', 'a queue with a capacity (bounded buffer)'],
    ['backlog', 'the items that wait in a queue'],
    ["Little's law", 'items in a system = throughput x time that each one spends there'],
    ['load shedding', 'dropping items when the queue is full'],
  ],
  notes: {
    say: 'A port has no bound, and nothing warns you: a program works in the test and dies under load. A longer queue only means a longer wait.',
    expect:
      'Many think that a waiting sender slows down the whole line. Ask who sets the pace. Ask for how long an egg waits that is laid at the end.',
    ifItFails:
      'It cannot fail: every count is fixed. Only the memory column depends on the machine; it may show +0 MB.',
  },
};

/** Chapter 28 in English. */
import type { Promised } from '../../../channel/committed-ring.ts';
import { type Baked, canDouble, type Text } from '../../chapters/28-exactly-once.ts';
import { milliseconds } from './figures.ts';

const NAMES: Readonly<Record<Promised, string>> = {
  'exactly-once': 'exactly once',
  'at-least-once': 'at least once',
  'at-most-once': 'at most once',
};

const count = (value: number): string => value.toLocaleString('en');
const cakes = (value: number): string => `${count(value)} ${value === 1 ? 'cake' : 'cakes'}`;
const times = (value: number): string => (value === 1 ? 'once' : `${count(value)} times`);

export const text: Text = {
  idea: 'Memory that threads share outlives a thread that dies, so another thread can go on where the dead one stopped. What is lost or done twice depends on what the neighbours could already see.',
  names: [
    ['record', 'memory of the station that outlives its thread: a number and two banks'],
    ['bankFor', 'the number of the last commit says which bank is true; the next commit fills the other one'],
    ['ends', 'the ends of the belts at this station: how many items it has taken or sent'],
    ['write', 'writes what the station keeps between items'],
    ['publish', 'lets the neighbour see the count'],
  ],
  knobs: {
    kill: 'the cake in which the thread of the oven is killed',
    workUs: 'how long the oven works for a cake, in microseconds',
    promise: 'what the line promises in which you kill the oven yourself',
  },
  question: ({ kill }) => ({
    text: `Three times an oven bakes 300 cakes on a thread of its own. Each time its thread is killed in the middle of cake ${kill}, and another thread goes on from the last commit. At most once: the mixers see at once that a mix was taken. At least once: the reader of the cakes sees each cake at once. Exactly once: both see it at the commit. In how many of the three runs do exactly 300 cakes arrive?`,
    answers: ['in all three', 'in two', 'in one', 'in none'],
  }),
  labels: {
    heading: ['', 'mixes sent', 'taken', 'baked', 'cakes that arrived'],
    row: ({ promised, sent, taken, made, cakes }) => [NAMES[promised], ...[sent, taken, made, cakes].map(count)],
    bakesOn: (promised) => `Now the line bakes on, ${NAMES[promised]}, and its oven is killed again and again.`,
    live: ({ cakes, kills, restarts, lastMs }) =>
      `${count(cakes)} cakes, ${count(kills)} killed, ${count(restarts)} restarted${lastMs === null ? '' : `, the last within ${milliseconds(lastMs)}`}. k: kill the oven; Enter: end`,
    closed: ({ cakes: baked, expected, kills, restarts }) =>
      `killed ${count(kills)}, restarted ${count(restarts)}, ingredients for ${cakes(expected)}, arrived ${cakes(baked)}`,
  },
  figures: ({ baked, ordered, byHand }) => {
    const runs = baked.map((one) => `${NAMES[one.promised]} ${foundText(one, ordered)}`).join('; ');
    const { kills, expected, cakes: arrived } = byHand;
    const killed = kills === 0 ? 'was not killed' : `was killed ${times(kills)}`;
    const end =
      arrived === expected
        ? 'and so many arrived'
        : `and ${count(arrived)} arrived: ${differenceText(arrived - expected)}`;
    return `Of ${ordered} cakes arrived: ${runs}. Then the oven ${killed} in a line that promises ${NAMES[byHand.promised]}: there were ingredients for ${cakes(expected)}, ${end}.`;
  },
  reasons: (_, { kill, workUs }) =>
    [
      'Mixes that the oven has taken, and the mixers have forgotten, die with its thread: so at most once loses.',
      'A cake that the reader has seen cannot be taken back, and the next thread, which knows only the commit, bakes it again: so at least once doubles.',
      'With exactly once the store of one number makes both true. Before it nothing has happened, and after it everything has, whenever the thread dies.',
      ...(kill === 1 ? ['In the first cake nothing has been sent yet, so nothing can come twice.'] : []),
      canDouble({ kill: 2, workUs })
        ? 'A commit is due every half millisecond, or when the oven has nothing to do. So what is lost or done again is about half a millisecond of work, or less.'
        : 'A commit is due every half millisecond, at the end of an item. Here a cake takes longer, so each cake is committed by itself.',
    ].join(' '),
  doubts: ({ baked, ordered, byHand }) => {
    const broken = [...baked.map((one) => ({ ...one, expected: ordered })), byHand].filter(
      ({ promised, cakes, expected }) =>
        (promised !== 'at-least-once' && cakes > expected) || (promised !== 'at-most-once' && cakes < expected),
    );
    if (broken.length > 0) return 'the engine broke a promise, which is a bug';
    return 'the thread of the oven died just after a commit, so that it had nothing to lose or to do again';
  },
  tryIt: {
    ask: 'Let the oven work for 1,000 microseconds on each cake. Is a cake doubled at least once, or lost at most once?',
    expect: 'No cake is doubled any more. At most once still loses one, or a few.',
    because:
      'Half a millisecond after the last commit the next one is due, at the end of an item: now after each cake. So the cake in which the thread dies is the only one that was not committed, and it had not been sent. But its mixes had been taken.',
  },
  limits: () =>
    'Only threads are killed. When the main thread or the machine dies, the shared memory is gone, and exactly once needs a disk. What a station does outside of the line, as an e-mail or a row in a database, happens again for everything since the last commit. The variables of a generator die with it: a station has to put what lasts into memory that the engine commits. And the reader counts cakes that all look the same: that a cake came twice only the number shows.',
  words: [
    ['at most once', 'may be lost, never doubled'],
    ['at least once', 'may be doubled, never lost; enough where it is idempotent'],
    ['exactly once', 'has its effect once, though the work for it may be done twice'],
    ['idempotent', 'to do it twice is the same as to do it once: set x to 3, but not add 3'],
    ['commit', 'one step that makes several changes true together, or none'],
    ['atomic', 'seen as a whole or not at all, here because it is one store'],
    ['checkpoint', 'a state from which work can go on'],
  ],
  notes: {
    say: 'Ask first what the neighbours can see when the thread dies. Then go through the table: which of the four counts is wrong, and who notices? Then press k, and let the class count the kills.',
    expect:
      'Many say that another thread means lost cakes in all three, or none at all. Point at the row of at least once: the oven itself says 300, and only the reader knows better. With --set promise=at-most-once each k loses cakes, which shows at the end.',
    ifItFails:
      'If nothing came twice, the thread died just after a commit: run it again. If the keys do nothing, the next thread still gets ready, which takes some tens of milliseconds.',
  },
};

function foundText({ promised, cakes }: Baked, ordered: number): string {
  if (cakes !== ordered) return `${count(cakes)}, ${differenceText(cakes - ordered)}`;
  switch (promised) {
    case 'exactly-once':
      return `all ${ordered}`;
    case 'at-least-once':
      return `${ordered}, so none came twice this time`;
    case 'at-most-once':
      return `${ordered}, so none was lost this time`;
  }
}

function differenceText(more: number): string {
  return more > 0 ? `${count(more)} too many` : `${count(-more)} too few`;
}

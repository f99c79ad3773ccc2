/**
 * The ring and the shared waker, in every order of the steps of all threads: no item is lost, no slot is overwritten, no
 * station is stuck.
 *
 * The traces of the mutants below show why the shared waker is as it is. Each is the shortest order of steps in which a line
 * without one of the precautions goes wrong.
 */
import { expect, test } from 'vitest';
import { type Case, exploreLine, PAIR, type Parts } from './line.ts';
import * as mutants from './mutants.ts';

const MUTANTS = { ...mutants };

const each = (capacities: readonly number[], items: readonly number[]): [string, Case][] =>
  capacities.flatMap((capacity) =>
    items.map((count): [string, Case] => [
      `${count} items over a ring for ${capacity}`,
      { channels: PAIR, capacity, items: count },
    ]),
  );

const TWO_WRITERS = [
  ['writer', 'reader'],
  ['other writer', 'reader'],
] as const;
const TWO_READERS = [
  ['writer', 'reader'],
  ['writer', 'other reader'],
] as const;
const CHAIN = [
  ['source', 'middle'],
  ['middle', 'sink'],
] as const;

test.each([
  ...each([1, 2, 3], [1, 2, 3]),
  ['items that are published in twos', { channels: PAIR, capacity: 2, items: 3, batch: 2 }],
  ['items that are published in twos over a ring for three', { channels: PAIR, capacity: 3, items: 3, batch: 2 }],
  ['bursts of more than there is room for', { channels: PAIR, capacity: 1, items: 3, copies: 2 }],
  ['counters that turn negative', { channels: PAIR, capacity: 1, items: 2, first: 2 ** 31 - 1 }],
  ['counters that come back to 0', { channels: PAIR, capacity: 1, items: 2, first: -1 }],
  ['stations that look once more before they prepare to wait', { channels: PAIR, capacity: 1, items: 2, looks: 1 }],
  ['stations that look three times more', { channels: PAIR, capacity: 1, items: 2, looks: 3 }],
  ['two writers that wake one reader', { channels: TWO_WRITERS, capacity: 1, items: 1 }],
  ['one writer for two readers', { channels: TWO_READERS, capacity: 1, items: 1 }],
  ['three stations in a row', { channels: CHAIN, capacity: 1, items: 1 }],
  ['a stop at any moment', { channels: PAIR, capacity: 1, items: 2, stopped: true }],
  [
    'a stop at any moment while stations look again',
    { channels: PAIR, capacity: 1, items: 1, looks: 1, stopped: true },
  ],
  ['a stop of a reader that rests', { channels: PAIR, capacity: 1, items: 2, stopped: true, resting: 'reader' }],
  ['a stop of a writer that rests', { channels: PAIR, capacity: 1, items: 2, stopped: true, resting: 'writer' }],
] satisfies [string, Case][])('no order of steps goes wrong: %s', (_, line) => {
  const { fault, orders } = exploreLine(line);
  expect(fault).toBeNull();
  expect(orders).toBeGreaterThan(100_000n);
});

test('among these orders are some in which the writer sleeps, and some in which the reader does', () => {
  const { states } = exploreLine({ channels: PAIR, capacity: 1, items: 2 });
  expect([0, 1].map((actor) => states.some(({ asleep }) => asleep[actor] !== null))).toEqual([true, true]);
});

test.each([
  ['the ring', { channels: PAIR, capacity: 1, items: 1 }],
  ['batches', { channels: PAIR, capacity: 2, items: 2, batch: 2 }],
  ['room that is waited for', { channels: PAIR, capacity: 1, items: 2 }],
  ['a stop', { channels: PAIR, capacity: 1, items: 1, stopped: true }],
] satisfies [string, Case][])('histories that lead to one place may be merged: %s', (_, line) => {
  const [merged, apart] = [true, false].map((merge) => exploreLine(line, undefined, merge));
  const memories = (found: typeof merged) => new Set(found?.states.map((shared) => JSON.stringify(shared)));
  expect(merged?.states.length).toBeLessThan(apart?.states.length ?? 0);
  expect(merged?.orders).toBe(apart?.orders);
  expect(memories(merged)).toEqual(memories(apart));
});

const ONE: Case = { channels: PAIR, capacity: 1, items: 1 };
const TWO: Case = { channels: PAIR, capacity: 1, items: 2 };

test('without the second look: the item and the end come between the first look and the word, and no wake-up follows', () => {
  expect(exploreLine(ONE, mutants.DOES_NOT_LOOK_AGAIN).fault).toEqual({
    what: 'stuck: reader sleeps',
    trace: [
      'writer: writes 0',
      'reader: sees written = 0',
      'writer: written := 1',
      'writer: sees reader waits = 0',
      'reader: sees closed = 0',
      'writer: closed := 1',
      'writer: sees reader waits = 0',
      'reader: sees wake-ups of reader = 0',
      'reader: reader waits := 1',
      'reader: sees reader stopped = 0',
      'reader: falls asleep on wake-ups of reader = 0',
    ],
  });
});

test('without the count: the wake-up comes between the second look and the sleep, and is lost', () => {
  expect(exploreLine(ONE, mutants.WAKES_WITHOUT_COUNTING).fault).toEqual({
    what: 'stuck: reader sleeps',
    trace: [
      'writer: writes 0',
      'reader: sees written = 0',
      'reader: sees closed = 0',
      'reader: sees wake-ups of reader = 0',
      'reader: reader waits := 1',
      'reader: sees written = 0',
      'writer: written := 1',
      'writer: sees reader waits = 1',
      'writer: wakes the sleeper on wake-ups of reader (none)',
      'reader: sees closed = 0',
      'writer: closed := 1',
      'writer: sees reader waits = 1',
      'writer: wakes the sleeper on wake-ups of reader (none)',
      'reader: sees reader stopped = 0',
      'reader: falls asleep on wake-ups of reader = 0',
    ],
  });
});

test('with the wake-up before the store: the reader does not wait yet, and what it looks for comes later', () => {
  const { what = '', trace = [] } = exploreLine(ONE, mutants.WAKES_BEFORE_IT_PUBLISHES).fault ?? {};
  expect(what).toBe('stuck: reader sleeps');
  const wakes = trace.indexOf('writer: sees reader waits = 0');
  expect(wakes).toBeLessThan(trace.indexOf('writer: written := 1'));
  expect(trace.lastIndexOf('reader: sees closed = 0')).toBeLessThan(trace.indexOf('writer: closed := 1'));
  expect(trace.at(-1)).toBe('reader: falls asleep on wake-ups of reader = 0');
});

const STOPPED = { ...TWO, stopped: true };

test.each([
  ['DOES_NOT_LOOK_AGAIN', ONE, 'stuck: reader sleeps'],
  ['SLEEPS_IN_SPITE_OF_A_WAKE_UP', ONE, 'stuck: reader sleeps'],
  ['TAKES_ITS_WORD_BACK_TOO_EARLY', ONE, 'stuck: reader sleeps'],
  ['WAKES_WITHOUT_COUNTING', ONE, 'stuck: reader sleeps'],
  ['COUNTS_WITHOUT_WAKING', ONE, 'stuck: reader sleeps'],
  ['WAKES_BEFORE_IT_PUBLISHES', ONE, 'stuck: reader sleeps'],
  ['WAKES_BEFORE_IT_GIVES_BACK', TWO, 'stuck: writer sleeps, reader sleeps'],
  ['CLOSES_WITHOUT_WAKING', ONE, 'stuck: reader sleeps'],
  ['PUBLISHES_BEFORE_IT_WRITES', TWO, 'reader: Error: expected item 1, found 0'],
  ['GIVES_BACK_BEFORE_IT_TAKES', TWO, 'writer: overrun: 2 items on the way, and room for 1'],
  ['COUNTS_ONE_SLOT_TOO_MANY', TWO, 'writer: overrun: 2 items on the way, and room for 1'],
  ['ASKS_FOR_THE_END_LAST', ONE, 'reader: Error: expected 1 items, found the end after 0'],
  ['STOPS_WITHOUT_COUNTING', STOPPED, 'stuck: writer sleeps'],
  ['SLEEPS_WITHOUT_ASKING_FOR_A_STOP', STOPPED, 'stuck: writer sleeps'],
  ['STOPS_ONLY_WHO_WAITS', { ...STOPPED, resting: 'reader' }, 'stuck: reader sleeps'],
] satisfies [keyof typeof MUTANTS, Case, string][])('a mutant is caught: %s', (name, line, what) => {
  const parts: Parts = MUTANTS[name];
  expect(exploreLine(line, parts).fault?.what).toBe(what);
  caught.push(name);
});

const caught: string[] = [];

test('every mutant is caught', () => {
  expect(caught.toSorted()).toEqual(Object.keys(MUTANTS).toSorted());
});

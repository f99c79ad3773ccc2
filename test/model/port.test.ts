/**
 * The port and its grants, in every order of what two event loops do: grants may be received or delivered as events, and
 * may come late or twice.
 */
import { expect, test } from 'vitest';
import { type Ends, exploreEndpoints } from './endpoint-line.ts';
import * as mutants from './endpoint-mutants.ts';
import { type Case, PAIR } from './line.ts';

const MUTANTS = { ...mutants };

const TWO_WRITERS = [
  ['writer', 'reader'],
  ['other writer', 'reader'],
] as const;
const TWO_READERS = [
  ['writer', 'reader'],
  ['writer', 'other reader'],
] as const;
/** Two writers of one station, which passes on what it takes. */
const MIDDLE = [
  ['writer', 'middle'],
  ['other writer', 'middle'],
  ['middle', 'reader'],
] as const;

const cases: [string, Case][] = [
  ...[1, 2, 3].flatMap((capacity) =>
    [1, 2, 5].map((items): [string, Case] => [
      `${items} items over a port for ${capacity}`,
      { channels: PAIR, capacity, items },
    ]),
  ),
  ['batches of two', { channels: PAIR, capacity: 2, items: 3, batch: 2 }],
  ['batches of two over a port for three', { channels: PAIR, capacity: 3, items: 4, batch: 2 }],
  ['bursts of more than there is room for', { channels: PAIR, capacity: 2, items: 4, copies: 2 }],
  ['two writers', { channels: TWO_WRITERS, capacity: 1, items: 1 }],
  ['two readers', { channels: TWO_READERS, capacity: 1, items: 1 }],
];

test.each(cases)('no order of messages and events goes wrong: %s', (_, line) => {
  expect(exploreEndpoints({ ...line, delivery: 'in order' }).fault).toBeNull();
});

test.each(cases)('nor when grants come late or twice: %s', (_, line) => {
  expect(exploreEndpoints({ ...line, delivery: 'late and twice' }).fault).toBeNull();
});

test('no order goes wrong where a station has two inlets and an outlet', () => {
  expect(exploreEndpoints({ channels: MIDDLE, capacity: 1, items: 1, delivery: 'in order' }).fault).toBeNull();
});

test.each([
  ['one item at a time', { channels: PAIR, capacity: 1, items: 3, delivery: 'in order' }],
  ['batches', { channels: PAIR, capacity: 2, items: 3, batch: 2, delivery: 'late and twice' }],
  ['bursts', { channels: PAIR, capacity: 2, items: 4, copies: 2, delivery: 'in order' }],
] as const)('histories that lead to one place may be merged: %s', (_, line) => {
  const [merged, apart] = [true, false].map((merge) => exploreEndpoints(line, undefined, merge));
  const mails = (found: typeof merged) => new Set(found?.states.map((shared) => JSON.stringify(shared)));
  expect(merged?.states.length).toBeLessThan(apart?.states.length ?? 0);
  expect(merged?.orders).toBe(apart?.orders);
  expect(mails(merged)).toEqual(mails(apart));
});

const TWO: Case = { channels: PAIR, capacity: 1, items: 2 };
const THREE: Case = { channels: PAIR, capacity: 1, items: 3 };

test('credit that says how many more is right as long as each grant comes once, and overruns when one comes twice', () => {
  expect(exploreEndpoints({ ...THREE, delivery: 'in order' }, mutants.GRANTS_SO_MANY_MORE).fault).toBeNull();
  expect(exploreEndpoints({ ...THREE, delivery: 'late and twice' }, mutants.GRANTS_SO_MANY_MORE).fault).toEqual({
    what: 'writer: overrun: sends item 2, and may send items below 2',
    trace: [
      'writer: sends 0',
      'reader: receives 0',
      'reader: grants 1, twice',
      'writer: receives grant 1',
      'writer: receives grant 1',
      'writer: finds no grants',
      'writer: sends 1',
    ],
  });
});

test.each([
  ['GRANTS_SO_MANY_MORE', THREE, 'writer: overrun: sends item 2, and may send items below 2'],
  ['BELIEVES_THE_LAST_GRANT', THREE, 'stuck: writer waits for an event, reader waits for an event'],
  [
    'READS_GRANTS_IN_SILENCE',
    { channels: MIDDLE, capacity: 1, items: 1 },
    'stuck: middle waits for an event, reader waits for an event',
  ],
  ['GRANTS_WHAT_ARRIVES', TWO, 'writer: overrun: sends item 1, and may send items below 1'],
  ['GRANTS_ONE_LESS', TWO, 'stuck: writer waits for an event, reader waits for an event'],
  ['TAKES_THE_QUEUE_FIRST', TWO, 'reader: Error: expected 2 items, found the end after 1'],
  ['CLOSES_BEFORE_THE_LAST_BATCH', { ...TWO, items: 1 }, 'reader: Error: expected 1 items, found the end after 0'],
] satisfies [keyof typeof MUTANTS, Case, string][])('a mutant is caught: %s', (name, line, what) => {
  const ends: Ends = MUTANTS[name];
  const delivery = ['GRANTS_SO_MANY_MORE', 'BELIEVES_THE_LAST_GRANT'].includes(name) ? 'late and twice' : 'in order';
  expect(exploreEndpoints({ ...line, delivery }, ends).fault?.what).toBe(what);
  caught.push(name);
});

const caught: string[] = [];

test('every mutant is caught', () => {
  expect(caught.toSorted()).toEqual(Object.keys(MUTANTS).toSorted());
});

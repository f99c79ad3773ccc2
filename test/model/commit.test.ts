/**
 * The commit of a supervised station, in every order of the steps of all threads, with a death before and after every step: no item is lost,
 * none comes twice, no slot that the reader may see is overwritten, and no station is stuck.
 *
 * The traces of the mutants show why the commit is as it is. Each is the shortest way in which a line without one of the precautions goes
 * wrong.
 */
import { expect, test } from 'vitest';
import * as mutants from './commit-mutants.ts';
import { type CommitCase, type CommitParts, exploreCommits } from './committed-line.ts';

const MUTANTS = { ...mutants };

const PAIR = ['writer', 'reader'] as const;
/** What the source has sent lies in the first ring from the beginning. */
const MIDDLE = ['filled', 'middle', 'sink'] as const;

test.each([
  ['nobody dies', { stations: PAIR, capacity: 1, items: 2, victims: [], crashes: 0 }],
  ['a writer dies twice', { stations: PAIR, capacity: 1, items: 2, victims: ['writer'], crashes: 2 }],
  ['a reader dies twice', { stations: PAIR, capacity: 1, items: 2, victims: ['reader'], crashes: 2 }],
  ['both die', { stations: PAIR, capacity: 1, items: 1, victims: ['writer', 'reader'], crashes: 2 }],
  ['a writer dies three times', { stations: PAIR, capacity: 1, items: 1, victims: ['writer'], crashes: 3 }],
  ['a writer dies in a batch', { stations: PAIR, capacity: 2, batch: 2, items: 2, victims: ['writer'], crashes: 2 }],
  ['a writer dies in a burst', { stations: PAIR, capacity: 1, items: 2, copies: 2, victims: ['writer'], crashes: 2 }],
  [
    'a writer dies while it ends',
    { stations: PAIR, capacity: 1, items: 1, lastWord: true, victims: ['writer'], crashes: 2 },
  ],
  ['a station in the middle dies twice', { stations: MIDDLE, capacity: 1, items: 1, victims: ['middle'], crashes: 2 }],
  [
    'a station in the middle dies twice in a batch',
    { stations: MIDDLE, capacity: 2, batch: 2, items: 2, victims: ['middle'], crashes: 2 },
  ],
  [
    'a station in the middle dies that commits every item',
    { stations: MIDDLE, capacity: 2, batch: 2, items: 2, eager: true, victims: ['middle'], crashes: 1 },
  ],
  [
    'a writer dies twice that commits every item and shows them in twos',
    { stations: PAIR, capacity: 2, batch: 2, items: 3, eager: true, victims: ['writer'], crashes: 2 },
  ],
  [
    'a reader dies that commits every item and gives them back in twos',
    { stations: PAIR, capacity: 2, batch: 2, items: 3, eager: true, victims: ['reader'], crashes: 1 },
  ],
  ['a station in the middle dies once', { stations: MIDDLE, capacity: 1, items: 2, victims: ['middle'], crashes: 1 }],
  [
    'a station in the middle and its reader die',
    { stations: MIDDLE, capacity: 1, items: 1, victims: ['middle', 'sink'], crashes: 2 },
  ],
] satisfies [string, CommitCase][])('no order of steps goes wrong: %s', (_, line) => {
  const { fault, orders } = exploreCommits(line);
  expect(fault).toBeNull();
  expect(orders).toBeGreaterThan(100_000n);
});

test('deaths are among these orders, at every step of a commit and of a redo', () => {
  const { states } = exploreCommits({ stations: PAIR, capacity: 1, items: 1, victims: ['writer'], crashes: 1 });
  expect(new Set(states.map(({ cells }) => cells.at(-1)))).toEqual(new Set([0, 1]));
});

const ONE: CommitCase = { stations: PAIR, capacity: 1, items: 1, victims: ['writer'], crashes: 1 };
const TWO: CommitCase = { ...ONE, items: 2 };
const LAST: CommitCase = { ...ONE, lastWord: true };
const TAKEN: CommitCase = { ...TWO, victims: ['reader'] };
const PASSED_ON: CommitCase = { stations: MIDDLE, capacity: 1, items: 1, victims: ['middle'], crashes: 1 };

test.each([
  ['PUBLISHES_BEFORE_THE_COMMIT', TWO, 'writer: overrun: writes 0 over what the reader may see'],
  ['RELEASES_BEFORE_THE_COMMIT', PASSED_ON, 'middle: reads 0, which it may not see'],
  ['REDOES_WITHOUT_WAKING', ONE, 'stuck: reader sleeps'],
  ['HAS_ONE_BANK', TWO, 'reader: Error: expected 2 items, found the end after 1'],
  ['STORES_BEFORE_IT_WRITES', TWO, 'reader: Error: expected 2 items, found the end after 1'],
  ['DOES_NOT_REDO', TWO, 'reader: Error: expected item 0, found 1'],
  ['COMMITS_IN_TWO_STEPS', PASSED_ON, 'sink: Error: expected 1 items, found the end after 0'],
  ['FORGETS_WHAT_IT_KEPT', TAKEN, 'reader: Error: expected item 0, found 1'],
  ['WITHHOLDS_WHEN_IDLE', { ...TWO, batch: 2 }, 'stuck: writer sleeps, reader sleeps'],
  ['FORGETS_ITS_END', LAST, 'reader: Error: expected 2 items, found the end after 3'],
] satisfies [keyof typeof MUTANTS, CommitCase, string][])('a mutant is caught: %s', (name, line, what) => {
  const parts: CommitParts = MUTANTS[name];
  expect(exploreCommits(line, parts).fault?.what).toBe(what);
  caught.push(name);
});

const caught: string[] = [];

test('every mutant is caught', () => {
  expect(caught.toSorted()).toEqual(Object.keys(MUTANTS).toSorted());
});

/** Copies of a station: whatever they are and wherever they run, a line gives what it gives with one station in their place. */
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { RunOptions } from '../../src/engine/engine.ts';
import { StationFailure } from '../../src/engine/failure.ts';
import type { DefinedLine } from '../../src/line/defined-line.ts';
import { planOf } from '../../src/line/plan.ts';
import {
  arbitraryCopies,
  arbitraryRow,
  type CopiedStation,
  type CopiesShape,
  copiesLine,
  fixedOrder,
  interpreted,
  MOST_CONCURRENCY,
  MOST_SOURCES,
  MOST_STATIONS,
} from './arbitrary-copies.ts';
import { nodeName } from './arbitrary-graph.ts';
import { decoded, ITEM_KINDS } from './coders.ts';
import { intoList, intoListOneByOne, intoPairs } from './collect.ts';
import * as lines from './copied-lines.ts';
import { anyEngine, EVERY_ENGINE, failureOf, onePart } from './every-engine.ts';
import { LINE_ENGINES, lineEngine, usesRings } from './lines.ts';

const SHAPES = { module: new URL('./arbitrary-copies.ts', import.meta.url).href, export: 'copiesLine' };
const MODULE = new URL('./copied-lines.ts', import.meta.url).href;

const planned = (line: DefinedLine, name: keyof typeof lines) =>
  onePart(planOf(line, { module: MODULE, export: name }, { parts: 0 }));

/** Each station has as many copies as there may be. */
const LARGEST: CopiesShape = {
  itemKind: 'ints',
  capacity: 1,
  capacityBytes: undefined,
  sources: Array.from({ length: MOST_SOURCES }, () => 1),
  stations: Array.from({ length: MOST_STATIONS }, () => ({
    inputs: [{ from: 0, even: false }],
    times: [1, 1, 1] as const,
    rests: null,
    last: null,
    concurrency: MOST_CONCURRENCY,
    ordered: true,
    keyed: false,
  })),
};

describe.each(LINE_ENGINES)('lines of any shape under the %s engine', (name) => {
  const engine = lineEngine(name);
  afterAll(() => engine.close());
  const kinds = usesRings(name) ? (['ints', 'record'] as const) : ITEM_KINDS;

  const resultsOf = async (shape: CopiesShape, options: RunOptions = {}): Promise<number[][]> => {
    const found: (readonly [item: unknown, end: string])[] = [];
    await engine.run(planOf(copiesLine(shape), SHAPES, { parts: 0 }), { ...options, results: intoPairs(found) });
    return interpreted(shape).map((_, place) =>
      found.flatMap(([item, end]) => (isOf(end, nodeName(place)) ? [decoded(shape.itemKind, item)] : [])),
    );
  };

  test('every node sends what the interpreter says, and in the same order where the graph fixes one', async () => {
    // Threads for the largest line: later ones need no more.
    await resultsOf(LARGEST);
    const options = fc.constantFrom<RunOptions>(
      {},
      { events: 10_000 },
      { events: 100, resumes: true },
      { witness: true },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(arbitraryCopies(kinds), arbitraryRow(kinds)), options, async (shape, given) => {
        const wanted = interpreted(shape);
        const found = await resultsOf(shape, given);
        expect(found.map(sorted)).toEqual(wanted.map(sorted));
        const fixed = wanted.map((_, node) => fixedOrder(shape, node));
        expect(found.filter((_, node) => fixed[node])).toEqual(wanted.filter((_, node) => fixed[node]));
      }),
      { numRuns: 80 },
    );
  });
});

/** Copies behind copies, with channels that hold one item at a time: a reader that does not ask gives back no room. */
const NARROW: CopiesShape = {
  itemKind: 'bytes',
  capacity: 3,
  capacityBytes: 1,
  sources: [14],
  stations: [narrow(0, 4, [0, 1, 0], 'count'), narrow(1, 2, [0, 1, 0], 'mark'), narrow(2, 1, [0, 0, 0], 'mark')],
};

function narrow(
  from: number,
  concurrency: number,
  times: CopiedStation['times'],
  last: CopiedStation['last'],
): CopiedStation {
  return { inputs: [{ from, even: false }], times, rests: null, last, concurrency, ordered: true, keyed: false };
}

/** So often as it takes until some run stands still, where a reader asks only the copy whose turn it is. */
const NARROW_RUNS = 60;

test('copies that have given all do not wait for room that others would have to give back', async () => {
  const engine = lineEngine('threads (port)');
  try {
    const line = planOf(copiesLine(NARROW), SHAPES, { parts: 0 });
    for (let run = 0; run < NARROW_RUNS; run++) expect((await engine.run(line)).stations).toHaveLength(7);
  } finally {
    await engine.close();
  }
});

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

describe.each(EVERY_ENGINE)('under the %s engine', (label) => {
  const engine = anyEngine(label);
  afterAll(() => engine.close());

  const resultsOf = async (line: DefinedLine, name: keyof typeof lines): Promise<unknown[]> => {
    const results: unknown[] = [];
    await engine.run(planned(line, name), { results: intoList(results) });
    return results;
  };

  test.each([
    ['throws', 'no flour in the house'],
    ['ends', 'it ended while items were still coming'],
    ['sends half', 'Cannot send: expected an integer of 32 bits, found 0.5'],
  ] as const)('a copy that %s is named', async (fault, reason) => {
    for (const at of [1, 49]) {
      const failure = await failureOf(engine.run(planned(lines.faulty({ at, fault }), 'faulty')));
      expect(failure).toBeInstanceOf(StationFailure);
      expect(failure).toMatchObject({ station: 'test 2', reason });
    }
  });

  test('a key that is none is refused at the sender', async () => {
    expect(await failureOf(engine.run(planned(lines.badKey(7), 'badKey')))).toMatchObject({
      station: 'numbers',
      reason:
        'Cannot deal to the copies of "keyed": expected by to return a string, a number, a boolean, a bigint or null, found an object',
    });
  });

  test.each([true, false])('what copies send first comes first and what they send last comes last', async (isLast) => {
    for (const [count, copies] of [
      [0, 3],
      [2, 4],
      [50, 3],
    ] as const) {
      const each = (items: readonly number[]): number[] => upTo(copies).flatMap(() => items);
      expect(await resultsOf(lines.wordy({ count, copies, isLast }), 'wordy')).toEqual([
        ...each([-1, -2]),
        ...upTo(count).flatMap((n) => Array<number>(n % 3).fill(n)),
        ...each([...Array<number>(20).fill(-3), -4]),
      ]);
    }
  });

  test('items that are places in an alphabet are dealt and collected as others are', async () => {
    const found: (readonly [item: unknown, end: string])[] = [];
    await engine.run(planned(lines.places(100), 'places'), { results: intoPairs(found) });
    const from = (station: string) => found.flatMap(([item, end]) => (isOf(end, station) ? [item] : []));
    expect(from('some')).toEqual(upTo(100).flatMap((n) => (n % 3 === 1 ? [] : [n % 3])));
    expect(from('eggs')).toEqual(upTo(100).flatMap((n) => (n % 3 === 1 ? [1] : [])));
  });

  test('copies that read several stages get every item once', async () => {
    for (const [copies, capacity] of [
      [2, 1],
      [3, 1],
      [4, 7],
    ] as const) {
      const results = await resultsOf(lines.merged({ count: 150, capacity, copies }), 'merged');
      expect(sorted(results.map(Number))).toEqual(sorted([...upTo(150), ...upTo(150)]));
    }
  });

  const WORDS = upTo(300).map((n) => ['a', 'bb', 'ccc', 'dddd', 'e', 'ff'][(n * n + n) % 6] ?? '');

  test('words with the same key go to the same copy, in order', async () => {
    if (usesRings(label)) return;
    const seen = new Map<string, number>();
    for (const found of await resultsOf(lines.numbered({ words: WORDS, copies: 3 }), 'numbered')) {
      const { word, place } = wordIn(found);
      expect(place).toBe(seen.get(word) ?? 0);
      seen.set(word, place + 1);
    }
    expect(seen).toEqual(new Map(WORDS.map((word) => [word, WORDS.filter((other) => other === word).length])));
    // A copy that finds the order of a word broken fails.
    expect(await resultsOf(lines.numberedBehindCopies(WORDS), 'numberedBehindCopies')).toHaveLength(2 * WORDS.length);
  });

  test('copies in a cycle, and before one, give every item once, and the line ends by itself', async () => {
    if (label === 'pool') return;
    for (const by of ['turn', 'key'] as const)
      for (const capacity of [1, 2, 64]) {
        const found = await resultsOf(lines.rounds({ count: 40, capacity, by }), 'rounds');
        expect(sorted(found.map(Number))).toEqual([-1, ...upTo(39).map(() => 0)]);
      }
  });

  test('a reader of results that takes one at a time gets all of them in order', async () => {
    if (label === 'pool') return;
    // Where a send is a call there is room for more than one at once, and on one thread results may wait for their turn at the end.
    const beyond = label.startsWith('threads') ? 0 : 4096;
    const results: unknown[] = [];
    const line = lines.wordy({ count: 100, copies: 3, isLast: true });
    await engine.run(planned(line, 'wordy'), { results: intoListOneByOne(results, beyond) });
    expect(results.filter((n) => Number(n) >= 0)).toEqual(upTo(100).flatMap((n) => Array<number>(n % 3).fill(n)));
  });
});

test('a pool runs copies inside of each part', async () => {
  const engine = anyEngine('pool');
  const results: unknown[] = [];
  const line = lines.merged({ count: 90, capacity: 4, copies: 3 });
  const code = { module: MODULE, export: 'merged' };
  await engine.run(planOf(line, code, { parts: 4 }), { results: intoList(results) });
  await engine.close();
  expect(sorted(results.map(Number))).toEqual(sorted([...upTo(90), ...upTo(90)]));
});

function wordIn(found: unknown): lines.Word {
  if (typeof found !== 'object' || found === null || !('word' in found) || !('place' in found))
    throw new Error('expected a word, found none');
  return { word: String(found.word), place: Number(found.place) };
}

/** Whether a name is that of a station, or of one of its copies. */
function isOf(end: string, station: string): boolean {
  return end === station || end.startsWith(`${station} `);
}

function sorted(numbers: readonly number[]): number[] {
  return numbers.toSorted((one, other) => one - other);
}

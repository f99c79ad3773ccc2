/** Copies of a station: whatever they are and wherever they run, a line gives what it gives with one station in their place. */
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { planOf } from '../../src/line/plan.ts';
import {
  arbitraryCopies,
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
import { intoPairs } from './collect.ts';
import { LINE_ENGINES, lineEngine } from './lines.ts';

const CODE = { module: new URL('./arbitrary-copies.ts', import.meta.url).href, export: 'copiesLine' };
/** Each station has as many copies as there may be. */
const LARGEST: CopiesShape = {
  itemKind: 'ints',
  capacity: 1,
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

describe.each(LINE_ENGINES)('under the %s engine', (name) => {
  const engine = lineEngine(name);
  afterAll(() => engine.close());
  const kinds = name === 'threads (ring)' ? (['ints', 'record'] as const) : ITEM_KINDS;

  const resultsOf = async (shape: CopiesShape, options = {}): Promise<number[][]> => {
    const found: (readonly [item: unknown, end: string])[] = [];
    await engine.run(planOf(copiesLine(shape), CODE, { parts: 0 }), { ...options, results: intoPairs(found) });
    return interpreted(shape).map((_, place) =>
      found.flatMap(([item, end]) => (isOf(end, nodeName(place)) ? [decoded(shape.itemKind, item)] : [])),
    );
  };

  test('every node sends what the interpreter says, and in the same order where the graph fixes one', async () => {
    // Threads for the largest line: later ones need no more.
    await resultsOf(LARGEST);
    await fc.assert(
      fc.asyncProperty(
        arbitraryCopies(kinds),
        fc.constantFrom({}, { events: 10_000 }, { witness: true }),
        async (shape, options) => {
          const wanted = interpreted(shape);
          const found = await resultsOf(shape, options);
          expect(found.map(sorted)).toEqual(wanted.map(sorted));
          const fixed = wanted.map((_, node) => fixedOrder(shape, node));
          expect(found.filter((_, node) => fixed[node])).toEqual(wanted.filter((_, node) => fixed[node]));
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Whether a name is that of a station, or of one of its copies. */
function isOf(end: string, station: string): boolean {
  return end === station || end.startsWith(`${station} `);
}

function sorted(numbers: readonly number[]): number[] {
  return numbers.toSorted((one, other) => one - other);
}

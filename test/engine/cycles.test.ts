/** Lines with cycles of any shape end by themselves, and give under every engine what a plain interpreter says. */
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { planOf } from '../../src/line/plan.ts';
import {
  arbitraryCycle,
  type CycleShape,
  cycleLine,
  interpreted,
  MOST_SOURCES,
  MOST_STATIONS,
} from './arbitrary-cycle.ts';
import { nodeName } from './arbitrary-graph.ts';
import { decoded, ITEM_KINDS } from './coders.ts';
import { intoPairs } from './collect.ts';
import { LINE_ENGINES, lineEngine, usesRings } from './lines.ts';

const CODE = { module: new URL('./arbitrary-cycle.ts', import.meta.url).href, export: 'cycleLine' };
const LARGEST: CycleShape = {
  itemKind: 'ints',
  capacity: 1,
  sources: Array.from({ length: MOST_SOURCES }, () => [1]),
  stations: Array.from({ length: MOST_STATIONS }, (_, place) => ({
    inputs: [{ from: MOST_SOURCES + place - 1, parity: null }],
    times: 1,
  })),
  waysBack: [{ from: MOST_STATIONS - 1, to: 0, parity: null }],
};

describe.each(LINE_ENGINES)('under the %s engine', (name) => {
  const engine = lineEngine(name);
  afterAll(() => engine.close());
  const kinds = usesRings(name) ? (['ints', 'record'] as const) : ITEM_KINDS;

  const resultsOf = async (shape: CycleShape): Promise<number[][]> => {
    const found: (readonly [item: unknown, end: string])[] = [];
    await engine.run(planOf(cycleLine(shape), CODE, { parts: 0 }), { results: intoPairs(found) });
    return interpreted(shape).map((_, place) =>
      found.flatMap(([item, end]) => (end === nodeName(place) ? [decoded(shape.itemKind, item)] : [])),
    );
  };

  test('every node sends what the interpreter says', async () => {
    // Threads for the largest line: later ones need no more.
    await resultsOf(LARGEST);
    await fc.assert(
      fc.asyncProperty(arbitraryCycle(kinds), async (shape) => {
        expect((await resultsOf(shape)).map(sorted)).toEqual(interpreted(shape).map(sorted));
      }),
      { numRuns: 50 },
    );
  });
});

function sorted(numbers: readonly number[]): number[] {
  return numbers.toSorted((one, other) => one - other);
}

/** Lines of any shape, with items of any kind, give under every engine what a plain interpreter says. */
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { planOf } from '../../src/line/plan.ts';
import { arbitraryLine, arbitraryShape, interpreted, MOST_NODES, nodeName, type Shape } from './arbitrary-graph.ts';
import { decoded, ITEM_KINDS } from './coders.ts';
import { LINE_ENGINES, lineEngine, usesRings } from './lines.ts';

const CODE = { module: new URL('./arbitrary-graph.ts', import.meta.url).href, export: 'arbitraryLine' };
const LARGEST: Shape = {
  itemKind: 'ints',
  capacity: 1,
  sources: [1],
  stations: Array.from({ length: MOST_NODES - 1 }, (_, i) => ({
    inputs: [{ from: i, only: null }],
    operation: { kind: 'add', amount: 1 },
  })),
};

describe.each(LINE_ENGINES)('under the %s engine', (name) => {
  const engine = lineEngine(name);
  afterAll(() => engine.close());
  const kinds = usesRings(name) ? (['ints', 'record'] as const) : ITEM_KINDS;

  const resultsOf = async (shape: Shape): Promise<number[][]> => {
    const found = new Map<string, number[]>();
    const sink = {
      room: () => Number.POSITIVE_INFINITY,
      put(item: unknown, end: string) {
        found.set(end, [...(found.get(end) ?? []), decoded(shape.itemKind, item)]);
      },
      waiting: () => 0,
      onRoom() {},
    };
    await engine.run(planOf(arbitraryLine(shape), CODE, { parts: 0 }), { results: sink });
    return interpreted(shape).map((_, place) => found.get(nodeName(place)) ?? []);
  };

  test('every node sends what the interpreter says, and in the same order where it reads one node', async () => {
    // Threads for the largest line: later ones need no more.
    await resultsOf(LARGEST);
    await fc.assert(
      fc.asyncProperty(arbitraryShape(kinds), async (shape) => {
        const wanted = interpreted(shape);
        const found = await resultsOf(shape);
        expect(found.map(sorted)).toEqual(wanted.map(sorted));
        const fixed = fixedOrders(shape);
        expect(found.filter((_, place) => fixed[place])).toEqual(wanted.filter((_, place) => fixed[place]));
      }),
      { numRuns: 60 },
    );
  });
});

function sorted(numbers: readonly number[]): number[] {
  return numbers.toSorted((one, other) => one - other);
}

/** Whether the graph fixes the order of what a node sends: it and all before it read one node each. */
function fixedOrders({ sources, stations }: Shape): boolean[] {
  const fixed = sources.map(() => true);
  for (const { inputs } of stations) {
    const [only, ...others] = inputs;
    fixed.push(only !== undefined && others.length === 0 && fixed[only.from] === true);
  }
  return fixed;
}

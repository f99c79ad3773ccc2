/** Random items of every kind pass unchanged and in order, under every engine that carries them. */
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { hashOf } from '../../src/line/hash.ts';
import type { KindName } from '../../src/line/kind/spec.ts';
import type { Edge, Line, StationSpec } from '../../src/line/line.ts';
import { type SomeItems, someItems } from './arbitrary-items.ts';
import { intoPairs } from './collect.ts';
import { anyEngine, EVERY_ENGINE, onePart } from './every-engine.ts';
import { spec, usesRings } from './lines.ts';

const ODD = new URL('./odd-coroutines.ts', import.meta.url).href;
const FIXED: readonly KindName[] = ['ints', 'places', 'record'];
const ALL: readonly KindName[] = [...FIXED, 'clone', 'bytes'];

/** A chain of two stations, and one more reader of the source: each of the two ends gives every item. */
function lineOf({ kind, items }: SomeItems, capacity: number): Line {
  const withKind = (one: StationSpec): StationSpec => ({ ...one, out: kind });
  const passing = (name: string): StationSpec => withKind(spec(name, 'burst', { copies: 1 }));
  const edge = (from: string, to: string): Edge => ({ from, to, items: null, capacity });
  return onePart({
    sources: [withKind(spec('source', 'yieldsThese', { values: items() }, ODD))],
    stations: [passing('a'), passing('b'), passing('other')],
    edges: [edge('source', 'a'), edge('a', 'b'), edge('source', 'other')],
    alphabet: kind.kind === 'places' ? kind.names : [],
    parts: [],
  });
}

describe.each(EVERY_ENGINE)('under the %s engine', (label) => {
  const engine = anyEngine(label);
  afterAll(() => engine.close());

  test.each(usesRings(label) ? FIXED : ALL)('%s', async (kind) => {
    await fc.assert(
      fc.asyncProperty(someItems[kind], fc.constantFrom(1, 3, 64), async (some, capacity) => {
        const found: (readonly [item: unknown, end: string])[] = [];
        await engine.run(lineOf(some, capacity), { results: intoPairs(found) });
        const sent = some.items();
        for (const end of ['b', 'other']) {
          const got = found.flatMap(([item, from]) => (from === end ? [item] : []));
          expect(got).toEqual(sent);
          // It also tells types of views, and orders of properties apart.
          expect(got.map(hashOf)).toEqual(sent.map(hashOf));
        }
      }),
      { numRuns: 25 },
    );
  });
});

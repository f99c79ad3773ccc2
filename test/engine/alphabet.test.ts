/** Items: as many kinds as 16 bits name are carried as they are, and what is none of them is refused, under every engine. */
import { afterAll, describe, expect, test } from 'vitest';
import { StationFailure } from '../../src/engine/failure.ts';
import { MOST_ITEMS } from '../../src/line/check.ts';
import type { StationSpec } from '../../src/line/line.ts';
import { anyEngine, casesFor, EVERY_ENGINE, failureOf, onePart } from './every-engine.ts';
import { chain, seenBy, spec } from './lines.ts';

const MODULE = new URL('./odd-coroutines.ts', import.meta.url).href;
const odd = (name: string, coroutine: string, options: unknown): StationSpec => spec(name, coroutine, options, MODULE);

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, item) => item);
}

describe.each(EVERY_ENGINE)('under the %s engine', (label) => {
  const engine = anyEngine(label);
  afterAll(() => engine.close());

  test.each([257, 60_000, MOST_ITEMS])('each of %d items arrives as itself', async (count) => {
    const line = chain([spec('source', 'counter', { count }), spec('a', 'passOn'), spec('b', 'passOn')], count, 1024);
    const run = await engine.run(onePart(line));
    // Compared by hand: a list of so many differences takes minutes to print.
    const seen = seenBy(run, 'b');
    const wrong = Array.isArray(seen) ? upTo(count).filter((item) => seen[item] !== item) : seen;
    expect(wrong).toEqual([]);
    expect(seen).toHaveLength(count);
  });

  test('they are recorded as themselves too', async () => {
    const count = 300;
    const line = chain([spec('source', 'counter', { count }), spec('a', 'passOn')], count, 16);
    const { recording } = await engine.run(onePart(line), { events: 10 * count });
    const sent = [...(recording?.notes[0]?.items ?? [])].filter((item) => item > 0);
    expect(sent).toEqual(upTo(count).slice(1));
  });

  test.each([
    ['0', '"0"'],
    ['length', '"length"'],
    [[0], 'a list'],
    [undefined, 'nothing'],
  ])('%j is not taken for an item', async (what, shown) => {
    const source = spec('source', 'counter', { count: 8 });
    const line = chain([source, odd('a', 'sendsAnything', { what }), spec('b', 'passOn')], 8);
    expect(await failureOf(engine.run(onePart(line)))).toMatchObject({
      station: 'a',
      reason: `Cannot send: expected an item from 0 to 7, found ${shown}`,
    });
  });

  test('-0 arrives as 0, from the source and from its sender, with a witness or without', async () => {
    const source = odd('source', 'yieldsThese', { values: [-0, 0] });
    const line = chain([source, spec('a', 'passOn'), odd('b', 'sendsOdd', { item: -0 }), spec('c', 'passOn')], 8);
    for (const witness of [false, true]) {
      const run = await engine.run(onePart(line), { witness });
      expect([seenBy(run, 'a'), seenBy(run, 'c')]).toEqual([
        [0, 0],
        [0, 0],
      ]);
    }
  });

  // 65 537 is 1 in 16 bits.
  test.each([
    [8, 0],
    [65_537, 1],
    [-1, 2],
    [0.5, 3],
    [Number.NaN, 4],
  ])(
    'item %d of an alphabet of 8 is refused, by its sender and from the source, recorded or not',
    async (item, turn) => {
      const source = spec('source', 'counter', { count: 8 });
      const bySource = chain([odd('source', 'yieldsThese', { values: [1, item] }), spec('a', 'passOn')], 8);
      const byStation = chain([source, odd('a', 'sendsOdd', { item }), spec('b', 'passOn')], 8);
      const byLast = chain([source, spec('a', 'passOn'), odd('b', 'sendsOdd', { item })], 8);
      for (const [line, station] of [
        [bySource, 'source'],
        [byStation, 'a'],
        [byLast, 'b'],
      ] as const)
        for (const options of casesFor(label, [{}, { events: 100 }], turn)) {
          const failure = await failureOf(engine.run(onePart(line), options));
          expect(failure).toBeInstanceOf(StationFailure);
          expect(failure).toMatchObject({
            station,
            reason: `Cannot send: expected an item from 0 to 7, found ${item}`,
          });
        }
    },
  );
});

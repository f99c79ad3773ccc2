/** What a coroutine may yield and when its `finally` runs, under every engine. */
import { afterAll, describe, expect, test } from 'vitest';
import { cooperative } from '../../src/engine/cooperative.ts';
import { StationFailure } from '../../src/engine/failure.ts';
import { record } from '../../src/line/kind/kinds.ts';
import type { StationSpec } from '../../src/line/line.ts';
import { MOST_REST_MS, rest } from '../../src/line/rest.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { EVENT_KINDS } from '../../src/trace/trace.ts';
import { anyEngine, casesFor, EVERY_ENGINE, failureOf, onePart } from './every-engine.ts';
import { chain, seenBy, spec } from './lines.ts';
import { newCounts, type Where } from './odd-coroutines.ts';

const MODULE = new URL('./odd-coroutines.ts', import.meta.url).href;
const odd = (name: string, coroutine: string, options: unknown = {}): StationSpec =>
  spec(name, coroutine, options, MODULE);
const source = spec('source', 'counter', { count: 10 });
/** More than the channels of a line hold, so that nobody has ended when the station in the middle fails. */
const longSource = spec('source', 'counter', { count: 100 });
const NO_REST: readonly (readonly [unknown, number])[] = [Number.NaN, -1, 1e9, '5'].map((ms, turn) => [ms, turn]);
const PLACES = ['before the first item', 'after an item'] as const satisfies Where[];
const wordsFor = (ms: unknown): string => {
  const found = typeof ms === 'string' ? `"${ms}"` : String(ms);
  return `Cannot rest: expected 0 to 86400000 milliseconds, found ${found}`;
};

describe.each(EVERY_ENGINE)('under the %s engine', (label) => {
  const engine = anyEngine(label);
  afterAll(() => engine.close());

  /** How a line fails whose second station is this one. */
  const failureWith = (station: StationSpec): Promise<unknown> =>
    failureOf(engine.run(onePart(chain([source, spec('a', 'passOn'), station, spec('c', 'passOn')], 10))));

  test.each(NO_REST)('a rest of %s is refused in the same words, asked for by rest() or by hand', async (ms, turn) => {
    const stations = [
      odd('b', 'restsFor', { ms }),
      odd('b', 'restsByHand', { ...newCounts(), ms, where: 'after an item' satisfies Where }),
      odd('b', 'restsByHand', { ...newCounts(), ms, where: 'before the first item' satisfies Where }),
    ];
    for (const station of casesFor(label, stations, turn)) {
      const failure = await failureWith(station);
      expect(failure).toBeInstanceOf(StationFailure);
      expect(failure).toMatchObject({ station: 'b', reason: wordsFor(ms) });
    }
  });

  test('a source that asks for such a rest is named too', async () => {
    const broken = odd('source', 'sourceRestsByHand', { ms: Number.NaN });
    const failure = await failureOf(engine.run(onePart(chain([broken, spec('a', 'passOn')], 10))));
    expect(failure).toMatchObject({ station: 'source', reason: wordsFor(Number.NaN) });
  });

  test('a rest of nothing, or of less than a millisecond, is a rest', async () => {
    for (const ms of [0, 0.25]) {
      const run = await engine.run(onePart(chain([source, odd('a', 'restsFor', { ms }), spec('b', 'passOn')], 10)));
      expect(seenBy(run, 'b')).toHaveLength(10);
    }
  });

  test('rests before the first item and in finally take place, and the rest of finally runs', async () => {
    const line = onePart(chain([source, odd('a', 'patient'), spec('b', 'passOn')], 10));
    const run = await engine.run(line, { events: 1000 });
    expect(run.stations[0]?.accounts).toEqual([['primed', 'finally', 'over']]);
    expect(seenBy(run, 'b')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const notes = run.recording?.notes.find(({ station, copy }) => (copy?.of ?? station) === 'a');
    const rests = [...(notes?.kinds ?? [])].filter((kind) => EVENT_KINDS[kind] === 'rest-ended');
    expect(rests).toHaveLength(4);
  });

  test.each([
    [null, 'null', 0],
    ['x', '"x"', 1],
    [[], 'an empty list', 2],
    [{}, 'an object', 3],
    [5, '5', 4],
    [{ ms: 5 }, 'an object', 5],
  ])('a station that yields %o is named', async (value, found, turn) => {
    for (const where of casesFor(label, PLACES, turn))
      expect(await failureWith(odd('b', 'yieldsOdd', { ...newCounts(), value, where }))).toMatchObject({
        station: 'b',
        reason: `a station yields a rest or nothing, and sends what it makes; found ${found}`,
      });
  });

  test.each([
    [undefined, 'a plain yield'],
    [5, '5'],
    [null, 'null'],
  ])('a station that yields %o in finally is named, and the rest of its finally runs', async (value, found) => {
    const { ended } = newCounts();
    const where: Where = 'in finally';
    expect(await failureWith(odd('b', 'yieldsOdd', { ended, value, where }))).toMatchObject({
      station: 'b',
      reason: `in \`finally\` a coroutine yields rests and nothing else; found ${found}`,
    });
    expect(Atomics.load(ended, 0)).toBe(1);
  });

  test.each([
    [undefined, 'a source yields items and rests; found a plain yield'],
    [null, 'Cannot send: expected an item from 0 to 9, found null'],
    [{}, 'Cannot send: expected an item from 0 to 9, found an object'],
    [{ ms: 5 }, 'Cannot send: expected an item from 0 to 9, found an object'],
    ['0', 'Cannot send: expected an item from 0 to 9, found "0"'],
  ])('a source that yields %o is named', async (value, reason) => {
    const broken = odd('source', 'yieldsThese', { values: [0, value] });
    expect(await failureOf(engine.run(onePart(chain([broken, spec('a', 'passOn')], 10))))).toMatchObject({
      station: 'source',
      reason,
    });
  });

  test('an item that looks like a rest, and has not its mark, is an item', async () => {
    const { spec: out } = record({ ms: 'f64' });
    const { edges, ...whole } = chain(
      [
        { ...odd('source', 'yieldsThese', { values: [{ ms: 5 }, { ms: 7 }] }), out },
        { ...spec('a', 'passOn'), out },
        { ...spec('b', 'passOn'), out },
      ],
      0,
    );
    const run = await engine.run(onePart({ ...whole, edges: edges.map((edge) => ({ ...edge, items: null })) }));
    expect(seenBy(run, 'b')).toEqual([{ ms: 5 }, { ms: 7 }]);
  });

  test('a plain function that returns a generator is accepted', async () => {
    const run = await engine.run(onePart(chain([source, odd('a', 'plain')], 10)));
    expect(seenBy(run, 'a')).toHaveLength(10);
  });

  test.each([
    ['returnsNothing', 'expected "returnsNothing" to return a generator, found nothing'],
    ['returnsList', 'expected "returnsList" to return a generator, found an empty list'],
    ['isAsync', 'expected "isAsync" to return a generator, found an async one'],
    ['Baker', "Class constructor Baker cannot be invoked without 'new'"],
  ])('%s is refused, with what was found', async (name, reason) => {
    expect(await failureWith(odd('b', name))).toMatchObject({ station: 'b', reason });
  });

  test('after a failure a finally that sends, rests or yields runs to its end', async () => {
    const { ended } = newCounts();
    const broken = spec('b', 'throwAt', { at: 5, what: 'burnt' });
    const [a, c] = [
      odd('a', 'tidies', { ended, restMs: 1, yields: false }),
      odd('c', 'tidies', { ended, restMs: 1, yields: true }),
    ];
    const failure = await failureOf(engine.run(onePart(chain([longSource, a, broken, c], 100))));
    expect(failure).toMatchObject({ station: 'b', reason: 'burnt' });
    expect(Atomics.load(ended, 0)).toBe(6);
  });

  test('after a failure a finally that never ends is given up', async () => {
    const broken = spec('b', 'throwAt', { at: 5, what: 'burnt' });
    const line = chain([longSource, odd('a', 'lingers'), broken, odd('c', 'lingers')], 100);
    expect(await failureOf(engine.run(onePart(line)))).toMatchObject({ station: 'b', reason: 'burnt' });
  });

  test('a failure that a sender swallows ends a source that never ends', async () => {
    const line = chain([odd('source', 'endless'), odd('a', 'swallowing'), spec('b', 'quitter', { count: 9 })], 10);
    expect(await failureOf(engine.run(onePart(line)))).toMatchObject({
      station: 'b',
      reason: 'it ended while items were still coming',
    });
  });
});

test('the longest rest that is accepted is asked of the platform as it is', async () => {
  expect(rest(MOST_REST_MS).ms).toBe(MOST_REST_MS);
  const asked: number[] = [];
  const engine = cooperative({ platform: { ...platform, blockFor: (ms) => void asked.push(ms) } });
  await engine.run(chain([source, odd('a', 'restsFor', { ms: MOST_REST_MS })], 10));
  expect(asked).toEqual(Array(10).fill(MOST_REST_MS));
});

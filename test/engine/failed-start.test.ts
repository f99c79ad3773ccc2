/** After a start that fails, every coroutine that was primed runs its `finally`, under every engine. */
import { afterAll, describe, expect, test } from 'vitest';
import { eventLoop } from '../../src/engine/event-loop.ts';
import { StationFailure } from '../../src/engine/failure.ts';
import type { StationSpec } from '../../src/line/line.ts';
import { MOST_REST_MS } from '../../src/line/rest.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { anyEngine, casesFor, EVERY_ENGINE, failureOf, onePart } from './every-engine.ts';
import { chain, seenBy, spec } from './lines.ts';
import { newCounts } from './odd-coroutines.ts';

const MODULE = new URL('./odd-coroutines.ts', import.meta.url).href;
const fixture = (name: string): string => new URL(`../faults/modules/${name}.ts`, import.meta.url).href;
const source = spec('source', 'counter', { count: 10 });
const good = onePart(chain([source, spec('a', 'passOn')], 10));

describe.each(EVERY_ENGINE)('under the %s engine', (label) => {
  const engine = anyEngine(label);
  afterAll(() => engine.close());
  const isApart = label === 'threads (port)' || label === 'threads (ring)';

  /** Runs four stations of which one cannot be started, at each place in turn. */
  async function countsOf(turn: number, reason: string, broken: (primed: Int32Array) => StationSpec) {
    let total = 0;
    for (const place of casesFor(label, [0, 1, 2, 3], turn)) {
      const counts = newCounts();
      const stations = ['a', 'b', 'c'].map((name) => spec(name, 'counted', counts, MODULE));
      const line = chain([source, ...stations.toSpliced(place, 0, broken(counts.primed))], 10);
      const failure = await failureOf(engine.run(onePart(line)));
      expect(failure).toBeInstanceOf(StationFailure);
      expect(failure).toMatchObject({ station: 'broken', reason: expect.stringContaining(reason) });
      const [primed, ended] = [Atomics.load(counts.primed, 0), Atomics.load(counts.ended, 0)];
      expect(ended).toBe(primed);
      total += primed;
    }
    return total;
  }

  test('one that throws at priming', async () => {
    // On threads of their own it waits for the other three; where stations share one, it is primed before some of them and after the others.
    const others = isApart ? 3 : 0;
    const total = await countsOf(0, 'no flour in the house', (primed) =>
      spec('broken', 'failsAfter', { primed, others }, MODULE),
    );
    if (isApart) expect(total).toBe(12);
    else expect(total).toBeGreaterThan(0);
  });

  test('one that is not a generator', async () => {
    await countsOf(1, 'to return a generator, found 1', () => spec('broken', 'notAGenerator'));
  });

  test('one that its module does not export', async () => {
    const reason = 'to export a generator function "nobody", found nothing';
    await countsOf(2, reason, () => spec('broken', 'nobody'));
  });

  test('one whose module fails while it is loaded', async () => {
    await countsOf(3, 'no electricity', () => spec('broken', 'passOn', {}, fixture('throws')));
  });

  test('one whose module does not exist', async () => {
    await countsOf(0, 'no-such-module', () => spec('broken', 'passOn', {}, fixture('no-such-module')));
  });

  test('and the next run is whole', async () => {
    expect(seenBy(await engine.run(good), 'a')).toHaveLength(10);
  });
});

test('a start of the event loop that fails does not wait for a station that rests for a day', async () => {
  const { ended } = newCounts();
  const resting = spec('a', 'restsFirst', { ms: MOST_REST_MS, ended }, MODULE);
  for (const stations of [
    [resting, spec('b', 'stillborn')],
    [spec('b', 'stillborn'), resting],
  ])
    expect(await failureOf(eventLoop({ platform }).run(chain([source, ...stations], 10)))).toMatchObject({
      station: 'b',
      reason: 'no flour in the house',
    });
  expect(Atomics.load(ended, 0)).toBe(2);
});

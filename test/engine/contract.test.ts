import { afterAll, describe, expect, test } from 'vitest';
import { cooperative } from '../../src/engine/cooperative.ts';
import type { Line } from '../../src/line/line.ts';
import { nodeClock } from '../../src/platform/node/clock.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { chain, LINE_ENGINES, lineEngine, runUnder, seenBy, spec } from './lines.ts';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, item) => item);

describe.each(LINE_ENGINES)('under the %s engine', (name) => {
  // One for all: to start threads takes longer than most of these lines.
  const engine = lineEngine(name);
  afterAll(() => engine.close());

  test('items arrive in the order in which they were sent, each once', async () => {
    const line = chain([spec('source', 'counter', { count: 1000 }), spec('a', 'passOn'), spec('b', 'passOn')], 1000);
    const run = await engine.run(line);
    expect(seenBy(run, 'a')).toEqual(upTo(1000));
    expect(seenBy(run, 'b')).toEqual(upTo(1000));
    expect(run.source.accounts).toEqual([{ yielded: 1000 }]);
  });

  test('a channel may hold a single item', async () => {
    const line = chain([spec('source', 'counter', { count: 50 }), spec('a', 'passOn'), spec('b', 'passOn')], 50, 1);
    expect(seenBy(await engine.run(line), 'b')).toEqual(upTo(50));
  });

  test('a source with nothing to send ends the line', async () => {
    const line = chain([spec('source', 'counter', { count: 0 }), spec('a', 'passOn')], 1);
    expect(seenBy(await engine.run(line), 'a')).toEqual([]);
  });

  test('a burst that no channel has room for is late and not lost', async () => {
    const line = chain(
      [spec('source', 'counter', { count: 7 }), spec('a', 'burst', { copies: 20 }), spec('b', 'passOn')],
      7,
      2,
    );
    expect(seenBy(await engine.run(line), 'b')).toEqual(upTo(7).flatMap((item) => Array(20).fill(item)));
  });

  test('what a station sends while it ends reaches the next', async () => {
    const line = chain([spec('source', 'counter', { count: 30 }), spec('a', 'hoarder'), spec('b', 'passOn')], 30, 3);
    expect(seenBy(await engine.run(line), 'b')).toEqual(upTo(30));
  });

  test('work is digested alike, and another piece of work differs', async () => {
    const lineWith = (iterations: number): Line =>
      chain([spec('source', 'counter', { count: 5 }), spec('a', 'worker', { iterations })], 5);
    const digestOf = async (iterations: number) => (await engine.run(lineWith(iterations))).stations[0]?.digest;
    const [expected] = (await runUnder('cooperative', lineWith(1000))).stations;
    expect(await digestOf(1000)).toBe(expected?.digest);
    expect(await digestOf(1001)).not.toBe(expected?.digest);
  });

  test('an item without an edge leaves the line', async () => {
    const whole = chain([spec('source', 'counter', { count: 10 }), spec('a', 'passOn')], 10);
    const line = { ...whole, edges: whole.edges.map((edge) => ({ ...edge, items: [3, 4] })) };
    expect(seenBy(await engine.run(line), 'a')).toEqual([3, 4]);
  });
});

test('a rest holds up every station on one thread without timers, and no other station with them', async () => {
  // The source feeds a sleeper and a quick station; both feed the last one, which notes what comes first.
  const line = {
    source: spec('source', 'counter', { count: 2 }),
    stations: [spec('sleeper', 'sleeper', { ms: 30 }), spec('quick', 'passOn'), spec('last', 'passOn')],
    edges: [
      { from: 'source', to: 'sleeper', items: [0], capacity: 4 },
      { from: 'source', to: 'quick', items: [1], capacity: 4 },
      { from: 'sleeper', to: 'last', items: [0], capacity: 4 },
      { from: 'quick', to: 'last', items: [1], capacity: 4 },
    ],
    alphabet: ['0', '1'],
    parts: [],
  };
  expect(seenBy(await runUnder('cooperative', line), 'last')).toEqual([0, 1]);
  expect(seenBy(await runUnder('event-loop', line), 'last')).toEqual([1, 0]);
});

test.each([
  ['has its turn now and then', undefined],
  ['has none where the thread is held to the end', Number.POSITIVE_INFINITY],
])('beside the cooperative engine the event loop %s', async (_, stretchMs) => {
  let nowMs = 0;
  // Every look at the clock is a second later.
  const clock = { ...nodeClock, nowMs: () => (nowMs += 1000) };
  const engine = cooperative({ platform: { ...platform, clock }, ...(stretchMs === undefined ? {} : { stretchMs }) });
  const line = chain([spec('source', 'counter', { count: 100 }), spec('a', 'passOn')], 100);
  // The modules are loaded, which takes turns too.
  await engine.run(line);
  let turns = 0;
  const alarm = setInterval(() => turns++, 1);
  await engine.run(line);
  clearInterval(alarm);
  expect(turns > 0).toBe(stretchMs === undefined);
});

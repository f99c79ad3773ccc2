import { afterAll, describe, expect, test } from 'vitest';
import { cooperative } from '../../src/engine/cooperative.ts';
import { record } from '../../src/line/kind/kinds.ts';
import type { Line } from '../../src/line/line.ts';
import { nodeClock } from '../../src/platform/node/clock.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { intoList, intoListOneByOne, intoPairs } from './collect.ts';
import { chain, LINE_ENGINES, lineEngine, runUnder, seenBy, spec } from './lines.ts';

const ODD = new URL('./odd-coroutines.ts', import.meta.url).href;

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
    expect(run.sources.map(({ accounts }) => accounts)).toEqual([[{ yielded: 1000 }]]);
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

  test('an item on no list of a station that others read is dropped, and counts as sent', async () => {
    const whole = chain([spec('source', 'counter', { count: 10 }), spec('a', 'passOn')], 10);
    const line = { ...whole, edges: whole.edges.map((edge) => ({ ...edge, items: [3, 4] })) };
    const left: unknown[] = [];
    const run = await engine.run(line, { results: intoList(left) });
    expect(seenBy(run, 'a')).toEqual([3, 4]);
    expect(run.sources.map(({ sent }) => sent)).toEqual([10]);
    expect(left).toEqual([3, 4]);
  });

  // Channels of different capacity: the readers are never equally far.
  test.each([
    ['of a source', 'source'],
    ['of a station', 'a'],
  ])('several stations that read the items %s each get every item, in order', async (_, from) => {
    const whole = chain([spec('source', 'counter', { count: 300 }), spec('a', 'passOn')], 300);
    const items = upTo(300);
    const line: Line = {
      ...whole,
      stations: [...whole.stations, ...['b', 'c', 'd'].map((name) => spec(name, 'passOn'))],
      edges: [
        ...whole.edges,
        { from, to: 'b', items, capacity: 1 },
        { from, to: 'c', items, capacity: 7 },
        { from, to: 'd', items: items.slice(100, 200), capacity: 64 },
      ],
    };
    for (const options of [{}, { events: 10_000 }]) {
      const run = await engine.run(line, options);
      for (const name of ['a', 'b', 'c']) expect(seenBy(run, name)).toEqual(items);
      expect(seenBy(run, 'd')).toEqual(items.slice(100, 200));
      expect(run.sources.map(({ sent }) => sent)).toEqual([300]);
      expect(run.stations.map(({ sent }) => sent)).toEqual([300, 300, 300, 100]);
    }
  });

  test('each reader has an item of its own: what one changes, the others do not see', async () => {
    const { spec: out } = record({ n: 'i32' });
    const values = upTo(20).map((n) => ({ n }));
    const line: Line = {
      sources: [{ ...spec('source', 'yieldsThese', { values }, ODD), out }],
      stations: ['a', 'b', 'c'].map((name) => ({ ...spec(name, 'meddles', {}, ODD), out })),
      edges: ['a', 'b', 'c'].map((to) => ({ from: 'source', to, items: null, capacity: 4 })),
      alphabet: [],
      parts: [],
    };
    const run = await engine.run(line);
    for (const name of ['a', 'b', 'c']) expect(seenBy(run, name)).toEqual(upTo(20));
  });

  test('several sources end independently, and all that they yield arrives', async () => {
    const items = upTo(50);
    const line: Line = {
      sources: [3, 50, 0, 20].map((count, i) => spec(`source ${i}`, 'counter', { count })),
      stations: [spec('a', 'passOn')],
      edges: upTo(4).map((i) => ({ from: `source ${i}`, to: 'a', items, capacity: 3 })),
      alphabet: items.map(String),
      parts: [],
    };
    const run = await engine.run(line);
    const seen = seenBy(run, 'a');
    expect(Array.isArray(seen) ? seen.toSorted() : seen).toEqual(
      [3, 50, 0, 20].flatMap((count) => upTo(count)).toSorted(),
    );
    expect(run.sources.map(({ sent }) => sent)).toEqual([3, 50, 0, 20]);
  });

  test('what leaves the line is what nobody reads, and what the line names as its ends', async () => {
    const whole = chain([spec('source', 'counter', { count: 40 }), spec('a', 'passOn'), spec('b', 'passOn')], 40);
    const resultsOf = async (line: Line): Promise<unknown> => {
      const left: (readonly [unknown, string])[] = [];
      await engine.run(line, { results: intoPairs(left) });
      return ['source', 'a', 'b'].map((end) => left.flatMap(([item, from]) => (from === end ? [item] : [])));
    };
    expect(await resultsOf(whole)).toEqual([[], [], upTo(40)]);
    expect(await resultsOf({ ...whole, ends: ['a', 'b'] })).toEqual([[], upTo(40), upTo(40)]);
    expect(await resultsOf({ ...whole, ends: [] })).toEqual([[], [], []]);
  });

  test('a reader of results that takes one at a time gets all of them, in order, and no more than it has room for', async () => {
    const specs = ['a', 'b'].map((name) => spec(name, 'passOn'));
    const line = chain([spec('source', 'counter', { count: 400 }), ...specs], 400, 16);
    // Where a send is a call, the room is looked at once for so many items of the source.
    const beyond = name === 'cooperative' ? 63 : 0;
    for (const options of [{}, { events: 10_000 }]) {
      const left: unknown[] = [];
      const run = await engine.run(line, { ...options, results: intoListOneByOne(left, beyond) });
      expect(left).toEqual(upTo(400));
      expect(seenBy(run, 'b')).toEqual(upTo(400));
    }
  });
});

test('a rest holds up every station on one thread without timers, and no other station with them', async () => {
  // The source feeds a sleeper and a quick station; both feed the last one, which notes what comes first.
  const line = {
    sources: [spec('source', 'counter', { count: 2 })],
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

import { setImmediate as yieldToLoop } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StationFailure } from '../../src/engine/failure.ts';
import { pool } from '../../src/engine/pool.ts';
import { MOST_REST_MS } from '../../src/line/rest.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { chain, LINE_ENGINES, lineEngine, runUnder, seenBy, spec } from './lines.ts';
import { newCounts } from './odd-coroutines.ts';

const ODD = new URL('./odd-coroutines.ts', import.meta.url).href;
const source = spec('source', 'counter', { count: 100 });

describe.each(LINE_ENGINES)('under the %s engine', (engine) => {
  // One for all: after a failure an engine goes on, and starting threads takes longer than most failures.
  const used = lineEngine(engine);
  afterAll(() => used.close());

  test.each([
    ['the first', 0],
    ['a middle', 50],
    ['the last', 99],
  ])('a station that throws at %s item is named, with its reason', async (_, at) => {
    const line = chain(
      [source, spec('a', 'passOn'), spec('b', 'throwAt', { at, what: 'burnt' }), spec('c', 'passOn')],
      100,
    );
    const run = used.run(line);
    await expect(run).rejects.toThrow(StationFailure);
    await expect(run).rejects.toThrow('station "b" failed: burnt');
  });

  test.each([
    ['throws undefined', spec('b', 'throwAt', { at: 3, what: 'undefined' }), 'it threw undefined'],
    ['throws before it is sent anything', spec('b', 'stillborn'), 'no flour in the house'],
    ['ends while items are still coming', spec('b', 'quitter', { count: 5 }), 'it ended while items were still coming'],
    ['ends before it is sent anything', spec('b', 'quitter', { count: 0 }), 'it ended before it was sent anything'],
    [
      'yields what it should send',
      spec('b', 'counter', { count: 5 }),
      'a station yields a rest or nothing, and sends what it makes; found 0',
    ],
    ['is not exported', spec('b', 'nobody'), 'to export a generator function "nobody", found nothing'],
    ['is no generator', spec('b', 'notAGenerator'), 'expected "notAGenerator" to return a generator, found 1'],
  ])('a station that %s is named', async (_, broken, reason) => {
    const line = chain([source, spec('a', 'passOn'), broken, spec('c', 'passOn')], 100);
    const run = used.run(line);
    await expect(run).rejects.toThrow(/station "b" failed: /);
    await expect(run).rejects.toThrow(reason);
  });

  test.each([
    ['throws in its turn', { swallows: false }],
    ['swallows it', { swallows: true }],
  ])('the first failure is reported, also where a neighbour %s', async (_, options) => {
    const broken = spec('b', 'throwAt', { at: 50, what: 'burnt' });
    const line = chain([source, spec('a', 'clumsy', options), broken, spec('c', 'passOn')], 100);
    await expect(used.run(line)).rejects.toThrow('station "b" failed: burnt');
  });

  test('a source that throws is named', async () => {
    const line = chain([spec('source', 'brokenSource', { at: 10 }), spec('a', 'passOn')], 10);
    await expect(used.run(line)).rejects.toThrow('station "source" failed: the van broke down');
  });

  // On one thread of calls a rest blocks every other station, so that nothing fails meanwhile.
  test.runIf(engine !== 'cooperative')('a failure ends the rest of another station, whose `finally` runs', async () => {
    const { ended } = newCounts();
    const resting = spec('a', 'restsAfterItem', { ms: MOST_REST_MS, ended }, ODD);
    const line = chain([source, resting, spec('b', 'throwAt', { at: 0, what: 'burnt' })], 100);
    await expect(used.run(line)).rejects.toThrow('station "b" failed: burnt');
    expect(Atomics.load(ended, 0)).toBe(1);
  });

  test('a station that gets no processor after a failure is not cut off', async () => {
    const { ended } = newCounts();
    const slow = spec('a', 'tidiesLong', { ms: 400, ended }, ODD);
    const line = chain([source, slow, spec('b', 'throwAt', { at: 0, what: 'burnt' })], 100);
    await expect(used.run(line)).rejects.toThrow('station "b" failed: burnt');
    expect(Atomics.load(ended, 0)).toBe(1);
  });

  test('the engine can be used again after a failure', async () => {
    const bad = chain([source, spec('a', 'throwAt', { at: 5, what: 'burnt' }), spec('b', 'passOn')], 100);
    const good = chain([source, spec('a', 'passOn'), spec('b', 'passOn')], 100);
    await expect(used.run(bad)).rejects.toThrow('burnt');
    expect(seenBy(await used.run(good), 'b')).toHaveLength(100);
  });
});

test.each(['threads (port)', 'threads (ring)'] as const)(
  'under %s, what other stations have used is not charged to the one that still ends',
  async (name) => {
    const [quick, last] = [newCounts(), newCounts()];
    // All the time that a process has is used as soon as the first station has ended.
    const cpuMs = (): number => (Atomics.load(quick.ended, 0) > 0 ? 100_000 : 0);
    const engine = lineEngine(name, { ...platform, clock: { ...platform.clock, cpuMs } });
    const slow = spec('a', 'tidiesLong', { ms: 200, ended: last.ended }, ODD);
    const line = chain(
      [source, spec('q', 'counted', quick, ODD), slow, spec('b', 'throwAt', { at: 0, what: 'burnt' })],
      100,
    );
    await expect(engine.run(line)).rejects.toThrow('station "b" failed: burnt');
    expect(Atomics.load(last.ended, 0)).toBe(1);
    await engine.close();
  },
);

/** How many threads and ports this process has. */
function held(): number {
  return process.getActiveResourcesInfo().filter((name) => /Worker|MessagePort/.test(name)).length;
}

/** How many more there are than before: a port closes some turns of the event loop later. */
async function leftBeyond(before: number): Promise<number> {
  for (let turn = 0; turn < 1000 && held() > before; turn++) await yieldToLoop();
  return Math.max(0, held() - before);
}

describe.each(['threads (port)', 'threads (ring)'] as const)(
  'under the %s engine, of neighbours that wait',
  (engine) => {
    // A few milliseconds, in which its writer runs out of room and its reader out of input; then it throws.
    const tired = { iterations: 1_000_000, what: 'burnt' };
    const good = [source, spec('a', 'passOn'), spec('b', 'passOn')] as const;

    let before = 0;
    const used = lineEngine(engine);
    beforeAll(() => {
      before = held();
    });
    afterAll(() => used.close());

    test.each([
      ['a writer for room', 'b', [source, spec('a', 'passOn'), spec('b', 'tired', tired)]],
      ['readers for input', 'source', [spec('source', 'tiredSource', tired), spec('a', 'passOn'), spec('b', 'passOn')]],
      ['one for room and one for input', 'a', [source, spec('a', 'tired', tired), spec('b', 'passOn')]],
    ] as const)('%s, all end, the failure names "%s", and the next line runs', async (_, name, bad) => {
      for (const capacity of [1, 64]) {
        const failure = await used.run(chain(bad, 100, capacity)).catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(StationFailure);
        expect(failure).toMatchObject({ station: name, reason: 'burnt' });
        expect(seenBy(await used.run(chain(good, 100, capacity)), 'b')).toHaveLength(100);
      }
    });

    test('no thread and no port is left of any of them when the engine is closed', async () => {
      await used.close();
      expect(await leftBeyond(before)).toBe(0);
    });
  },
);

test.each(['threads (port)', 'threads (ring)'] as const)(
  'no thread and no port is left after a run or a failure of %s',
  async (engine) => {
    const before = held();
    await runUnder(engine, chain([source, spec('a', 'passOn')], 100));
    const failing = chain(
      [source, spec('a', 'throwAt', { at: 5, what: 'burnt' }), spec('b', 'sleeper', { ms: 5 })],
      100,
    );
    await expect(runUnder(engine, failing)).rejects.toThrow('burnt');
    expect(await leftBeyond(before)).toBe(0);
  },
);

test('a pool names the station that threw, ends its threads, and runs the next line', async () => {
  const poolEngine = pool({ platform, threads: 2 });
  const part = chain([source, spec('a', 'throwAt', { at: 5, what: 'burnt' }), spec('b', 'passOn')], 100);
  const good = chain([source, spec('a', 'throwAt', { at: -1, what: 'burnt' }), spec('b', 'passOn')], 100);
  try {
    for (let i = 0; i < 2; i++) {
      const run = poolEngine.run({ ...part, parts: [part, good, part, good] });
      await expect(run).rejects.toThrow(StationFailure);
      await expect(run).rejects.toThrow('station "a" failed: burnt');
    }
    const { stations } = await poolEngine.run({ ...good, parts: [good, good, good] });
    expect(stations.find(({ name }) => name === 'b')?.accounts).toHaveLength(3);
  } finally {
    await poolEngine.close();
  }
});

test('a line that is not cut into parts is refused by the pool', async () => {
  const poolEngine = pool({ platform, threads: 1 });
  await expect(poolEngine.run(chain([source, spec('a', 'passOn')], 100))).rejects.toThrow(
    'Cannot run this line in a pool: expected work that is cut into parts, found none',
  );
  await poolEngine.close();
});

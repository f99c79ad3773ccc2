import { describe, expect, test } from 'vitest';
import { bakers } from '../../src/engine/bakers.ts';
import { StationFailure } from '../../src/engine/engine.ts';
import { nodeClock as clock } from '../../src/measure/clock.ts';
import { chain, LINE_ENGINES, lineEngine, runUnder, seenBy, spec } from './lines.ts';

const source = spec('source', 'counter', { count: 100 });

describe.each(LINE_ENGINES)('under the %s engine', (engine) => {
  test.each([
    ['the first', 0],
    ['a middle', 50],
    ['the last', 99],
  ])('a station that throws at %s item is named, with its reason', async (_, at) => {
    const line = chain(
      [source, spec('a', 'passOn'), spec('b', 'throwAt', { at, what: 'burnt' }), spec('c', 'passOn')],
      100,
    );
    const run = runUnder(engine, line);
    await expect(run).rejects.toThrow(StationFailure);
    await expect(run).rejects.toThrow('station "b" failed: burnt');
  });

  test.each([
    ['throws undefined', spec('b', 'throwAt', { at: 3, what: 'undefined' }), 'it threw undefined'],
    ['throws before it is sent anything', spec('b', 'stillborn'), 'no flour in the house'],
    ['ends while items are still coming', spec('b', 'quitter', { count: 5 }), 'it ended while items were still coming'],
    ['ends before it is sent anything', spec('b', 'quitter', { count: 0 }), 'it ended before it was sent anything'],
    ['yields what it should send', spec('b', 'counter', { count: 5 }), 'a station sends its products'],
    ['is not exported', spec('b', 'nobody'), 'to export a generator function "nobody", found undefined'],
    ['is no generator', spec('b', 'notAGenerator'), 'to export a generator function "notAGenerator", found function'],
  ])('a station that %s is named', async (_, broken, reason) => {
    const line = chain([source, spec('a', 'passOn'), broken, spec('c', 'passOn')], 100);
    await expect(runUnder(engine, line)).rejects.toThrow(/station "b" failed: /);
    await expect(runUnder(engine, line)).rejects.toThrow(reason);
  });

  test('a source that throws is named', async () => {
    const line = chain([spec('source', 'brokenSource', { at: 10 }), spec('a', 'passOn')], 10);
    await expect(runUnder(engine, line)).rejects.toThrow('station "source" failed: the van broke down');
  });

  test('the engine can be used again after a failure', async () => {
    const used = lineEngine(engine);
    try {
      const bad = chain([source, spec('a', 'throwAt', { at: 5, what: 'burnt' }), spec('b', 'passOn')], 100);
      const good = chain([source, spec('a', 'passOn'), spec('b', 'passOn')], 100);
      await expect(used.run(bad)).rejects.toThrow('burnt');
      expect(seenBy(await used.run(good), 'b')).toHaveLength(100);
    } finally {
      await used.close();
    }
  });
});

test.each(['threads (port)', 'threads (ring)'] as const)(
  'no thread and no port is left after a run or a failure of %s',
  async (engine) => {
    const held = (): string[] => process.getActiveResourcesInfo().filter((name) => /Worker|MessagePort/.test(name));
    const before = held();
    await runUnder(engine, chain([source, spec('a', 'passOn')], 100));
    const failing = chain(
      [source, spec('a', 'throwAt', { at: 5, what: 'burnt' }), spec('b', 'sleeper', { ms: 5 })],
      100,
    );
    await expect(runUnder(engine, failing)).rejects.toThrow('burnt');
    expect(held()).toEqual(before);
  },
);

test('bakers name the station that threw, go home, and can be asked again', async () => {
  const pool = bakers({ clock, threads: 2 });
  const part = chain([source, spec('a', 'throwAt', { at: 5, what: 'burnt' }), spec('b', 'passOn')], 100);
  const good = chain([source, spec('a', 'passOn'), spec('b', 'passOn')], 100);
  try {
    for (let i = 0; i < 5; i++) {
      const run = pool.run({ ...part, parts: [part, good, part, good] });
      await expect(run).rejects.toThrow(StationFailure);
      await expect(run).rejects.toThrow('station "a" failed: burnt');
    }
    const { stations } = await pool.run({ ...good, parts: [good, good, good] });
    expect(stations.find(({ name }) => name === 'b')?.accounts).toHaveLength(3);
  } finally {
    await pool.close();
  }
});

test('a line that is not cut into parts is nothing for bakers', async () => {
  const pool = bakers({ clock, threads: 1 });
  await expect(pool.run(chain([source, spec('a', 'passOn')], 100))).rejects.toThrow(
    'this line cannot be cut into parts',
  );
  await pool.close();
});

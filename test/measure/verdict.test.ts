/** The verdict of a race, in sentences. */
import { describe, expect, test } from 'vitest';
import { CAKE_WORDS } from '../../src/cake/recipe/chocolate-cake.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { EngineName } from '../../src/engine/engine-table.ts';
import { bottleneckOf } from '../../src/measure/bottleneck.ts';
import type { EngineResult, RaceResult } from '../../src/measure/race.ts';
import { verdictOf } from '../../src/measure/verdict.ts';

function ring(speedup: number): EngineResult {
  return { ...engine('threads', speedup, 1.9), channel: 'ring' };
}

const CHANNELS: Readonly<Record<EngineName, Engine['channel']>> = {
  cooperative: 'none',
  'event-loop': 'mailbox',
  threads: 'port',
  pool: 'none',
};

function engine(name: EngineName, speedup: number, limit: number, startupMs = 100): EngineResult {
  const wallMs = 1000 / speedup;
  return {
    name,
    channel: CHANNELS[name],
    threads: name === 'threads' ? 5 : 2,
    startupMs,
    wallMs: { samples: [wallMs], median: wallMs },
    cpuMs: { median: wallMs },
    speedup: { median: speedup, low: speedup, high: speedup, limit },
    productsPerSecond: 100 * speedup,
    products: 100,
    leftovers: {},
    digest: '00000000',
    stations: [
      { name: 'dry mixer', received: 700, made: 100, busyMs: 400, utilisation: 0.4 },
      { name: 'oven', received: 200, made: 100, busyMs: 900, utilisation: 0.9 },
    ],
  };
}

function verdict(workload: RaceResult['workload'], engines: readonly EngineResult[]): string {
  return verdictOf(
    [{ workload, kind: workload, items: 1000, parallelCapacity: 1.9, lineLimit: 3.3, engines, skipped: [] }],
    CAKE_WORDS,
  ).join('\n');
}

describe('the verdict', () => {
  test('says when threads win, how close to the limit, and after how many cakes the start pays for itself', () => {
    const said = verdict('cpu-bound', [engine('cooperative', 1, 1), engine('threads', 1.9, 1.9, 47)]);
    expect(said).toMatch(/^cpu-bound: A thread per station wins: 1.90x .* 100 % of the limit 1.90x/);
    // 10 ms per cake against 5.26 ms: ten cakes save 47 ms.
    expect(said).toContain('took 47 ms. They save that in 10 cakes.');
  });

  test('does not say when the start pays for itself if threads are not clearly faster in every round', () => {
    const sure = engine('threads', 1.9, 1.9, 47);
    const unsure = { ...sure, speedup: { ...sure.speedup, low: 1.01 } };
    expect(verdict('cpu-bound', [engine('cooperative', 1, 1), unsure])).not.toContain('They save that');
    const slow = engine('threads', 1.06, 1.9, 4321);
    expect(verdict('cpu-bound', [engine('cooperative', 1, 1), slow])).toContain(
      'took 4,321 ms. They save that in 7,634 cakes.',
    );
  });

  test('says when threads lose, and then not that the start pays for itself', () => {
    const said = verdict('message-bound', [engine('cooperative', 1, 1), engine('threads', 0.5, 1.9)]);
    expect(said).toContain('A thread per station loses: 0.50x. It takes 2.00 times as long');
    expect(said).toContain('takes 2,000,000 ns over ports and 1,000,000 ns as a call');
    expect(said).not.toContain('They save that');
  });

  test('says whether rings are faster, slower or make no difference', () => {
    const base = [engine('cooperative', 1, 1), engine('threads', 1.5, 1.9)];
    expect(verdict('cpu-bound', [...base, ring(1.8)])).toContain('it reaches 1.80x: rings are faster.');
    expect(verdict('cpu-bound', [...base, ring(1.52)])).toContain('it reaches 1.52x: no clear difference.');
    expect(verdict('cpu-bound', [...base, ring(1.2)])).toContain('it reaches 1.20x: rings are slower.');
    expect(verdict('cpu-bound', base)).not.toContain('With rings');
  });

  test('says why threads win without work, only if they do', () => {
    const base = [engine('cooperative', 1, 1), engine('threads', 0.8, 1.9)];
    expect(verdict('message-bound', [...base, ring(1.25)])).toContain(
      'takes 1,250,000 ns over ports, 800,000 ns over rings and 1,000,000 ns as a call. The cores share the resuming',
    );
    expect(verdict('message-bound', [...base, ring(0.9)])).not.toContain('The cores share');
  });

  test('compares the pool with the faster of two lines', () => {
    const base = [engine('cooperative', 1, 1), engine('threads', 1.2, 1.9), ring(1.8)];
    expect(verdict('cpu-bound', [...base, engine('pool', 1.7, 1.9)])).toContain('1.70x: the line beats the pool');
  });

  test('says when threads gain nothing', () => {
    const said = verdict('cpu-bound', [engine('cooperative', 1, 1), engine('threads', 1.02, 1)]);
    expect(said).toContain('A thread per station gains nothing: 1.02x');
  });

  test('says when the pool wins, when it is as fast, and when it is slower', () => {
    const base = [engine('cooperative', 1, 1), engine('threads', 1.5, 1.9)];
    expect(verdict('cpu-bound', [...base, engine('pool', 1.9, 1.9)])).toContain(
      'A pool of 2 threads that makes whole cakes reaches 1.90x: the pool beats the line, because it passes nothing on.',
    );
    expect(verdict('cpu-bound', [...base, engine('pool', 1.52, 1.9)])).toContain('reaches 1.52x: as fast as the line');
    const losing = [engine('cooperative', 1, 1), engine('threads', 0.3, 1.9), engine('pool', 0.8, 1.9)];
    expect(verdict('message-bound', losing)).toContain('faster than the line, but not faster than one thread');
    expect(verdict('message-bound', losing)).not.toContain('the pool beats');
    expect(verdict('cpu-bound', [...base, engine('pool', 1.1, 1.9)])).not.toContain('the pool beats');
  });

  test('says when one thread with timers is enough, and when timers do not help', () => {
    const waits = [engine('cooperative', 1, 1), engine('event-loop', 2.4, 2.5), engine('threads', 2.45, 2.5)];
    expect(verdict('wait-bound', waits)).toContain('One thread with timers reaches 2.40x. That is enough');
    const slower = [engine('cooperative', 1, 1), engine('event-loop', 1.2, 2.5), engine('threads', 2.45, 2.5)];
    expect(verdict('wait-bound', slower)).not.toContain('That is enough');
    const works = [engine('cooperative', 1, 1), engine('event-loop', 0.99, 1), engine('threads', 1.8, 1.9)];
    expect(verdict('cpu-bound', works)).toContain('Timers do not help (0.99x)');
  });

  test('names what holds the threads back: the machine, or the slowest station', () => {
    const engines = [engine('cooperative', 1, 1), engine('threads', 1.8, 1.9)];
    expect(verdict('cpu-bound', engines)).toContain('The machine sets the limit: its parallel capacity is 1.90');
    const line = {
      workload: 'cpu-bound',
      kind: 'cpu-bound',
      items: 1000,
      parallelCapacity: 1.9,
      lineLimit: 1.5,
      engines,
      skipped: [],
    } as const;
    expect(verdictOf([line], CAKE_WORDS).join()).toContain('The slowest station, the oven, sets the limit');
  });

  test('far from the limit names the filling of the line or the passing of items as the cause', () => {
    const far = engine('threads', 1.2, 1.9);
    const said = verdict('cpu-bound', [engine('cooperative', 1, 1), far]);
    expect(said).toContain('far from the limit: the line has to fill');
    expect(said).not.toContain('parallel capacity');
    const costly = { ...far, cpuMs: { median: 2000 } };
    expect(verdict('cpu-bound', [engine('cooperative', 1, 1), costly])).toContain(
      'CPU time goes into passing items on',
    );
  });

  test('says that items are only passed on if a recipe has no work and no rests, under every workload', () => {
    const engines = [engine('cooperative', 1, 1), engine('event-loop', 0.9, 1), engine('threads', 0.5, 1.9)];
    const idle = { kind: 'message-bound', items: 1000, parallelCapacity: 1.9, engines, skipped: [] } as const;
    const lineLimit = Number.POSITIVE_INFINITY;
    for (const workload of ['cpu-bound', 'wait-bound'] as const) {
      const said = verdictOf([{ ...idle, workload, lineLimit }], CAKE_WORDS).join();
      expect(said).toContain('There is no work to share. Each ingredient takes');
      expect(said).not.toMatch(/Infinity|Timers|slowest|pace|rests/);
    }
  });

  test('says that a CPU quota stopped the process, and then names no other cause', () => {
    const engines = [engine('cooperative', 1, 1), engine('threads', 1.2, 1.9)];
    const raced = {
      workload: 'cpu-bound',
      kind: 'cpu-bound',
      items: 1000,
      parallelCapacity: 1.9,
      lineLimit: 3.3,
    } as const;
    const [first, second] = verdictOf([{ ...raced, engines, skipped: [] }], CAKE_WORDS, { times: 1200, ms: 3456.7 });
    expect(first).toContain('A CPU quota stopped this process 1,200 times, for 3,457 ms in all');
    expect(second).toContain('A thread per station wins');
    expect(second).not.toMatch(/limit:|sets the limit/);
  });

  test('has no sentence about an engine that did not run', () => {
    expect(verdict('cpu-bound', [engine('cooperative', 1, 1)])).toBe('');
  });
});

test('the bottleneck is the station with the highest utilisation', () => {
  expect(bottleneckOf(engine('threads', 1, 1).stations)?.name).toBe('oven');
  expect(bottleneckOf([])).toBeUndefined();
});

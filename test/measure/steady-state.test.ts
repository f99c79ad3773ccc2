/** The steady state, measured with engines whose times are planted. */
import { describe, expect, test } from 'vitest';
import type { Engine, LineRun } from '../../src/engine/engine.ts';
import { explanationOf } from '../../src/measure/explanation.ts';
import { type LongerRuns, steadyState } from '../../src/measure/longer-runs.ts';
import { DisagreementError, type EngineResult, type RaceResult } from '../../src/measure/race.ts';
import type { Task } from '../../src/measure/run.ts';
import { outcomeOf } from '../../src/measure/statistics/outcome.ts';
import { intervalOf } from '../../src/measure/statistics/samples.ts';
import { clearSteadyState, type SteadyState } from '../../src/measure/steady-state.ts';

/** The time of a run of a line on threads: it fills and runs empty in 20 ms, and needs 5 ms more for each product. */
const onThreadsMs = (products: number): number => 20 + 5 * products;
/** On one thread: 10 ms for each product. */
const aloneMs = (products: number): number => 10 * products;
const SHORT = 10;
const LONG = 30;

/** An engine whose runs take the given times, one after the other, and whose only station has this digest. */
function planted(name: 'cooperative' | 'threads', timesMs: readonly number[], digest = 7): Engine {
  let runs = 0;
  return {
    name,
    channel: name === 'threads' ? 'ring' : 'none',
    async run() {
      const wallMs = timesMs[runs++ % timesMs.length] ?? Number.NaN;
      const station = { name: 'oven', accounts: [], busyMs: 0, digest };
      const run: LineRun = {
        threads: 1,
        startupMs: 0,
        wallMs,
        cpuMs: wallMs,
        source: station,
        stations: [station],
        recording: null,
      };
      return run;
    },
    async close() {},
  };
}

const spec = { name: 'oven', module: '', export: '', options: null, firstWorkIndex: 0 };
const task: Task = {
  line: { source: spec, stations: [spec], edges: [], alphabet: [], parts: [] },
  balance: () => ({ products: LONG, leftovers: {}, stations: [] }),
};

/** What a race found out about one engine. */
function raced(name: 'cooperative' | 'threads', samples: readonly number[], limit = 2): EngineResult {
  const speedup = intervalOf(samples.map((ms) => aloneMs(SHORT) / ms));
  return {
    name,
    channel: name === 'threads' ? 'ring' : 'none',
    threads: 1,
    startupMs: 0,
    wallMs: { samples, median: samples[0] ?? Number.NaN },
    cpuMs: { median: 0 },
    speedup: { ...speedup, limit },
    outcome: name === 'threads' ? outcomeOf(speedup, limit) : 'baseline',
    productsPerSecond: 0,
    products: SHORT,
    leftovers: {},
    digest: '',
    stations: [],
  };
}

const rounds = (ms: number): number[] => Array.from({ length: 7 }, () => ms);
const baseline = raced('cooperative', rounds(aloneMs(SHORT)));
const short = raced('threads', rounds(onThreadsMs(SHORT)));

function measured(changes: Partial<LongerRuns> = {}): Promise<SteadyState | null> {
  return steadyState({
    workload: 'cpu-bound',
    engine: planted('threads', [onThreadsMs(LONG)]),
    cooperative: planted('cooperative', [aloneMs(LONG)]),
    short,
    baseline,
    task,
    runs: 5,
    step() {},
    ...changes,
  });
}

describe('the steady state', () => {
  test('is the speedup without the time in which a line fills and runs empty', async () => {
    expect(short.speedup.median).toBeCloseTo(100 / 70);
    expect(await measured()).toMatchObject({
      name: 'threads',
      channel: 'ring',
      products: LONG,
      speedup: { median: 2, low: 2, high: 2, limit: 2 },
      outcome: 'wins',
    });
  });

  test('has an interval that holds the noise of the long runs and of the short ones', async () => {
    const noisy = raced('threads', [70, 70, 66, 74, 70, 68, 72]);
    const engine = planted('threads', [170, 164, 176, 168, 172]);
    const steady = await measured({ short: noisy, engine });
    expect(steady?.speedup.low).toBeLessThan(1.95);
    expect(steady?.speedup.high).toBeGreaterThan(2.05);
  });

  test('is not measured where a longer run took no longer', async () => {
    expect(await measured({ engine: planted('threads', [60]) })).toBeNull();
  });

  test('is compared with the cooperative engine: other work is an error', async () => {
    const lazy = planted('threads', [170], 8);
    await expect(measured({ engine: lazy })).rejects.toThrow(DisagreementError);
  });
});

describe('a steady state is told of', () => {
  const engines = [baseline, short];
  const steady = (samples: readonly number[], limit = 2): SteadyState => {
    const speedup = intervalOf(samples);
    return {
      name: 'threads',
      channel: 'ring',
      products: LONG,
      speedup: { ...speedup, limit },
      outcome: outcomeOf(speedup, limit),
    };
  };
  const fast = steady([1.9, 1.92, 1.88, 1.9, 1.91]);

  test('where it is clearly faster than the whole runs', () => {
    expect(clearSteadyState(fast, engines)).toBe(fast);
    expect(clearSteadyState(steady([1.3, 1.5, 1.6, 1.4, 1.5]), engines)).toBeNull();
    expect(clearSteadyState(null, engines)).toBeNull();
    expect(clearSteadyState(fast, [baseline])).toBeNull();
  });

  test('not where there were too few runs, or where it is above the limit', () => {
    expect(clearSteadyState(steady([1.9, 1.9]), engines)).toBeNull();
    expect(clearSteadyState(steady([1.9, 1.9, 1.9, 1.9, 1.9], 1.5), engines)).toBeNull();
  });

  test('in the explanation, with the runs that it comes from', () => {
    const race: RaceResult = {
      workload: 'cpu-bound',
      kind: 'cpu-bound',
      items: 100,
      parallelCapacity: 2,
      lineLimit: 3,
      engines,
      skipped: [],
    };
    const told = (state: SteadyState | null): string =>
      explanationOf([{ ...race, steady: state }])[0]?.sentences.join(' ') ?? '';
    expect(told(fast)).toContain(
      'In the steady state, while the line is full, threads (ring) reaches 1.90x (1.88 to 1.92): from runs of 30 products',
    );
    expect(told(null)).not.toContain('steady');
  });
});

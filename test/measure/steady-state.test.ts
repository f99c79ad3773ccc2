/** The steady state of lines whose times are planted. */
import { describe, expect, test } from 'vitest';
import { explanationOf } from '../../src/measure/explanation.ts';
import type { EngineResult, RaceResult } from '../../src/measure/race.ts';
import { outcomeOf } from '../../src/measure/statistics/outcome.ts';
import { intervalOf } from '../../src/measure/statistics/samples.ts';
import { type SteadyState, steadyStateOf } from '../../src/measure/steady-state.ts';
import { randomFrom, timeOf } from './noisy-machine.ts';

/** The time of a run on threads: the line fills and runs empty in 20 ms, and needs 5 ms more for each product. */
const onThreadsMs = (products: number, fillMs = 20): number => fillMs + 5 * products;
/** On one thread: 10 ms for each product. */
const aloneMs = (products: number): number => 10 * products;
const SHORT = 10;
const LONG = 30;
const ROUNDS = 9;

const same = (ms: number): number[] => Array.from({ length: ROUNDS }, () => ms);

/** What a race found out about an engine. */
function result(name: 'cooperative' | 'threads', samples: readonly number[], limit = 2): EngineResult {
  const speedup = intervalOf(samples.map((ms) => aloneMs(SHORT) / ms));
  return {
    name,
    channel: name === 'threads' ? 'ring' : 'none',
    packed: null,
    placement: null,
    onMain: false,
    predicted: null,
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

const baseline = result('cooperative', same(aloneMs(SHORT)));
const short = result('threads', same(onThreadsMs(SHORT)));

/** Rounds on a noisy machine, which also grows slower or faster as a whole. */
function simulated(seed: number, fillMs = 20, drift = 0): SteadyState {
  const random = randomFrom(seed);
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const speed = 1 + drift * round;
    const noisy = (ms: number): number => timeOf(ms * speed, random);
    return {
      alone: noisy(aloneMs(SHORT)),
      short: noisy(onThreadsMs(SHORT, fillMs)),
      long: noisy(onThreadsMs(LONG, fillMs)),
    };
  });
  const steady = steadyStateOf(
    result(
      'threads',
      rounds.map((round) => round.short),
    ),
    result(
      'cooperative',
      rounds.map((round) => round.alone),
    ),
    rounds.map((round) => round.long),
    LONG,
  );
  if (steady === null) throw new Error('expected a steady state, found none');
  return steady;
}

const SEEDS = Array.from({ length: 400 }, (_, i) => i + 1);
const holds = ({ speedup }: SteadyState): boolean => speedup.low <= 2 && 2 <= speedup.high;

describe('the steady state', () => {
  test('is the speedup without the time in which a line fills and runs empty', () => {
    expect(short.speedup.median).toBeCloseTo(100 / 70);
    const steady = steadyStateOf(short, baseline, same(onThreadsMs(LONG)), LONG);
    expect(steady).toMatchObject({ name: 'threads', channel: 'ring', products: LONG, outcome: 'wins' });
    expect(steady?.speedup).toMatchObject({ low: 2, median: 2, high: 2, limit: 2 });
    expect(steady?.gain).toMatchObject({ median: 1.4, outcome: 'wins' });
  });

  test('is not measured where a longer run took no longer', () => {
    expect(steadyStateOf(short, baseline, same(60), LONG)).toBeNull();
    expect(steadyStateOf(short, baseline, [], LONG)).toBeNull();
  });

  test.each([0, 0.01, -0.01])(
    'lies in its interval in 93 to 98 of 100 races, if a round is %f slower than the one before',
    (drift) => {
      const share = SEEDS.filter((seed) => holds(simulated(seed, 20, drift))).length / SEEDS.length;
      expect(share).toBeGreaterThan(0.93);
      expect(share).toBeLessThan(0.98);
    },
  );
});

describe('a steady state', () => {
  const clear = ({ gain }: SteadyState): boolean => gain.outcome === 'wins';

  test('is clearly faster than the whole runs where the line has to fill', () => {
    expect(SEEDS.filter((seed) => clear(simulated(seed))).length).toBeGreaterThan(0.9 * SEEDS.length);
  });

  test('is hardly ever clearly faster where the line does not have to fill', () => {
    expect(SEEDS.filter((seed) => clear(simulated(seed, 0))).length).toBeLessThan(0.02 * SEEDS.length);
  });

  test('above its limit is not to be trusted', () => {
    const beyond = steadyStateOf(result('threads', same(70), 1.5), baseline, same(onThreadsMs(LONG)), LONG);
    expect(beyond?.outcome).toBe('not-trusted');
  });

  test('is told of in the explanation, with the runs that it comes from', () => {
    const race: RaceResult = {
      workload: 'cpu-bound',
      kind: 'cpu-bound',
      items: 100,
      parallelCapacity: 2,
      lineLimit: 3,
      engines: [baseline, short],
      steady: steadyStateOf(short, baseline, same(onThreadsMs(LONG)), LONG),
      skipped: [],
    };
    const told = (one: RaceResult): string => explanationOf([one])[0]?.sentences.join(' ') ?? '';
    expect(told(race)).toContain(
      'In the steady state, while the line is full, threads (ring) reaches 2.00x (2.00 to 2.00). It comes from runs of 30 products',
    );
    expect(told({ ...race, steady: null })).not.toContain('steady');
  });
});

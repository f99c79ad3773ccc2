/** The noise of a measurement is named. */
import { describe, expect, test } from 'vitest';
import {
  differWidely,
  disturbedBy,
  noiseFrom,
  noiseWords,
  speedChange,
  together,
  tooShort,
  wideRaces,
} from '../../src/measure/machine/noise.ts';
import type { RaceResult } from '../../src/measure/race.ts';
import type { Disturbance } from '../../src/platform/platform.ts';

const noiseOf = (disturbance: Disturbance, speeds: readonly [number, number], races: readonly RaceResult[]) =>
  noiseFrom([...disturbedBy(disturbance), ...speedChange(speeds)], wideRaces(races));

const quiet: Disturbance = { loadBefore: 0.1, stolen: 0.001, others: 0.02, throttled: null };

test('a quiet run has no noise', () => {
  expect(noiseOf(quiet, [100, 98], [])).toEqual({ noisy: false, reasons: [], parts: null });
  expect(noiseOf({ ...quiet, stolen: null, others: null }, [100, 100], []).noisy).toBe(false);
});

test.each<[Partial<Disturbance>, readonly [number, number], string]>([
  [{ others: 0.34 }, [100, 100], 'other programs used 34 % of the processors'],
  [{ stolen: 0.04 }, [100, 100], 'the hypervisor gave 4 % of the processors to other machines'],
  [
    { throttled: { times: 1200, ms: 3456.7 } },
    [100, 100],
    'a CPU quota stopped this process 1,200 times, for 3,457 ms in all',
  ],
  [{}, [100, 80], 'a core was 25 % slower at the end than at the beginning'],
  [{}, [80, 100], 'a core was 25 % faster at the end than at the beginning'],
])('%j with the speeds %j is noisy', (disturbed, speeds, reason) => {
  expect(noiseOf({ ...quiet, ...disturbed }, speeds, [])).toEqual({ noisy: true, reasons: [reason], parts: null });
});

const engine = (low: number, high: number) => ({
  name: 'threads' as const,
  channel: 'port' as const,
  packed: null,
  placement: null,
  onMain: false,
  predicted: null,
  threads: 5,
  startupMs: 1,
  wallMs: { samples: [], median: 1 },
  cpuMs: { median: 1 },
  speedup: { median: 1.5, low, high, confidence: 0.95, limit: 2 },
  outcome: 'wins' as const,
  productsPerSecond: 1,
  products: 1,
  leftovers: {},
  digest: '',
  stations: [],
});
const raced = (workload: 'cpu-bound' | 'wait-bound' | 'message-bound', low: number, high: number) => ({
  workload,
  kind: workload,
  items: 1,
  parallelCapacity: 2,
  lineLimit: 2,
  engines: [{ ...engine(1, 1), outcome: 'baseline' as const }, engine(low, high)],
  steady: null,
  skipped: [],
});

test('rounds that differ widely are noise, by the names of their workloads', () => {
  const races = [raced('cpu-bound', 1, 2), raced('wait-bound', 1.4, 1.6), raced('message-bound', 1.2, 1.8)];
  expect(noiseOf(quiet, [100, 100], races).reasons).toEqual([
    'the rounds of cpu-bound and message-bound differ widely',
  ]);
});

test('runs that are short for the clock are noise', () => {
  // Each takes a millisecond.
  const races = [raced('cpu-bound', 1, 1), raced('message-bound', 1, 1)];
  expect(tooShort(races, 0.005)).toEqual([]);
  expect(tooShort(races, 0.1)).toEqual([
    'runs of cpu-bound and message-bound took less than 20 steps of the clock, which are 100 us each',
  ]);
});

test('figures differ widely where the middle one of their intervals is wide', () => {
  const narrow = { median: 10, low: 9, high: 11 };
  const wide = { median: 10, low: 8, high: 13 };
  expect(differWidely([])).toBe(false);
  expect(differWidely([narrow, narrow, wide])).toBe(false);
  expect(differWidely([narrow, wide, wide])).toBe(true);
});

describe('the words', () => {
  const whole = noiseFrom(['other programs used 34 % of the processors']);
  const part = noiseFrom([], ['message-bound']);

  test('name the whole run where something disturbed all of it', () => {
    expect(noiseWords(noiseFrom([]))).toBe('');
    expect(noiseWords(whole)).toBe('noisy run: quote nothing from it: other programs used 34 % of the processors.');
    expect(noiseWords(noiseFrom(['a core was slower'], ['cpu-bound']))).toBe(
      'noisy run: quote nothing from it: a core was slower; the rounds of cpu-bound differ widely.',
    );
  });

  test('name the parts where only their rounds differ', () => {
    expect(noiseWords(part)).toBe('quote nothing from message-bound: the rounds differ widely.');
    expect(noiseWords(together(part, noiseFrom([], ['the message costs'])))).toBe(
      'quote nothing from message-bound and the message costs: the rounds differ widely.',
    );
  });

  test('of two measurements name the whole where one of them was disturbed', () => {
    expect(noiseWords(together(whole, part))).toContain('noisy run');
    expect(together(part, noiseFrom([]))).toEqual(part);
  });
});

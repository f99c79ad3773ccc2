/** The race of the ways of calling, with runners that only count. */
import { describe, expect, test } from 'vitest';
import { Deck } from '../../src/pays/deck.ts';
import { race, simplest } from '../../src/pays/race.ts';
import type { Runner } from '../../src/pays/runner.ts';
import { INLINE, nameOf, type Way } from '../../src/pays/way.ts';
import { POOL, raced, steady, WORKER } from './measured.ts';

const deck = new Deck(['flour', 'eggs', 'milk'], 10);

interface Counting {
  readonly runners: readonly Runner[];
  /** The names of the ways in the order of their runs. */
  readonly order: readonly string[];
}

/** @param callMs the time of a call by round, the last one again and again */
function counting(ways: readonly (readonly [way: Way, callMs: readonly number[]])[]): Counting {
  const order: string[] = [];
  const runners = ways.map(([way, callMs]): Runner => {
    let runs = 0;
    return {
      way,
      most: 1_000_000,
      run: async (calls, keep = () => {}) => {
        order.push(nameOf(way));
        for (let i = 0; i < calls; i++) keep(`${nameOf(way)} ${i}`, i);
        const took = callMs[Math.min(runs++, callMs.length - 1)] ?? 0;
        return { callMs: took, mainMs: took, cpuMs: took };
      },
    };
  });
  return { runners, order };
}

const THREE = [
  [INLINE, [100]],
  [WORKER, [200]],
  [POOL, [50]],
] as const;

const OPTIONS = {
  deck,
  check: () => {},
  tell: () => {},
  callMs: 100,
  warm: false,
  least: 5,
  budgetMs: 1e9,
  mostMs: 1e9,
  until: 'narrow',
} as const;

describe('a race', () => {
  test('runs all ways in turn, and in reverse in the next round', async () => {
    const { runners, order } = counting(THREE);
    const names = THREE.map(([way]) => nameOf(way));
    await race(runners, OPTIONS);
    expect(order.slice(0, 9)).toEqual([...names, ...names.toReversed(), ...names]);
  });

  test('compares each way with the first one, round by round', async () => {
    const { runners } = counting([
      [INLINE, [100, 80, 60]],
      [POOL, [50, 40, 20]],
    ]);
    const found = await race(runners, { ...OPTIONS, least: 3, budgetMs: 0 });
    expect(found.map(({ way, speedups }) => [way, speedups])).toEqual([
      [INLINE, [1, 1, 1]],
      [POOL, [2, 2, 3]],
    ]);
    expect(found[1]?.runs.map(({ callMs }) => callMs)).toEqual([50, 40, 20]);
  });

  test('says what comes next, before each run', async () => {
    const { runners, order } = counting(THREE);
    const told: string[] = [];
    const ahead: number[] = [];
    const tell = (what: string): void => {
      told.push(what);
      ahead.push(told.length - order.length);
    };
    await race(runners, { ...OPTIONS, tell });
    expect(told).toEqual(order);
    expect(new Set(ahead)).toEqual(new Set([1]));
  });

  const roundsOf = async (times: readonly number[], changes: object): Promise<number | undefined> => {
    const { runners } = counting([
      [INLINE, [100]],
      [POOL, times],
    ]);
    return (await race(runners, { ...OPTIONS, ...changes }))[1]?.speedups.length;
  };
  const noisy = Array.from({ length: 100 }, (_, i) => 10 + (i % 10) * 10);

  test.each<[string, readonly number[], object, number]>([
    // With six rounds an interval reaches its confidence.
    ['when the intervals are narrow', [50], {}, 6],
    ['after the least number of rounds, with no time left', noisy, { budgetMs: 0 }, 5],
    ['at last, although the intervals are wide', noisy, {}, 61],
    ['before the least number of rounds, where they would take too long', noisy, { budgetMs: 0, mostMs: 0 }, 1],
    ['when there is enough for a choice', [50], { until: 'budget', least: 1 }, 7],
    ['with the budget', [50], { until: 'budget', least: 1, budgetMs: 0 }, 1],
  ])('ends %s', async (_, times, changes, rounds) => {
    expect(await roundsOf(times, changes)).toBe(rounds);
  });
});

describe('the warm-up', () => {
  /** No run but the first one: a call takes longer than a run. */
  const warm = { ...OPTIONS, warm: true, until: 'budget', least: 1, callMs: 10 } as const;

  test('shows the outputs of each way, one for each sample', async () => {
    const shown: unknown[] = [];
    const { runners } = counting(THREE);
    await race(runners, { ...warm, check: (runner, outputs) => shown.push([nameOf(runner.way), [...outputs]]) });
    expect(shown).toEqual(THREE.map(([way]) => [nameOf(way), [0, 1, 2].map((place) => `${nameOf(way)} ${place}`)]));
  });

  test('ends the race where outputs are wrong', async () => {
    const { runners, order } = counting(THREE);
    const check = (runner: Runner): void => {
      if (runner.way.threads === 1) throw new Error('wrong outputs');
    };
    await expect(race(runners, { ...warm, check })).rejects.toThrow('wrong outputs');
    expect(order).toEqual(THREE.slice(0, 2).map(([way]) => nameOf(way)));
  });

  test('leaves no way with fewer calls than its threads and batches need', async () => {
    const calls: number[] = [];
    const way: Way = { threads: 3, batch: 4, transfer: false, inFlight: 12 };
    const runner: Runner = {
      way,
      most: 1_000_000,
      run: async (count) => {
        calls.push(count);
        return { callMs: 100, mainMs: 0, cpuMs: 100 };
      },
    };
    await race([runner], warm);
    expect(calls.length).toBeGreaterThan(1);
    for (const count of calls) {
      expect(count).toBeGreaterThanOrEqual(24);
      expect(count % deck.cycle).toBe(0);
    }
  });
});

describe('the simplest way', () => {
  const batched: Way = { ...POOL, batch: 8 };
  const moved: Way = { ...POOL, transfer: true };
  const both: Way = { ...POOL, batch: 8, transfer: true };
  const three: Way = { ...POOL, threads: 3 };

  test.each<[string, readonly (readonly [Way, number])[], Way]>([
    [
      'is the fastest one',
      [
        [WORKER, 1],
        [POOL, 1.9],
        [three, 1.5],
      ],
      POOL,
    ],
    [
      'has the fewest threads of those that are as fast',
      [
        [three, 1.9],
        [POOL, 1.87],
        [WORKER, 1],
      ],
      POOL,
    ],
    [
      'is not slower by more than the margin',
      [
        [three, 1.9],
        [POOL, 1.84],
      ],
      three,
    ],
    [
      'has no batches where they gain nothing',
      [
        [batched, 1.9],
        [POOL, 1.89],
      ],
      POOL,
    ],
    [
      'is transferred rather than in batches',
      [
        [both, 1.9],
        [batched, 1.9],
        [moved, 1.9],
      ],
      moved,
    ],
    [
      'has batches rather than one more thread',
      [
        [three, 1.9],
        [both, 1.9],
      ],
      both,
    ],
  ])('%s', (_, ways, wanted) => {
    expect(simplest(ways.map(([way, speedup]) => raced(way, steady(speedup))))).toEqual(wanted);
  });

  test('is one of one or more', () => {
    expect(() => simplest([])).toThrow('expected one way or more, found none');
  });
});

/** The race of the ways of calling, with runners that only count. */
import { describe, expect, test } from 'vitest';
import { Deck } from '../../src/pays/deck.ts';
import { chooseAmong, fastest, race, simplest, type Warm, warmUp } from '../../src/pays/race.ts';
import type { Runner } from '../../src/pays/runner.ts';
import { INLINE, nameOf, type Way } from '../../src/pays/way.ts';
import { AT_ONCE, POOL, raced, steady, WORKER } from './measured.ts';

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

const COURSE = { deck, tell: () => {}, callMs: 100, pace: 1 };
const FINAL = { least: 5, budgetMs: 1e9, mostMs: 1e9 };
const NAMES = THREE.map(([way]) => nameOf(way));

/** As if they had been warmed up, with three calls a run. */
function warmOf(runners: readonly Runner[], callMs = 0): Warm[] {
  return runners.map((runner) => ({ runner, calls: 3, timed: { callMs, mainMs: callMs, cpuMs: callMs } }));
}

describe('the last race', () => {
  test('runs all ways in turn, and in reverse in the next round', async () => {
    const { runners, order } = counting(THREE);
    await race(warmOf(runners), COURSE, FINAL);
    expect(order.slice(0, 9)).toEqual([...NAMES, ...NAMES.toReversed(), ...NAMES]);
  });

  test('compares each way with the first one, round by round', async () => {
    const { runners } = counting([
      [INLINE, [100, 80, 60]],
      [POOL, [50, 40, 20]],
    ]);
    const found = await race(warmOf(runners), COURSE, { ...FINAL, least: 3, budgetMs: 0 });
    expect(found.map(({ way, speedups }) => [way, speedups])).toEqual([
      [INLINE, [1, 1, 1]],
      [POOL, [2, 2, 3]],
    ]);
    expect(found[1]?.runs.map(({ callMs }) => callMs)).toEqual([50, 40, 20]);
    expect(found.map(({ isFinal }) => isFinal)).toEqual([true, true]);
  });

  test('says what comes next, before each run', async () => {
    const { runners, order } = counting(THREE);
    const told: string[] = [];
    const ahead: number[] = [];
    const tell = (what: string): void => {
      told.push(what);
      ahead.push(told.length - order.length);
    };
    await race(warmOf(runners), { ...COURSE, tell }, FINAL);
    expect(told).toEqual(order);
    expect(new Set(ahead)).toEqual(new Set([1]));
  });

  const noisy = Array.from({ length: 100 }, (_, i) => 10 + (i % 10) * 10);

  test.each<[string, readonly number[], object, number]>([
    // With six rounds an interval reaches its confidence.
    ['when the intervals are narrow', [50], {}, 6],
    ['after the least number of rounds, with no time left', noisy, { budgetMs: 0 }, 5],
    ['at last, although the intervals are wide', noisy, {}, 61],
    ['before the least number of rounds, where they would take too long', noisy, { budgetMs: 0, mostMs: 0 }, 1],
  ])('ends %s', async (_, times, changes, rounds) => {
    const { runners } = counting([
      [INLINE, [100]],
      [POOL, times],
    ]);
    const found = await race(warmOf(runners), COURSE, { ...FINAL, ...changes });
    expect(found.map(({ speedups }) => speedups.length)).toEqual([rounds, rounds]);
  });
});

describe('the first race', () => {
  const isInline = ({ threads }: Way): boolean => threads === 0;
  const batched: Way = { ...POOL, batch: 8 };
  const roundsOf = async (ways: Parameters<typeof counting>[0], budgetMs = 1e9) => {
    const found = await chooseAmong(warmOf(counting(ways).runners), COURSE, isInline, budgetMs);
    return found.map(({ way, speedups, runs, isFinal }) => {
      expect(isFinal).toBe(false);
      expect(runs).toHaveLength(speedups.length);
      return [nameOf(way), speedups.length];
    });
  };

  test('ends when there is enough for a choice', async () => {
    expect(
      await roundsOf([
        [INLINE, [100]],
        [POOL, [100]],
      ]),
    ).toEqual([
      [nameOf(INLINE), 9],
      [nameOf(POOL), 9],
    ]);
  });

  test('goes on without the slow ways, but with the main thread', async () => {
    expect(
      await roundsOf([
        [INLINE, [100]],
        [WORKER, [100]],
        [POOL, [50]],
      ]),
    ).toEqual([
      [nameOf(INLINE), 9],
      [nameOf(WORKER), 2],
      [nameOf(POOL), 9],
    ]);
  });

  test('goes on with the best way that has one input a task', async () => {
    expect(
      await roundsOf([
        [INLINE, [100]],
        [WORKER, [1000]],
        [POOL, [100]],
        [batched, [10]],
      ]),
    ).toEqual([
      [nameOf(INLINE), 9],
      [nameOf(WORKER), 2],
      [nameOf(POOL), 9],
      [nameOf(batched), 9],
    ]);
  });

  test('compares the pools with each other, however fast the main thread is', async () => {
    expect(
      await roundsOf([
        [INLINE, [100]],
        [AT_ONCE, [10]],
        [WORKER, [100]],
        [POOL, [50]],
        [batched, [25]],
      ]),
    ).toEqual([
      [nameOf(INLINE), 9],
      [nameOf(AT_ONCE), 9],
      [nameOf(WORKER), 2],
      [nameOf(POOL), 9],
      [nameOf(batched), 9],
    ]);
  });

  test('takes the runs that warm up where there is no time for more', async () => {
    const { runners, order } = counting(THREE);
    const found = await chooseAmong(warmOf(runners, 50), COURSE, isInline, 449);
    expect([order, found.map(({ speedups }) => speedups)]).toEqual([[], [[1], [1], [1]]]);
  });
});

test('the fastest ways come first, by their median', () => {
  const batched: Way = { ...POOL, batch: 8 };
  const all = [raced(WORKER, [0.9, 1, 9]), raced(POOL, [1.8, 1.9, 2]), raced(batched, [1.2, 1.3, 1.1])];
  expect(fastest(all, 2)).toEqual([POOL, batched]);
  expect(fastest(all, 9)).toEqual([POOL, batched, WORKER]);
});

describe('the warm-up', () => {
  test('shows the outputs of each way, one for each sample', async () => {
    const shown: unknown[] = [];
    const { runners } = counting(THREE);
    await warmUp(runners, COURSE, (runner, outputs) => shown.push([nameOf(runner.way), [...outputs]]));
    expect(shown).toEqual(NAMES.map((name) => [name, [0, 1, 2].map((place) => `${name} ${place}`)]));
  });

  test('ends where outputs are wrong', async () => {
    const { runners, order } = counting(THREE);
    const check = (runner: Runner): void => {
      if (runner.way.threads === 1) throw new Error('wrong outputs');
    };
    await expect(warmUp(runners, COURSE, check)).rejects.toThrow('wrong outputs');
    expect(order).toEqual(NAMES.slice(0, 2));
  });

  const large: Way = { threads: 3, batch: 4, transfer: false, inFlight: 12 };
  test.each<[string, Way, callMs: number, least: number]>([
    ['threads and batches', large, 10, 24],
    ['threads and batches, where calls are long', large, 100, 12],
    ['calls at once on the main thread', { ...INLINE, inFlight: 5 }, 10, 10],
    ['calls at once on the main thread, where calls are long', { ...INLINE, inFlight: 5 }, 100, 5],
  ])('leaves no way with fewer calls than it needs for its %s', async (_, way, callMs, least) => {
    const ran: number[] = [];
    const runner: Runner = {
      way,
      most: 1_000_000,
      run: async (calls) => {
        ran.push(calls);
        // A call takes so long that one of them makes a run.
        return { callMs: 100, mainMs: 0, cpuMs: 100 };
      },
    };
    const [warm] = await warmUp([runner], { ...COURSE, callMs }, () => {});
    expect(ran.length).toBeGreaterThan(0);
    for (const calls of [...ran, warm?.calls ?? 0]) {
      expect(calls).toBeGreaterThanOrEqual(least);
      expect(calls % deck.cycle).toBe(0);
    }
  });
});

test.each([
  [1, 30],
  [2, 60],
  [0.25, 9],
])('at a pace of %d a run has %d calls of a millisecond', async (pace, calls) => {
  const { runners } = counting([[INLINE, [1]]]);
  const [warm] = await warmUp(runners, { ...COURSE, callMs: 1, pace }, () => {});
  expect(warm?.calls).toBe(calls);
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

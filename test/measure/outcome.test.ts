/** The outcome of a comparison, on planted differences and with the noise of a busy machine. */

import { describe, expect, test } from 'vitest';
import { FULL_RUN } from '../../src/contrast/run-lengths.ts';
import { type Outcome, outcomeOf, outcomeOfSame } from '../../src/measure/statistics/outcome.ts';
import { needsAnother, type Rounds } from '../../src/measure/statistics/rounds.ts';
import { intervalOf, pairedRatios } from '../../src/measure/statistics/samples.ts';
import { randomFrom, timeOf } from './noisy-machine.ts';

/** As `npm start`, but for the budget. */
const UNTIL_NARROW: Rounds = {
  kind: 'until-narrow',
  least: FULL_RUN.leastRounds['cpu-bound'],
  most: FULL_RUN.mostRounds,
  budgetMs: 1e9,
};

/** The paired ratios of an engine that is so many times as fast, over as many rounds as a race takes. */
function racedRatios(speedup: number, seed: number, rounds = UNTIL_NARROW): number[] {
  const random = randomFrom(seed);
  const ones: number[] = [];
  const others: number[] = [];
  do {
    // A drift of the machine, common to both runs of a round.
    const drift = 1 + 0.1 * random.normal() * random.uniform();
    ones.push(timeOf(100 * drift, random));
    others.push(timeOf((100 * drift) / speedup, random));
  } while (needsAnother(rounds, ones.length, 0, () => [pairedRatios(ones, others)]));
  return pairedRatios(ones, others);
}

const SEEDS = Array.from({ length: 100 }, (_, i) => i + 1);

function outcomesAt(speedup: number): Outcome[] {
  return SEEDS.map((seed) => outcomeOf(intervalOf(racedRatios(speedup, seed))));
}

describe('a planted difference', () => {
  test.each<[number, Outcome]>([
    [1, 'unclear'],
    [1.1, 'wins'],
    [1.5, 'wins'],
    [1 / 1.1, 'loses'],
    [1 / 1.5, 'loses'],
  ])('of %f is found 100 times of 100: %s', (speedup, wanted) => {
    expect(outcomesAt(speedup).filter((outcome) => outcome !== wanted)).toEqual([]);
  });

  test('is found by most races that have no time for more than the least rounds, and never the wrong way round', () => {
    const rounds: Rounds = { kind: 'fixed', count: FULL_RUN.leastRounds['cpu-bound'] };
    const outcomes = (speedup: number): Outcome[] =>
      SEEDS.map((seed) => outcomeOf(intervalOf(racedRatios(speedup, seed, rounds))));
    expect(outcomes(1)).not.toContain('wins');
    expect(outcomes(1.1).filter((outcome) => outcome === 'wins').length).toBeGreaterThan(85);
    expect(outcomes(1.1)).not.toContain('loses');
    expect(outcomes(1.5).filter((outcome) => outcome === 'wins').length).toBeGreaterThan(95);
  });

  test('of 1.03 is never a loss', () => {
    expect(outcomesAt(1.03)).not.toContain('loses');
  });
});

describe('an interval of 95 %', () => {
  const share = (speedup: number, rounds: Rounds, runs = 2000): number => {
    let inside = 0;
    for (let seed = 1; seed <= runs; seed++) {
      const { low, high } = intervalOf(racedRatios(speedup, seed, rounds));
      if (low <= speedup && speedup <= high) inside++;
    }
    return inside / runs;
  };

  test.each([6, 7, 8, 9, 10, 15, 25])('of %i rounds contains the truth in 93 to 97 of 100 races', (count) => {
    const found = share(1.2, { kind: 'fixed', count });
    expect(found).toBeGreaterThan(0.93);
    expect(found).toBeLessThan(0.97);
  });

  test('does so where the race goes on until the interval is narrow', () => {
    const found = share(1.2, UNTIL_NARROW);
    expect(found).toBeGreaterThan(0.93);
    expect(found).toBeLessThan(0.97);
  });
});

describe('the outcome', () => {
  const interval = (low: number, high: number, confidence = 0.95) => ({
    median: (low + high) / 2,
    low,
    high,
    confidence,
  });

  test.each<[string, ReturnType<typeof interval>, number, Outcome]>([
    ['a clear win', interval(1.5, 1.7), 1.9, 'wins'],
    ['a clear loss', interval(0.5, 0.9), 1.9, 'loses'],
    ['an interval around 1', interval(0.9, 1.2), 1.9, 'unclear'],
    ['a difference that is too small to count', interval(1.001, 1.02), 1.9, 'unclear'],
    ['a large difference in too few rounds', interval(1.5, 1.7, 0.75), 1.9, 'unclear'],
    ['a speedup above its limit', interval(2.2, 2.6), 1.9, 'not-trusted'],
    ['a speedup a little above its limit', interval(1.95, 2.0), 1.9, 'wins'],
    ['a win on one core', interval(1.2, 1.4), 1, 'not-trusted'],
    ['a small win on one core', interval(1.04, 1.09), 1, 'unclear'],
    ['a win on thirty cores', interval(21, 25), 28.5, 'wins'],
  ])('of %s', (_, ratio, limit, wanted) => {
    expect(outcomeOf(ratio, limit)).toBe(wanted);
  });
});

describe('a race', () => {
  const same = (rounds: number): number[] => Array.from({ length: rounds }, () => 1.2);
  const wide = (rounds: number): number[] => Array.from({ length: rounds }, (_, i) => 1 + i / 10);

  const another = (rounds: Rounds, elapsedMs: number, ...ratios: readonly (readonly number[])[]): boolean =>
    needsAnother(rounds, ratios[0]?.length ?? 0, elapsedMs, () => ratios);

  test('of a fixed number of rounds takes them', () => {
    const rounds: Rounds = { kind: 'fixed', count: 3 };
    expect([0, 1, 2, 3].map((done) => another(rounds, 1e9, same(done)))).toEqual([true, true, true, false]);
  });

  test('ends when every interval is narrow, but not before the least number of rounds', () => {
    const rounds: Rounds = { kind: 'until-narrow', least: 7, most: 25, budgetMs: 1e9 };
    expect(another(rounds, 0, same(6))).toBe(true);
    expect(another(rounds, 0, same(7))).toBe(false);
    expect(another(rounds, 0, same(7), wide(7))).toBe(true);
    expect(another(rounds, 0, same(25), wide(25))).toBe(false);
  });

  test('ends when another round would exceed the budget', () => {
    const rounds: Rounds = { kind: 'until-narrow', least: 7, most: 25, budgetMs: 1000 };
    expect(another(rounds, 5000, wide(6))).toBe(true);
    expect(another(rounds, 870, wide(7))).toBe(true);
    expect(another(rounds, 880, wide(7))).toBe(false);
  });
});

test.each<[number, Outcome]>([
  [2, 'unclear'],
  [1.1, 'unclear'],
  [1, 'unclear'],
  [0.8, 'loses'],
])('where both run the same code, %d times as fast is %s', (ratio, outcome) => {
  expect(outcomeOfSame(intervalOf(new Array<number>(9).fill(ratio)))).toBe(outcome);
});

/** The measured break-even: found within its interval on a simulated machine, and not shown where noise hides it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Crossing, crossingOf } from '../../src/measure/statistics/crossing.ts';
import { outcomeOf } from '../../src/measure/statistics/outcome.ts';
import { intervalOf } from '../../src/measure/statistics/samples.ts';
import { type Draws, randomFrom, timeOf } from './noisy-machine.ts';

/** As in a full bench. */
const GRAINS_US = [0, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000];
const SWEEPS = 5;
const CALL_US = 0.05;
const SEEDS = Array.from({ length: 100 }, (_, i) => i + 1);

type Speedup = (workUs: number) => number;

/** The model of a line whose stations work equally long: an item costs `costUs` on threads, `cores` of which run at once. */
const modelled =
  (costUs: number, cores: number): Speedup =>
  (workUs) =>
    (cores * (workUs + CALL_US)) / (workUs + costUs);

/** Another form: the most loaded station sets the limit, so that the curve has a sharp bend. */
const bent: Speedup = (workUs) => Math.min(1.2, modelled(3, 1.8)(workUs));

/** What a batch saves becomes less as the work per item grows. */
const batched: Speedup = (workUs) => {
  const perMessage = Math.min(4096, Math.max(1, 200 / Math.max(workUs, 1e-9)));
  return modelled(0.15 + 2 / perMessage, 1.9)(workUs);
};

/** Where the true speedup is 1, by bisection. */
function trueUs(speedup: Speedup): number {
  let [low, high] = [0, 1000];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (speedup(middle) >= 1) high = middle;
    else low = middle;
  }
  return high;
}

/** The speedups of one sweep: other programs disturb each run, and something moves all runs of a process alike. */
function sweepOf(speedup: Speedup, random: Draws): number[] {
  const process = Math.exp(0.02 * random.normal());
  return GRAINS_US.map((workUs) => (process * timeOf(100, random)) / timeOf(100 / speedup(workUs), random));
}

function sweepsOf(speedup: Speedup, seed: number): number[][] {
  const random = randomFrom(seed);
  return Array.from({ length: SWEEPS }, () => sweepOf(speedup, random));
}

function crossings(speedup: Speedup, margin?: number): Crossing[] {
  return SEEDS.map((seed) =>
    crossingOf({ grainsUs: GRAINS_US, sweeps: sweepsOf(speedup, seed), callUs: CALL_US }, margin),
  );
}

/** The intervals that contain the true break-even. */
function hits(found: readonly Crossing[], speedup: Speedup): Crossing[] {
  const wanted = trueUs(speedup);
  return found.filter((crossing) => {
    const ends = endsOf(crossing);
    return ends !== null && ends.lowUs <= wanted && wanted <= ends.highUs;
  });
}

/** An open end is 0 or infinity. */
function endsOf(crossing: Crossing): { readonly lowUs: number; readonly highUs: number } | null {
  switch (crossing.kind) {
    case 'between':
      return crossing;
    case 'at-most':
      return { lowUs: 0, highUs: crossing.highUs };
    case 'at-least':
      return { lowUs: crossing.lowUs, highUs: Number.POSITIVE_INFINITY };
    default:
      return null;
  }
}

/** The high end divided by the low end. Infinite if there is no interval, or an open one. */
function widths(found: readonly Crossing[]): number[] {
  return found
    .map((crossing) => (crossing.kind === 'between' ? crossing.highUs / crossing.lowUs : Number.POSITIVE_INFINITY))
    .toSorted((one, other) => one - other);
}

describe('the break-even of a synthetic cost model', () => {
  test.each([
    ['1.95 us', modelled(2.05, 2)],
    ['0.12 us', modelled(0.2, 1.9)],
  ])('of %s is found within its interval 95 times of 100', (_, speedup) => {
    const found = crossings(speedup);
    expect(hits(found, speedup).length).toBeGreaterThanOrEqual(95);
    // Nine of ten have two ends that are less than a factor of four apart, and half of them less than a factor of two.
    expect(widths(found)[90]).toBeLessThan(4);
    expect(widths(found)[50]).toBeLessThan(2);
  });

  test('is found about as often by the bootstrap alone, without the margin', () => {
    const speedup = modelled(2.05, 2);
    expect(hits(crossings(speedup, 1), speedup).length).toBeGreaterThanOrEqual(93);
  });

  test('is found although the curve between two grains has another form', () => {
    expect(hits(crossings(batched), batched).length).toBeGreaterThanOrEqual(95);
    // More often than with the other curves there is no interval. But hardly one is wrong.
    const shown = crossings(bent).filter(({ kind }) => kind !== 'not-shown');
    expect(shown.length).toBeGreaterThanOrEqual(85);
    expect(shown.length - hits(shown, bent).length).toBeLessThanOrEqual(5);
  });
});

/** Five sweeps with a little noise that is the same in every run. */
function nearly(...speedups: readonly number[]): Crossing {
  const sweeps = [0.99, 0.995, 1, 1.005, 1.01].map((noise) => speedups.map((speedup) => speedup * noise));
  return crossingOf({ grainsUs: GRAINS_US.slice(0, speedups.length), sweeps, callUs: CALL_US });
}

describe('the crossing', () => {
  test('lies between the grains that lose and the grains that win', () => {
    const found = nearly(0.1, 0.3, 0.5, 0.8, 1.3, 1.6);
    expect(found).toMatchObject({ kind: 'between' });
    if (found.kind !== 'between') return;
    expect(found.lowUs).toBeGreaterThan(1);
    expect(found.highUs).toBeLessThan(3);
  });

  test('ignores a fall: a curve of speedups can only rise', () => {
    expect(nearly(0.1, 0.3, 0.9, 0.7, 1.3, 1.6)).toEqual(nearly(0.1, 0.3, Math.sqrt(0.63), Math.sqrt(0.63), 1.3, 1.6));
  });

  test('is at no work if every curve begins above the margin', () => {
    expect(nearly(1.2, 1.3, 1.1, 1.8)).toEqual({ kind: 'always' });
  });

  test('may be at no work if the speedup without work is unclear', () => {
    expect(nearly(1.02, 1.3, 1.5, 1.8)).toMatchObject({ kind: 'at-most' });
  });

  test('does not exist up to the largest grain if every curve ends below the margin', () => {
    expect(nearly(0.1, 0.3, 0.5, 0.8, 0.9)).toEqual({ kind: 'never', upToUs: 3 });
  });

  test('may lie beyond the largest grain if the last speedup is unclear', () => {
    expect(nearly(0.1, 0.3, 0.5, 0.8, 0.99)).toMatchObject({ kind: 'at-least' });
  });

  test('is not shown where no speedup is clear', () => {
    expect(nearly(0.99, 0.99, 1, 1.01, 1.01)).toEqual({ kind: 'not-shown' });
  });

  test('is not shown where the interval is wider than a factor of 100', () => {
    expect(nearly(0.1, 0.3, 0.9, 1, 1, 1, 1, 1, 1.01, 1.5)).toEqual({ kind: 'not-shown' });
  });

  test.each([1, 2, 4])('has no interval from %d sweeps', (sweeps) => {
    // 1 / speedup falls from 1.25 to 0.8 over 1 / grain: five ninths of the way from 1 to 1/3.
    const speedups = [0.5, 0.8, 1.25];
    expect(
      crossingOf({ grainsUs: [0, 1, 3], sweeps: Array.from({ length: sweeps }, () => speedups), callUs: 0 }),
    ).toEqual({ kind: 'no-interval', sweeps, medianUs: expect.closeTo(27 / 17) });
  });

  test('is the same on every call', () => {
    const sweeps = sweepsOf(modelled(2.05, 2), 1);
    const speedups = { grainsUs: GRAINS_US, sweeps, callUs: CALL_US };
    expect(crossingOf(speedups)).toEqual(crossingOf(speedups));
  });

  test('has its ends in order, and no grain that clearly loses above it or clearly wins below it', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0.06, max: 30, noNaN: true }), (seed, costUs) => {
        const sweeps = sweepsOf(modelled(costUs, 1.9), seed);
        const found = crossingOf({ grainsUs: GRAINS_US, sweeps, callUs: CALL_US });
        const ends = endsOf(found);
        if (ends === null) return;
        const { lowUs, highUs } = ends;
        expect(lowUs).toBeLessThanOrEqual(highUs);
        if (found.kind === 'between') {
          expect(found.medianUs).toBeGreaterThanOrEqual(lowUs);
          expect(found.medianUs).toBeLessThanOrEqual(highUs);
        }
        for (const [i, workUs] of GRAINS_US.entries()) {
          const outcome = outcomeOf(intervalOf(sweeps.map((sweep) => sweep[i] ?? Number.NaN)));
          if (workUs < lowUs) expect(outcome).not.toBe('wins');
          if (workUs > highUs) expect(outcome).not.toBe('loses');
        }
      }),
      { numRuns: 50 },
    );
  });
});

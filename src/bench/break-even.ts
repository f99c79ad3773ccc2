/** Break-even: the measured speedups of the sweeps, and what the model predicts from the message costs alone. */
import { breakEvenUs, type Grain, timeOfLineUs, timeOfOneThreadUs } from '../measure/model.ts';
import { type Crossing, crossingOf } from '../measure/statistics/crossing.ts';
import { type Interval, intervalOf, medianOf } from '../measure/statistics/samples.ts';
import { type ItemCosts, itemCostsOf, MOST_FITTED_US } from './item-costs.ts';
import { RACERS, type RacerName, type Sweep, type SweepPoint } from './job.ts';
import { shapeFor } from './line-shape.ts';

export type Challenger = Exclude<RacerName, 'cooperative'>;
export const CHALLENGERS = RACERS.filter((name): name is Challenger => name !== 'cooperative');

export interface BreakEven extends ItemCosts {
  readonly parallelCapacity: number;
  readonly points: readonly BreakEvenPoint[];
  readonly grains: Readonly<Record<Challenger, BreakEvenGrain>>;
  /** The median error of the predictions, as a share. Only grains to which nothing was fitted count. */
  readonly medianError: number;
  /** The same with its sign: above 0 if the model predicts too much. */
  readonly medianBias: number;
  /** Predictions for machines with more cores of the same kind. */
  readonly predictions: readonly Prediction[];
}

export interface BreakEvenPoint {
  /** Work per ingredient, in microseconds. */
  readonly workUs: number;
  readonly racers: Readonly<Record<Challenger, { readonly measured: Interval; readonly predicted: number }>>;
}

/** The work per ingredient from which a thread pays off. */
export interface BreakEvenGrain {
  readonly measured: Crossing;
  /** Microseconds; 0 if even with no work, null if not up to a millisecond. */
  readonly predictedUs: number | null;
  /** How far the prediction lies above the measured break-even, as a share of it; null where either has an open end or is 0. */
  readonly predictionError: number | null;
}

export interface Prediction {
  readonly cores: number;
  readonly racer: Challenger;
  readonly speedups: readonly { readonly workUs: number; readonly speedup: number }[];
  readonly breakEvenUs: number | null;
}

const MORE_CORES = [4, 8, 16, 64];
const PREDICTED_GRAINS_US = [1, 10, 100, 1000];
/** The cakes of a long run, where filling the line no longer counts. */
const MANY_CAKES = 10_000;
const MOST_US = 1000;

/** @param cores of the machine on which the sweep was measured */
export function breakEvenOf(sweeps: readonly Sweep[], cores: number): BreakEven {
  const parallelCapacity = medianOf(sweeps.map((sweep) => sweep.parallelCapacity));
  const itemCosts = itemCostsOf(
    sweeps,
    shapeFor(0).edges.reduce((sum, { items }) => sum + items, 0),
  );
  const points = pointsOf(sweeps, itemCosts, parallelCapacity);
  const errors = points
    .filter(({ workUs }) => workUs > MOST_FITTED_US)
    .flatMap(({ racers }) => CHALLENGERS.map((name) => racers[name].predicted / racers[name].measured.median - 1));
  return {
    parallelCapacity,
    ...itemCosts,
    points,
    grains: forEachRacer((racer) => grainOf(racer, sweeps, itemCosts, parallelCapacity)),
    medianError: medianOf(errors.map(Math.abs)),
    medianBias: medianOf(errors),
    predictions: MORE_CORES.flatMap((more) =>
      CHALLENGERS.map((racer) => predictionFor(racer, more, itemCosts, (parallelCapacity / cores) * more)),
    ),
  };
}

/** Each grain of the sweeps: what was measured, and what the model predicts. */
function pointsOf(sweeps: readonly Sweep[], itemCosts: ItemCosts, parallelCapacity: number): BreakEvenPoint[] {
  return (sweeps[0]?.points ?? []).map(({ workUs, cakes }, i) => ({
    workUs,
    racers: forEachRacer((racer) => ({
      measured: intervalOf(
        sweeps.flatMap((sweep) => {
          const point = sweep.points[i];
          return point === undefined ? [] : [speedupOf(point, racer)];
        }),
      ),
      predicted: predictedSpeedup(racer, { workUs, products: cakes }, itemCosts, parallelCapacity),
    })),
  }));
}

function speedupOf({ runs }: SweepPoint, racer: Challenger): number {
  return runs.cooperative.wallMs / runs[racer].wallMs;
}

function grainOf(
  racer: Challenger,
  sweeps: readonly Sweep[],
  itemCosts: ItemCosts,
  parallelCapacity: number,
): BreakEvenGrain {
  const measured = crossingOf({
    grainsUs: (sweeps[0]?.points ?? []).map(({ workUs }) => workUs),
    sweeps: sweeps.map(({ points }) => points.map((point) => speedupOf(point, racer))),
    callUs: itemCosts.callUs,
  });
  const predictedUs = predictedBreakEvenUs(racer, itemCosts, parallelCapacity);
  return { measured, predictedUs, predictionError: errorOf(measured, predictedUs) };
}

function errorOf(measured: Crossing, predictedUs: number | null): number | null {
  if (measured.kind !== 'between' || predictedUs === null || predictedUs === 0) return null;
  return predictedUs / measured.medianUs - 1;
}

function predictionFor(racer: Challenger, cores: number, itemCosts: ItemCosts, parallel: number): Prediction {
  return {
    cores,
    racer,
    speedups: PREDICTED_GRAINS_US.map((workUs) => ({
      workUs,
      speedup: predictedSpeedup(racer, { workUs, products: MANY_CAKES }, itemCosts, parallel),
    })),
    breakEvenUs: predictedBreakEvenUs(racer, itemCosts, parallel),
  };
}

function predictedBreakEvenUs(racer: Challenger, itemCosts: ItemCosts, parallel: number): number | null {
  return breakEvenUs(
    (workUs) => predictedSpeedup(racer, { workUs, products: MANY_CAKES }, itemCosts, parallel),
    MOST_US,
  );
}

/**
 * @param parallel how many threads that compute really run at once. Not how many that resume coroutines: the costs are CPU time of
 *   threads that ran together, so they already contain the slowdown of two threads on one core.
 */
function predictedSpeedup(
  racer: Challenger,
  grain: Grain,
  { callUs, poolUs, costs }: ItemCosts,
  parallel: number,
): number {
  const shape = shapeFor(grain.workUs);
  const alone = timeOfOneThreadUs(shape, callUs, grain);
  switch (racer) {
    case 'pool':
      return alone / (timeOfOneThreadUs(shape, poolUs, grain) / parallel);
    case 'threads (port)':
      return alone / timeOfLineUs(shape, costs.port, grain, null, parallel);
    case 'threads (ring)':
      return alone / timeOfLineUs(shape, costs.ring, grain, null, parallel);
    case 'threads (port, one by one)':
      return alone / timeOfLineUs(shape, costs.port, grain, 1, parallel);
    case 'threads (ring, one by one)':
      return alone / timeOfLineUs(shape, costs.ring, grain, 1, parallel);
  }
}

function forEachRacer<Value>(value: (name: Challenger) => Value): Readonly<Record<Challenger, Value>> {
  return {
    'threads (port, one by one)': value('threads (port, one by one)'),
    'threads (ring, one by one)': value('threads (ring, one by one)'),
    'threads (port)': value('threads (port)'),
    'threads (ring)': value('threads (ring)'),
    pool: value('pool'),
  };
}

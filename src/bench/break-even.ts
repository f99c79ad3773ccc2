/** Break-even: the measured speedups of the sweeps, and what the model predicts from the message costs alone. */
import {
  type Grain,
  MANY_PRODUCTS,
  type ModelError,
  modelError,
  type PredictedGrain,
  predictedGrain,
  timeOfLineUs,
  timeOfOneThreadUs,
} from '../measure/model.ts';
import { type Crossing, crossingOf } from '../measure/statistics/crossing.ts';
import { type Interval, intervalOf, medianOf } from '../measure/statistics/samples.ts';
import { MOST_FITTED_US } from './grains.ts';
import { type ItemCosts, itemCostsOf } from './item-costs.ts';
import { RACERS, type RacerName, type Sweep, type SweepPoint } from './job.ts';
import { shapeFor } from './line-shape.ts';

export type Challenger = Exclude<RacerName, 'cooperative'>;
export const CHALLENGERS = RACERS.filter((name): name is Challenger => name !== 'cooperative');

/** Of the errors only those of grains to which nothing was fitted count. */
export interface BreakEven extends ItemCosts, ModelError {
  readonly parallelCapacity: number;
  readonly points: readonly BreakEvenPoint[];
  readonly grains: Readonly<Record<Challenger, BreakEvenGrain>>;
  /** Predictions for machines with more cores of the same kind. */
  readonly predictions: readonly Prediction[];
}

export interface BreakEvenPoint {
  /** Work per ingredient, in microseconds. */
  readonly workUs: number;
  readonly racers: Readonly<Record<Challenger, { readonly measured: Interval; readonly predicted: number }>>;
}

/** The work per ingredient from which a thread pays off. */
export interface BreakEvenGrain extends PredictedGrain {
  readonly measured: Crossing;
}

export interface Prediction {
  readonly cores: number;
  readonly racer: Challenger;
  readonly speedups: readonly { readonly workUs: number; readonly speedup: number }[];
  readonly breakEvenUs: number | null;
}

const MORE_CORES = [4, 8, 16, 64];
const PREDICTED_GRAINS_US = [1, 10, 100, 1000];

/** @param cores of the machine on which the sweep was measured */
export function breakEvenOf(sweeps: readonly Sweep[], cores: number): BreakEven {
  const parallelCapacity = medianOf(sweeps.map((sweep) => sweep.parallelCapacity));
  const itemCosts = itemCostsOf(
    sweeps,
    shapeFor(0).edges.reduce((sum, { items }) => sum + items, 0),
  );
  const points = pointsOf(sweeps, itemCosts, parallelCapacity);
  const judged = points
    .filter(({ workUs }) => workUs > MOST_FITTED_US)
    .flatMap(({ racers }) =>
      CHALLENGERS.map((name) => ({ measured: racers[name].measured.median, predicted: racers[name].predicted })),
    );
  return {
    parallelCapacity,
    ...itemCosts,
    points,
    grains: forEachRacer((racer) => grainOf(racer, sweeps, itemCosts, parallelCapacity)),
    ...modelError(judged),
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
  const speedup = (grain: Grain): number => predictedSpeedup(racer, grain, itemCosts, parallelCapacity);
  return { measured, ...predictedGrain(speedup, measured) };
}

function predictionFor(racer: Challenger, cores: number, itemCosts: ItemCosts, parallel: number): Prediction {
  const speedup = (grain: Grain): number => predictedSpeedup(racer, grain, itemCosts, parallel);
  return {
    cores,
    racer,
    speedups: PREDICTED_GRAINS_US.map((workUs) => ({ workUs, speedup: speedup({ workUs, products: MANY_PRODUCTS }) })),
    breakEvenUs: predictedGrain(speedup, { kind: 'not-shown' }).predictedUs,
  };
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

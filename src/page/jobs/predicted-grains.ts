/** From which work per item a worker should pay, by the model: from the runs without work alone. */
import { shapeFor } from '../../bench/line-shape.ts';
import { breakEvenUs, type Grain, itemCostUs, timeOfLineUs, timeOfOneThreadUs } from '../../measure/model.ts';
import { medianOf } from '../../measure/statistics/samples.ts';
import type { BenchSweep } from '../document.ts';

type Point = BenchSweep['points'][number];

/** What the model predicts of one racer. */
export interface GrainModel {
  /** The speedup for a grain of work. */
  speedup(grain: Grain): number;
  /** Microseconds; 0 if even with no work, null if not up to a millisecond. */
  readonly breakEvenUs: number | null;
}

/** The cakes of a long run, where filling the line no longer counts. */
const MANY_CAKES = 10_000;
const MOST_US = 1000;

/**
 * A browser tells no CPU time, from which the model on Node gets its costs. Here they come from the wall time of the runs without work.
 *
 * @param racer an engine with a worker for each station
 * @throws RangeError when a sweep has no point
 */
export function grainModel(sweeps: readonly BenchSweep[], racer: string): GrainModel {
  const parallel = medianOf(sweeps.map(({ parallelCapacity }) => parallelCapacity));
  const empty = shapeFor(0);
  const items = empty.edges.reduce((sum, edge) => sum + edge.items, 0);
  const callUs = medianOf(sweeps.map(({ points }) => usPerCake(points[0], 'cooperative') / items));
  const itemUs = medianOf(sweeps.map(({ points }) => itemCostUs(empty, usPerCake(points[0], racer), parallel)));
  const speedup = (grain: Grain): number => {
    const shape = shapeFor(grain.workUs);
    return (
      timeOfOneThreadUs(shape, callUs, grain) / timeOfLineUs(shape, { itemUs, messageUs: 0 }, grain, null, parallel)
    );
  };
  return {
    speedup,
    breakEvenUs: breakEvenUs((workUs) => speedup({ workUs, products: MANY_CAKES }), MOST_US),
  };
}

function usPerCake(point: Point | undefined, racer: string): number {
  if (point === undefined) throw new RangeError('expected a point without work, found none');
  return (1000 * (point.wallMs[racer] ?? Number.NaN)) / point.cakes;
}

/** How much faster a worker for each station should be, by the model: from the runs with next to no work. */
import { MOST_FITTED_US } from '../../bench/grains.ts';
import { shapeFor } from '../../bench/line-shape.ts';
import { type Grain, itemCostUs, timeOfLineUs, timeOfOneThreadUs } from '../../measure/model.ts';
import { medianOf } from '../../measure/statistics/samples.ts';
import type { BenchSweep } from '../document.ts';

type Point = BenchSweep['points'][number];

/** What the model predicts of one racer. */
export interface GrainModel {
  /** To move an item on one thread, in microseconds. */
  readonly callUs: number;
  /** The speedup for a grain of work. */
  speedup(grain: Grain): number;
}

/**
 * A browser tells no CPU time, from which the model on Node gets its costs. Here they come from wall time, so that they contain waits.
 *
 * @param racer an engine with a worker for each station
 * @throws RangeError when there is no point without work
 */
export function grainModel(sweeps: readonly BenchSweep[], racer: string): GrainModel {
  const parallel = medianOf(sweeps.map(({ parallelCapacity }) => parallelCapacity));
  const fitted = sweeps.flatMap(({ points }) => points.filter(({ workUs }) => workUs <= MOST_FITTED_US));
  const empty = fitted.filter(({ workUs }) => workUs === 0);
  if (empty.length === 0) throw new RangeError('expected a point without work, found none');
  const items = shapeFor(0).edges.reduce((sum, edge) => sum + edge.items, 0);
  const callUs = medianOf(empty.map((point) => usPerCake(point, 'cooperative') / items));
  const itemUs = medianOf(
    fitted.map((point) => {
      const grain = { workUs: point.workUs, products: point.cakes };
      return itemCostUs(shapeFor(point.workUs), grain, usPerCake(point, racer), parallel);
    }),
  );
  return {
    callUs,
    speedup(grain) {
      const shape = shapeFor(grain.workUs);
      const lineUs = timeOfLineUs(shape, { itemUs, messageUs: 0 }, grain, null, parallel);
      return timeOfOneThreadUs(shape, callUs, grain) / lineUs;
    },
  };
}

function usPerCake({ wallMs, cakes }: Point, racer: string): number {
  return (1000 * (wallMs[racer] ?? Number.NaN)) / cakes;
}

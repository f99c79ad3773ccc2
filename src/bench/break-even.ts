/** Break-even: the measured speedups of a sweep, and beside them what the model makes of the message costs alone. */

import { lineOf } from '../cake/cake-line.ts';
import { chocolateCake } from '../cake/chocolate-cake.ts';
import { graphOf } from '../cake/graph.ts';
import {
  breakEvenUs,
  type Grain,
  type LineShape,
  type MessageCost,
  measuredBreakEvenUs,
  timeOfLineUs,
  timeOfOneThreadUs,
} from '../measure/model.ts';
import { type Interval, intervalOf, medianOf } from '../measure/statistics.ts';
import { grainRecipe, shapeOf } from './grain.ts';
import { RACERS, type RacerName, type Sweep, type SweepPoint } from './job.ts';

export type Racer = Exclude<RacerName, 'cooperative'>;
export const CHALLENGERS = RACERS.filter((name): name is Racer => name !== 'cooperative');

export interface BreakEven {
  readonly parallelCapacity: number;
  /** What an item costs as a call, in microseconds. */
  readonly callUs: number;
  /** The same for the bakers, whose threads share caches and memory. */
  readonly poolUs: number;
  readonly costs: Readonly<Record<'port' | 'ring', MessageCost>>;
  readonly points: readonly BreakEvenPoint[];
  readonly grains: Readonly<Record<Racer, { readonly measuredUs: number | null; readonly predictedUs: number | null }>>;
  /** Of all predictions for grains that nothing was fitted to: the median of how far they are off, as a share. */
  readonly medianError: number;
  /** The same with its sign: above 0 where it promises too much. */
  readonly medianBias: number;
  /** What machines with more cores would give, if their cores were like these. */
  readonly predictions: readonly Prediction[];
}

export interface BreakEvenPoint {
  /** Work per ingredient, in microseconds. */
  readonly workUs: number;
  readonly racers: Readonly<Record<Racer, { readonly measured: Interval; readonly predicted: number }>>;
}

export interface Prediction {
  readonly cores: number;
  readonly racer: Racer;
  readonly speedups: readonly { readonly workUs: number; readonly speedup: number }[];
  readonly breakEvenUs: number | null;
}

/**
 * What an item costs is taken from runs in which there is next to no work; not from those with none alone, where the ends
 * of a port are in each other's way all the time.
 */
export const MOST_FITTED_US = 0.3;
const MORE_CORES = [4, 8, 16, 64];
const PREDICTED_GRAINS_US = [1, 10, 100, 1000];
/** The cakes of a long run, where filling the line no longer counts. */
const MANY_CAKES = 10_000;
const MOST_US = 1000;

/** @param cores those that the sweep was measured on */
export function breakEvenOf(sweeps: readonly Sweep[], cores: number): BreakEven {
  const parallelCapacity = medianOf(sweeps.map((sweep) => sweep.parallelCapacity));
  const moved = movedPerCake();
  const cpuUs = ({ cakes, runs }: SweepPoint, racer: RacerName): number => (runs[racer].cpuMs * 1000) / cakes / moved;
  const fitted = sweeps.flatMap((sweep) => sweep.points.filter(({ workUs }) => workUs <= MOST_FITTED_US));
  const callUs = medianOf(fitted.filter(({ workUs }) => workUs === 0).map((point) => cpuUs(point, 'cooperative')));
  /** What it takes beyond the cooperative engine, which does the same work. */
  const usPerItem = (racer: RacerName): number =>
    Math.max(0, callUs + medianOf(fitted.map((point) => cpuUs(point, racer) - cpuUs(point, 'cooperative'))));
  const costOf = (channel: 'port' | 'ring'): MessageCost => {
    const itemUs = usPerItem(`threads (${channel})`);
    return { itemUs, messageUs: Math.max(0, usPerItem(`threads (${channel}, one by one)`) - itemUs) };
  };
  const costs = { port: costOf('port'), ring: costOf('ring') };

  const predicted = (racer: Racer, grain: Grain, parallel: number): number => {
    const shape = shapeFor(grain.workUs);
    const alone = timeOfOneThreadUs(shape, callUs, grain);
    switch (racer) {
      case 'pool':
        return alone / (timeOfOneThreadUs(shape, usPerItem('pool'), grain) / parallel);
      case 'threads (port)':
        return alone / timeOfLineUs(shape, costs.port, grain, null, parallel);
      case 'threads (ring)':
        return alone / timeOfLineUs(shape, costs.ring, grain, null, parallel);
      case 'threads (port, one by one)':
        return alone / timeOfLineUs(shape, costs.port, grain, 1, parallel);
      case 'threads (ring, one by one)':
        return alone / timeOfLineUs(shape, costs.ring, grain, 1, parallel);
    }
  };

  const points = (sweeps[0]?.points ?? []).map(({ workUs, cakes }, i): BreakEvenPoint => {
    const racer = (name: Racer) => ({
      measured: intervalOf(
        sweeps.flatMap((sweep) => {
          const runs = sweep.points[i]?.runs;
          return runs === undefined ? [] : [runs.cooperative.wallMs / runs[name].wallMs];
        }),
      ),
      predicted: predicted(name, { workUs, products: cakes }, parallelCapacity),
    });
    return { workUs, racers: forEachRacer(racer) };
  });

  const grains = forEachRacer((name) => ({
    measuredUs: measuredBreakEvenUs(
      points.map(({ workUs, racers }) => ({ workUs, speedup: racers[name].measured.median })),
    ),
    predictedUs: breakEvenUs((workUs) => predicted(name, { workUs, products: MANY_CAKES }, parallelCapacity), MOST_US),
  }));

  const errors = points
    .filter(({ workUs }) => workUs > MOST_FITTED_US)
    .flatMap(({ racers }) => CHALLENGERS.map((name) => racers[name].predicted / racers[name].measured.median - 1));

  const predictions = MORE_CORES.flatMap((more) =>
    CHALLENGERS.map((racer): Prediction => {
      const parallel = (parallelCapacity / cores) * more;
      const at = (workUs: number): number => predicted(racer, { workUs, products: MANY_CAKES }, parallel);
      return {
        cores: more,
        racer,
        speedups: PREDICTED_GRAINS_US.map((workUs) => ({ workUs, speedup: at(workUs) })),
        breakEvenUs: breakEvenUs(at, MOST_US),
      };
    }),
  );

  const medianError = medianOf(errors.map(Math.abs));
  const poolUs = usPerItem('pool');
  return {
    parallelCapacity,
    callUs,
    poolUs,
    costs,
    points,
    grains,
    medianError,
    medianBias: medianOf(errors),
    predictions,
  };
}

function forEachRacer<Value>(value: (name: Racer) => Value): Readonly<Record<Racer, Value>> {
  return {
    'threads (port, one by one)': value('threads (port, one by one)'),
    'threads (ring, one by one)': value('threads (ring, one by one)'),
    'threads (port)': value('threads (port)'),
    'threads (ring)': value('threads (ring)'),
    pool: value('pool'),
  };
}

/** How wide the channels are depends on the work, and so does the shape. */
function shapeFor(workUs: number): LineShape {
  const graph = graphOf(grainRecipe(workUs), chocolateCake.name);
  return shapeOf(graph, lineOf(graph, { cakes: 1, seed: 1, delivery: 'order' }, { iterationsPerUs: 0, parts: 0 }));
}

function movedPerCake(): number {
  return shapeFor(0).edges.reduce((sum, { items }) => sum + items, 0);
}

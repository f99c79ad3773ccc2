/** What an item costs under each racer, computed from the CPU time of runs with next to no work. */
import type { MessageCost } from '../measure/model.ts';
import { medianOf } from '../measure/statistics/samples.ts';
import { MOST_FITTED_US } from './grains.ts';
import type { RacerName, Sweep, SweepPoint } from './job.ts';

export interface ItemCosts {
  /** The cost of an item as a function call, in microseconds. */
  readonly callUs: number;
  /** The same in the pool, whose threads share caches and memory. */
  readonly poolUs: number;
  readonly costs: Readonly<Record<'port' | 'ring', MessageCost>>;
}

/** @param itemsPerCake how many items travel over the edges of the line for one cake */
export function itemCostsOf(sweeps: readonly Sweep[], itemsPerCake: number): ItemCosts {
  const cpuUs = ({ cakes, runs }: SweepPoint, racer: RacerName): number =>
    (runs[racer].cpuMs * 1000) / cakes / itemsPerCake;
  const points = sweeps.flatMap((sweep) => sweep.points.filter(({ workUs }) => workUs <= MOST_FITTED_US));
  const callUs = medianOf(points.filter(({ workUs }) => workUs === 0).map((point) => cpuUs(point, 'cooperative')));
  /** A call, and the CPU time beyond the cooperative engine, which does the same work. */
  const usPerItem = (racer: RacerName): number =>
    Math.max(0, callUs + medianOf(points.map((point) => cpuUs(point, racer) - cpuUs(point, 'cooperative'))));
  const costOf = (channel: 'port' | 'ring'): MessageCost => {
    const itemUs = usPerItem(`threads (${channel})`);
    return { itemUs, messageUs: Math.max(0, usPerItem(`threads (${channel}, one by one)`) - itemUs) };
  };
  return { callUs, poolUs: usPerItem('pool'), costs: { port: costOf('port'), ring: costOf('ring') } };
}

/** How the texts write figures. */
import { interval as ofRounds, times } from '../../../measure/figures.ts';
import type { Interval } from '../../../measure/statistics/samples.ts';

/** `1.62x (1.58 to 1.66)`. One round, as in a quick run, has no interval, and what is compared with itself needs none. */
export function interval(ratio: Pick<Interval, 'median' | 'low' | 'high'>): string {
  if (ratio.low === 1 && ratio.high === 1) return times(1);
  return ratio.low === ratio.high ? `${times(ratio.median)} (one round)` : ofRounds(ratio);
}

/** `12 ms`, `1.2 ms`. */
export function milliseconds(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}

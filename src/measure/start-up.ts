/** After how many products a thread per station has saved the time of its start. */
import { count } from './figures.ts';
import { outcomeOf } from './statistics/outcome.ts';
import { type Interval, ratioOf } from './statistics/samples.ts';

export type StartPays =
  /** After this many products. */
  | { readonly kind: 'after'; readonly least: number; readonly most: number }
  /** A product takes longer on threads. */
  | { readonly kind: 'never' }
  /** Noise hides it. */
  | { readonly kind: 'not-shown' };

/**
 * @param alone the time of a product on one thread, with its interval
 * @param threads the same with a thread per station
 * @param startMs the time of the start, in the same unit
 */
export function startPays(alone: Interval, threads: Interval, startMs: number): StartPays {
  switch (outcomeOf(ratioOf(alone, threads))) {
    case 'wins':
      return {
        kind: 'after',
        least: Math.ceil(startMs / (alone.high - threads.low)),
        most: Math.ceil(startMs / (alone.low - threads.high)),
      };
    case 'loses':
      return { kind: 'never' };
    case 'unclear':
    case 'not-trusted':
      return { kind: 'not-shown' };
  }
}

/** `800 to 1,000` */
export function rangeText({ least, most }: { readonly least: number; readonly most: number }): string {
  return least === most ? count(most) : `${count(least)} to ${count(most)}`;
}

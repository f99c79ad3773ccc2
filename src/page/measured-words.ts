/** What runs have shown, in words: an interval only where there are enough of them for one. */
import { type Interval, LEAST_SAMPLES } from '../measure/statistics/samples.ts';

/** @param words one value with its unit */
export function measuredWords(
  { samples, median, low, high }: Omit<Interval, 'confidence'> & { readonly samples: readonly number[] },
  words: (value: number) => string,
): string {
  if (samples.length === 1) return `${words(median)} (one run)`;
  const range = `${words(low)} to ${words(high)}`;
  return `${words(median)} (${samples.length < LEAST_SAMPLES ? `lowest to highest: ${range}` : range})`;
}

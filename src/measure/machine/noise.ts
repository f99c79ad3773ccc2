/** The noise of a measurement: whether something disturbed it so much that nobody should quote it, and what that was. */
import type { Disturbance } from '../../platform/platform.ts';
import { count, percent } from '../figures.ts';
import type { RaceResult } from '../race.ts';
import { type MedianAndRange, medianOf } from '../statistics/samples.ts';

export interface Noise {
  readonly noisy: boolean;
  /** What disturbed the measurement, each as a part of a sentence. */
  readonly reasons: readonly string[];
}

/** Shares of the processors' time above which a disturbance counts. */
const MOST_OTHERS = 0.1;
const MOST_STOLEN = 0.02;
/** How much the speed of a core may change from the beginning to the end. */
const MOST_SPEED_CHANGE = 0.1;
/** How wide intervals may be, as a share of the median. The middle one of several counts. */
const MOST_WIDTH = 0.25;

export function noiseFrom(reasons: readonly string[]): Noise {
  return { noisy: reasons.length > 0, reasons };
}

/** What else used the processors, each as a part of a sentence. */
export function disturbedBy({ stolen, others, throttled }: Disturbance): string[] {
  return [
    ...(others !== null && others > MOST_OTHERS ? [`other programs used ${percent(others)} of the processors`] : []),
    ...(stolen !== null && stolen > MOST_STOLEN
      ? [`the hypervisor gave ${percent(stolen)} of the processors to other machines`]
      : []),
    ...(throttled === null
      ? []
      : [`a CPU quota stopped this process ${count(throttled.times)} times, for ${count(throttled.ms)} ms in all`]),
  ];
}

/** @param speeds iterations of the kernel per microsecond, measured at the beginning and at the end */
export function speedChange([before, after]: readonly [before: number, after: number]): string[] {
  const change = Math.max(before, after) / Math.min(before, after) - 1;
  return change > MOST_SPEED_CHANGE
    ? [`a core was ${percent(change)} ${after > before ? 'faster' : 'slower'} at the end than at the beginning`]
    : [];
}

/** @param intervals of figures that were measured alike */
export function differWidely(intervals: readonly MedianAndRange[]): boolean {
  return intervals.length > 0 && medianOf(intervals.map(({ median, low, high }) => (high - low) / median)) > MOST_WIDTH;
}

/** Names the workloads whose rounds differ widely. */
export function wideRaces(races: readonly RaceResult[]): string[] {
  const wide = races.filter(({ engines }) =>
    differWidely(engines.filter(({ outcome }) => outcome !== 'baseline').map(({ speedup }) => speedup)),
  );
  const names = new Intl.ListFormat('en').format(wide.map(({ workload }) => workload));
  return wide.length === 0 ? [] : [`the rounds of ${names} differ widely`];
}

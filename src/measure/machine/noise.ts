/** The noise of a measurement: whether something disturbed it so much that nobody should quote it, and what that was. */
import type { Disturbance } from '../../platform/platform.ts';
import { count, percent } from '../figures.ts';
import type { RaceResult } from '../race.ts';
import { medianOf } from '../statistics/samples.ts';

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
/** How wide the intervals of a workload may be, as a share of the median. The middle one of its engines counts. */
const MOST_WIDTH = 0.25;

/**
 * @param speeds iterations of the kernel per microsecond, measured at the beginning and at the end
 */
export function noiseOf(
  disturbance: Disturbance,
  speeds: readonly [before: number, after: number],
  races: readonly RaceResult[],
): Noise {
  const [before, after] = speeds;
  const change = Math.max(before, after) / Math.min(before, after) - 1;
  const reasons = [
    ...disturbedBy(disturbance),
    ...(change > MOST_SPEED_CHANGE
      ? [`a core was ${percent(change)} ${after > before ? 'faster' : 'slower'} at the end than at the beginning`]
      : []),
    ...wideIntervals(races),
  ];
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

function wideIntervals(races: readonly RaceResult[]): string[] {
  const wide = races.filter(({ engines }) => {
    const widths = engines
      .filter(({ outcome }) => outcome !== 'baseline')
      .map(({ speedup }) => (speedup.high - speedup.low) / speedup.median);
    return widths.length > 0 && medianOf(widths) > MOST_WIDTH;
  });
  const names = new Intl.ListFormat('en').format(wide.map(({ workload }) => workload));
  return wide.length === 0 ? [] : [`the rounds of ${names} differ widely`];
}

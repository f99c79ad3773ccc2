/** The noise of a measurement: whether something disturbed it so much that nobody should quote it, and what that was. */
import type { Disturbance } from '../../platform/platform.ts';
import { count, percent } from '../figures.ts';
import type { RaceResult } from '../race.ts';
import { type MedianAndRange, medianOf } from '../statistics/samples.ts';

export interface Noise {
  readonly noisy: boolean;
  /** What disturbed the measurement, each as a part of a sentence. */
  readonly reasons: readonly string[];
  /** The parts of the measurement that nobody should quote; null for all of it, or for none. */
  readonly parts: readonly string[] | null;
}

/** Shares of the processors' time above which a disturbance counts. */
const MOST_OTHERS = 0.1;
const MOST_STOLEN = 0.02;
/** How much the speed of a core may change from the beginning to the end. */
const MOST_SPEED_CHANGE = 0.1;
/** How wide intervals may be, as a share of the median. The middle one of several counts. */
const MOST_WIDTH = 0.25;

/**
 * @param disturbances what disturbed the whole measurement, each as a part of a sentence
 * @param wide the parts of the measurement that differ widely from round to round, by their names
 */
export function noiseFrom(disturbances: readonly string[], wide: readonly string[] = []): Noise {
  const reasons = [...disturbances, ...(wide.length === 0 ? [] : [`the rounds of ${listed(wide)} differ widely`])];
  return { noisy: reasons.length > 0, reasons, parts: disturbances.length > 0 || wide.length === 0 ? null : wide };
}

/** The noise of two measurements together. */
export function together(one: Noise, other: Noise): Noise {
  const whole = [one, other].some(({ noisy, parts }) => noisy && parts === null);
  const parts = [...(one.parts ?? []), ...(other.parts ?? [])];
  return {
    noisy: one.noisy || other.noisy,
    reasons: [...new Set([...one.reasons, ...other.reasons])],
    parts: whole || parts.length === 0 ? null : parts,
  };
}

/** What to say about it; empty where there is no noise. */
export function noiseWords({ noisy, reasons, parts }: Noise): string {
  if (!noisy) return '';
  return parts === null
    ? `noisy run: quote nothing from it: ${reasons.join('; ')}.`
    : `quote nothing from ${listed(parts)}: the rounds differ widely.`;
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat('en').format(names);
}

/** The shares that count as a disturbance; null where they are smaller. */
export function disturbing({ stolen, others, throttled }: Disturbance): Omit<Disturbance, 'loadBefore'> {
  return {
    others: others !== null && others > MOST_OTHERS ? others : null,
    stolen: stolen !== null && stolen > MOST_STOLEN ? stolen : null,
    throttled,
  };
}

/** What else used the processors, each as a part of a sentence. */
export function disturbedBy(disturbance: Disturbance): string[] {
  const { others, stolen, throttled } = disturbing(disturbance);
  return [
    ...(others === null ? [] : [`other programs used ${percent(others)} of the processors`]),
    ...(stolen === null ? [] : [`the hypervisor gave ${percent(stolen)} of the processors to other machines`]),
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

/** A clock times a run well if it moves so often meanwhile. */
const LEAST_STEPS = 20;

/**
 * What cannot be timed well, each as a part of a sentence.
 *
 * @param stepMs the step of the clock, in milliseconds
 */
export function tooShort(races: readonly RaceResult[], stepMs: number): string[] {
  const short = races.filter(({ engines }) => engines.some(({ wallMs }) => wallMs.median < LEAST_STEPS * stepMs));
  if (short.length === 0) return [];
  return [
    `runs of ${listed(short.map(({ workload }) => workload))} took less than ${LEAST_STEPS} steps of the clock, which are ${count(1000 * stepMs)} us each`,
  ];
}

/** The workloads whose rounds differ widely. */
export function wideRaces(races: readonly RaceResult[]): string[] {
  return races
    .filter(({ engines }) =>
      differWidely(engines.filter(({ outcome }) => outcome !== 'baseline').map(({ speedup }) => speedup)),
    )
    .map(({ workload }) => workload);
}

/** A plan: which stations of a line share threads, and how fast that should be, from what a run on one thread has shown. */
import { batchFor } from '../channel/channel.ts';
import type { Loads } from '../engine/placement/loads.ts';
import type { Placement } from '../engine/placement/placement.ts';
import { type PlannedPlacement, placementOf } from '../engine/placement/planned-placement.ts';
import { planPlacement } from '../engine/placement/planner.ts';
import { predictedUs } from '../engine/placement/prediction.ts';
import { STALE_MS } from '../engine/station/flush-timer.ts';
import { type Line, specsOf } from '../line/line.ts';
import type { PassingCost } from './passing-cost.ts';

/** What one thread needed for a coroutine in a run. */
export interface MeasuredStation {
  readonly name: string;
  /** Without what it called, and with its rests. Milliseconds. */
  readonly selfMs: number;
  readonly restedMs: number;
}

export interface PlanInputs {
  readonly line: Line;
  /** In the order of their places. */
  readonly stations: readonly MeasuredStation[];
  /** How many items went over each edge of the line, in that run. */
  readonly items: readonly number[];
  /** How many products left the line in that run, 1 or more. */
  readonly products: number;
  /** What it costs to forward items, beyond what the stations' own times have already. */
  readonly cost: PassingCost;
  /** The most threads, 1 or more. */
  readonly threads: number;
  /** How many threads with this code run at once on this machine, 1 or more. */
  readonly capacity: number;
}

export interface PlacementPlan {
  readonly placement: Placement;
  /** Whether the main thread is the place for all: one thread is the plan, and it never rests. */
  readonly onMain: boolean;
  /** Time of one thread / time with this placement. */
  readonly predicted: number;
}

/** A placement with one thread more has to be so many times as fast: less than that is within the error of a prediction. */
const WORTH_A_THREAD = 1.02;
/**
 * The same where a line only forwards items. How fast two threads do that depends on where the system runs them and on what else
 * runs there: on a machine with two hyper-threads the speedup of one plan was between 0.7x and 1.3x within minutes.
 */
const WORTH_PASSING = 1.5;
/** What passing an item on takes where little else is done, in microseconds. */
const PASSING_US = 0.1;

/**
 * The fastest placement. One with more threads has to be so much faster that the gain is more than the error of a prediction: by 2 %,
 * and by up to 50 % where a line only forwards items.
 */
export function placementPlan(inputs: PlanInputs): PlacementPlan {
  const loads = loadsOf(inputs);
  const names = specsOf(inputs.line).map(({ name }) => name);
  const worth = WORTH_A_THREAD + (WORTH_PASSING - WORTH_A_THREAD) * passingShare(inputs);
  let best = improved(planPlacement(loads, 1), loads, inputs);
  for (const threads of numbersUpTo(Math.min(inputs.threads, names.length))) {
    if (best.predicted >= NEAR * boundOf(inputs)) break;
    const plan = improved(planPlacement(loads, threads), loads, inputs);
    if (plan.predicted > worth * best.predicted) best = plan;
  }
  const onMain = best.planned.groups.length === 1 && !rests(inputs);
  return { placement: namedGroups(best.planned, names), onMain, predicted: best.predicted };
}

/** So near to what no placement can exceed, more threads are of no use. */
const NEAR = 0.99;
/** Beyond so many threads not every number is tried. */
const EACH = 8;

/** The numbers of threads that are tried after one: each up to 8, then some in every doubling, and the last. */
function numbersUpTo(most: number): number[] {
  const all = Array.from({ length: most }, (_, i) => i + 1).slice(1);
  return all.filter(
    (threads) => threads <= EACH || threads === most || threads % 2 ** (Math.floor(Math.log2(threads)) - 2) === 0,
  );
}

/** No placement is faster than the machine, or the slowest station. */
function boundOf(inputs: PlanInputs): number {
  const { stations, capacity } = inputs;
  const slowestMs = Math.max(...stations.map(({ selfMs }) => selfMs));
  const line = slowestMs === 0 ? 1 : stations.reduce((sum, { selfMs }) => sum + selfMs, 0) / slowestMs;
  return rests(inputs) ? line : Math.min(capacity, line);
}

function rests({ stations }: PlanInputs): boolean {
  return stations.some(({ restedMs }) => restedMs > 0);
}

/** The share of the time that goes into forwarding items, 0 to 1. */
function passingShare({ stations, items }: PlanInputs): number {
  const busyUs = 1000 * stations.reduce((sum, { selfMs, restedMs }) => sum + selfMs - restedMs, 0);
  const passingUs = PASSING_US * items.reduce((sum, one) => sum + one, 0);
  return busyUs <= passingUs ? 1 : passingUs / busyUs;
}

interface Predicted {
  readonly planned: PlannedPlacement;
  readonly predicted: number;
}

/** A move that gains less than this share is not made. */
const WORTH_A_MOVE = 1.001;
/** In a line of more stations than these one of them moves little. */
const MOST_MOVED = 16;

/**
 * Loads alone do not say how often an item goes from thread to thread on its way. So single stations are moved as long as the line is
 * predicted to become faster, each at most once on average.
 */
function improved(planned: PlannedPlacement, loads: Loads, inputs: PlanInputs): Predicted {
  let best: Predicted = { planned, predicted: predictedFor(planned, inputs) };
  const stations = inputs.stations.length;
  for (let move = 0; stations <= MOST_MOVED && move < stations; move++) {
    const better = movesOf(best.planned.groups)
      .map((groups) => placementOf(loads, groups))
      .map((moved) => ({ planned: moved, predicted: predictedFor(moved, inputs) }))
      .reduce((found, one) => (one.predicted > found.predicted ? one : found), best);
    if (better.predicted <= WORTH_A_MOVE * best.predicted) break;
    best = better;
  }
  return best;
}

/** Every placement in which one station is on another of the threads, and none of them is empty. */
function movesOf(groups: PlannedPlacement['groups']): number[][][] {
  return groups.flatMap((group, from) =>
    group.length === 1
      ? []
      : group.flatMap((place) =>
          groups.flatMap((_, to) => {
            if (to === from) return [];
            return [
              groups.map((other, thread) => {
                if (thread === from) return other.filter((one) => one !== place);
                return thread === to ? [...other, place] : [...other];
              }),
            ];
          }),
        ),
  );
}

function loadsOf({ line, stations, items, cost: { crossingUs } }: PlanInputs): Loads {
  const places = new Map(specsOf(line).map(({ name }, place) => [name, place]));
  return {
    // While a station rests its thread is free for the others.
    busyUs: stations.map(({ selfMs, restedMs }) => 1000 * Math.max(0, selfMs - restedMs)),
    edges: line.edges.map(({ from, to }, i) => ({
      from: places.get(from) ?? 0,
      to: places.get(to) ?? 0,
      items: items[i] ?? 0,
      sendUs: crossingUs / 2,
      takeUs: crossingUs / 2,
      // A coroutine's own time has it already: it was measured where every send is a call.
      callUs: 0,
    })),
  };
}

/**
 * No placement is faster than the machine, its most loaded thread, or the slowest station with its rests. And before the first
 * product and after the last, the line fills and runs empty: the first goes the longest way through the line, all others follow
 * at the speed of the slowest station.
 */
function predictedFor(planned: PlannedPlacement, inputs: PlanInputs): number {
  const { stations, capacity, cost } = inputs;
  if (planned.groups.length === 1 && !rests(inputs)) return 1;
  const aloneUs = 1000 * stations.reduce((sum, { selfMs }) => sum + selfMs, 0);
  const slowest = stations.reduce((found, one) => (one.selfMs > found.selfMs ? one : found));
  const atOnce = Math.max(1, Math.min(capacity, planned.groups.length));
  const fullUs = Math.max(predictedUs(planned, atOnce), 1000 * slowest.selfMs);
  const periodUs = fullUs / unitsOf(slowest.name, inputs);
  const fillingUs = Math.max(0, longestWayUs(planned, fullUs, inputs) - periodUs);
  return aloneUs === 0 ? 1 : aloneUs / (fullUs + fillingUs + 1000 * cost.emptyRunMs);
}

/**
 * How often a station does its work in a run: it sends so many items, or it takes so many where it sends fewer. Where it needs items of
 * several stations, the rarest of them counts.
 */
function unitsOf(name: string, { line, items, products }: PlanInputs): number {
  const over = (end: 'from' | 'to'): number[] =>
    line.edges.flatMap((edge, i) => (edge[end] === name && edge.feedback !== true ? [items[i] ?? 0] : []));
  const [sent, taken] = [over('from'), over('to')];
  const made = sent.length === 0 ? products : Math.max(...sent);
  return Math.max(1, made, taken.length === 0 ? 0 : Math.min(...taken));
}

/** The longest way of one item from a source to an end: the time of its stations, and the time that it waits in batches. */
function longestWayUs({ groups }: PlannedPlacement, fullUs: number, inputs: PlanInputs): number {
  const { line, stations, items } = inputs;
  const own = new Map(stations.map((station) => [station.name, station]));
  const threadOf = new Map(groups.flatMap((group, thread) => group.map((place) => [stations[place]?.name, thread])));
  const wayUs = new Map<string, number>();
  // Each station comes after those that feed it, but for a feedback.
  for (const { name } of specsOf(line)) {
    const before = line.edges.map(({ from, to, feedback, capacity }, edge) => {
      if (to !== name || feedback === true) return 0;
      const crosses = threadOf.get(from) !== threadOf.get(to);
      // A station sends all that it has before it rests.
      const batchUs = (own.get(from)?.restedMs ?? 0) > 0 ? 0 : batchTimeUs(capacity, fullUs, items[edge] ?? 0);
      return (wayUs.get(from) ?? 0) + (crosses ? batchUs : 0);
    });
    wayUs.set(name, Math.max(0, ...before) + (1000 * (own.get(name)?.selfMs ?? 0)) / unitsOf(name, inputs));
  }
  return Math.max(0, ...wayUs.values());
}

/** How long an item waits in a batch at most: until it is full, or old. */
function batchTimeUs(capacity: number, fullUs: number, items: number): number {
  return Math.min(1000 * STALE_MS, (batchFor(capacity) * fullUs) / Math.max(1, items));
}

function namedGroups({ groups }: PlannedPlacement, names: readonly string[]): Placement {
  return groups.map((group) => group.map((place) => names[place] ?? ''));
}

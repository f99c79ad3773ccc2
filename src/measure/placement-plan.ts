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
  /** What it costs to pass items on, beyond what the stations' own times have already. */
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
 * The same where a line only passes items on. How fast two threads do that depends on where the system runs them and on what else
 * runs there: on a machine with two hyper-threads the speedup of one plan was between 0.7x and 1.3x within minutes.
 */
const WORTH_PASSING = 1.5;
/** What passing an item on takes where little else is done, in microseconds. */
const PASSING_US = 0.1;

/** The fastest placement; of those that are about equally fast, that with the fewest threads. */
export function placementPlan(inputs: PlanInputs): PlacementPlan {
  const loads = loadsOf(inputs);
  const names = specsOf(inputs.line).map(({ name }) => name);
  const plans = Array.from({ length: Math.min(inputs.threads, names.length) }, (_, i) =>
    improved(planPlacement(loads, i + 1), loads, inputs),
  );
  const worth = WORTH_A_THREAD + (WORTH_PASSING - WORTH_A_THREAD) * passingShare(inputs);
  const best = plans.reduce((found, plan) => (plan.predicted > worth * found.predicted ? plan : found));
  const onMain = best.planned.groups.length === 1 && !rests(inputs);
  return { placement: namedGroups(best.planned, names), onMain, predicted: best.predicted };
}

function rests({ stations }: PlanInputs): boolean {
  return stations.some(({ restedMs }) => restedMs > 0);
}

/** The share of the time that goes into passing items on, 0 to 1. */
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

/**
 * Loads alone do not say how often an item goes from thread to thread on its way. So single stations are moved as long as the line is
 * predicted to become faster.
 */
function improved(planned: PlannedPlacement, loads: Loads, inputs: PlanInputs): Predicted {
  let best: Predicted = { planned, predicted: predictedFor(planned, inputs) };
  for (;;) {
    const better = movesOf(best.planned.groups)
      .map((groups) => placementOf(loads, groups))
      .map((moved) => ({ planned: moved, predicted: predictedFor(moved, inputs) }))
      .reduce((found, move) => (move.predicted > found.predicted ? move : found), best);
    if (better.predicted <= WORTH_A_MOVE * best.predicted) return best;
    best = better;
  }
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
 * product and after the last, the line fills and runs empty: one product takes the longest way through the line, all others follow
 * at the speed of the slowest.
 */
function predictedFor(planned: PlannedPlacement, inputs: PlanInputs): number {
  const { stations, capacity, products, cost } = inputs;
  if (planned.groups.length === 1 && !rests(inputs)) return 1;
  const aloneUs = 1000 * stations.reduce((sum, { selfMs }) => sum + selfMs, 0);
  const slowestUs = 1000 * Math.max(...stations.map(({ selfMs }) => selfMs));
  const atOnce = Math.max(1, Math.min(capacity, planned.groups.length));
  const fullUs = Math.max(predictedUs(planned, atOnce), slowestUs);
  const fillingUs = Math.max(0, longestWayUs(planned, fullUs, inputs) - fullUs / products);
  return aloneUs === 0 ? 1 : aloneUs / (fullUs + fillingUs + 1000 * cost.emptyRunMs);
}

/** The longest way of one product from a source to an end: the time of its stations, and the time that it waits in batches. */
function longestWayUs(
  { groups }: PlannedPlacement,
  fullUs: number,
  { line, stations, items, products }: PlanInputs,
): number {
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
    wayUs.set(name, Math.max(0, ...before) + (1000 * (own.get(name)?.selfMs ?? 0)) / products);
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

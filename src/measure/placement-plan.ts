/** A plan: which stations of a line share threads, and how fast that should be, from what a run on one thread has shown. */
import type { Loads } from '../engine/placement/loads.ts';
import type { Placement } from '../engine/placement/placement.ts';
import type { PlannedPlacement } from '../engine/placement/planned-placement.ts';
import { planPlacement } from '../engine/placement/planner.ts';
import { predictedUs } from '../engine/placement/prediction.ts';
import { type Line, specsOf } from '../line/line.ts';

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
  /** What it costs to send an item to another thread, beyond a call: both ends together, in microseconds, 0 or more. */
  readonly crossingUs: number;
  /** The most threads, 1 or more. */
  readonly threads: number;
  /** How many threads with this code run at once on this machine, 1 or more. */
  readonly capacity: number;
}

export interface PlacementPlan {
  readonly placement: Placement;
  /** Time of one thread / time with this placement. */
  readonly predicted: number;
}

/** A placement with one thread more has to be so many times as fast: less than that is within the error of a prediction. */
const WORTH_A_THREAD = 1.02;

/** The fastest placement; of those that are about equally fast, that with the fewest threads. */
export function placementPlan(inputs: PlanInputs): PlacementPlan {
  const loads = loadsOf(inputs);
  const names = specsOf(inputs.line).map(({ name }) => name);
  const plans = Array.from({ length: Math.min(inputs.threads, names.length) }, (_, i) => {
    const planned = planPlacement(loads, i + 1);
    return { planned, predicted: predictedFor(planned, inputs) };
  });
  const best = plans.reduce((found, plan) => (plan.predicted > WORTH_A_THREAD * found.predicted ? plan : found));
  return { placement: namedGroups(best.planned, names), predicted: best.predicted };
}

function loadsOf({ line, stations, items, crossingUs }: PlanInputs): Loads {
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
  const { stations, capacity, products } = inputs;
  const aloneUs = 1000 * stations.reduce((sum, { selfMs }) => sum + selfMs, 0);
  const slowestUs = 1000 * Math.max(...stations.map(({ selfMs }) => selfMs));
  const atOnce = Math.max(1, Math.min(capacity, planned.groups.length));
  const fullUs = Math.max(predictedUs(planned, atOnce), slowestUs);
  // On one thread without rests there is nothing to fill: it never waits.
  const fillingUs = fullUs >= aloneUs ? 0 : Math.max(0, longestWayUs(inputs) - fullUs) / products;
  return fullUs === 0 ? 1 : aloneUs / (fullUs + fillingUs);
}

/** The longest way from a source to an end, as the time of all products on it. */
function longestWayUs({ line, stations }: PlanInputs): number {
  const ownUs = new Map(stations.map(({ name, selfMs }) => [name, 1000 * selfMs]));
  const wayUs = new Map<string, number>();
  // Each station comes after those that feed it, but for a feedback.
  for (const { name } of specsOf(line)) {
    const before = line.edges
      .filter(({ to, feedback }) => to === name && feedback !== true)
      .map(({ from }) => wayUs.get(from) ?? 0);
    wayUs.set(name, Math.max(0, ...before) + (ownUs.get(name) ?? 0));
  }
  return Math.max(0, ...wayUs.values());
}

function namedGroups({ groups }: PlannedPlacement, names: readonly string[]): Placement {
  return groups.map((group) => group.map((place) => names[place] ?? ''));
}

/** Longer orders: after a race, the faster line on threads bakes some, for its steady state. */
import type { Engine } from '../engine/engine.ts';
import { BASELINE } from '../engine/engine-table.ts';
import { steadyState } from '../measure/longer-runs.ts';
import type { RaceResult } from '../measure/race.ts';
import type { Task } from '../measure/run.ts';
import type { SteadyState } from '../measure/steady-state.ts';
import { bestOf } from '../measure/verdict.ts';
import type { Workload } from '../measure/workload.ts';

/** How many times the cakes. Where stations rest, two runs differ little, and fewer cakes do. */
const TIMES_LONGER: Readonly<Record<Exclude<Workload, 'message-bound'>, number>> = { 'cpu-bound': 3, 'wait-bound': 2 };
/** In runs that take longer than this, filling and emptying the line weighs little. */
const MOST_SHORT_MS = 250;

export interface LongerOrders {
  /** The cakes of the race. */
  readonly cakes: number;
  /** The work of an order of so many cakes. */
  readonly taskFor: (cakes: number) => Task;
  /** How many longer runs; 0 for none. */
  readonly runs: number;
  /** Called before each run. */
  readonly step: (what: string) => void;
}

/**
 * @param engines that took part in the race, still open
 * @returns null where it was not measured: without threads, after too few rounds or long ones, or where stations only pass items
 *   on, so that filling the line is nothing
 * @throws DisagreementError, BooksError, StationFailure as a race
 */
export async function steadyStateOf(
  raced: RaceResult,
  engines: readonly Engine[],
  { cakes, taskFor, runs, step }: LongerOrders,
): Promise<SteadyState | null> {
  const { workload, kind } = raced;
  const short = bestOf(raced, 'threads');
  const baseline = bestOf(raced, BASELINE);
  const engine = engines.find(({ name, channel }) => name === short?.name && channel === short.channel);
  const cooperative = engines.find(({ name }) => name === BASELINE);
  if (short === undefined || baseline === undefined || engine === undefined || cooperative === undefined) return null;
  if (kind === 'message-bound' || baseline.wallMs.median > MOST_SHORT_MS) return null;
  if (runs === 0 || runs > short.wallMs.samples.length) return null;
  const task = taskFor(TIMES_LONGER[kind] * cakes);
  return await steadyState({ workload, engine, cooperative, short, baseline, task, runs, step });
}

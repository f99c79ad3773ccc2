/** One run of a line, with its books checked. A measurement consists of such runs. */
import type { Engine, LineRun, RunOptions, StationRun } from '../engine/engine.ts';
import { runsParts } from '../engine/engine-table.ts';
import type { Placement } from '../engine/placement/placement.ts';
import type { ResultSink } from '../engine/results.ts';
import type { SupervisionReport } from '../engine/supervise/supervision.ts';
import { FactoryError } from '../line/factory-error.ts';
import { kernel } from '../line/kernel.ts';
import type { Line } from '../line/line.ts';
import type { Recording } from '../trace/recorder.ts';

/** A line, and the check of its books. */
export interface Task {
  readonly line: Line;
  /** Takes the results of every run; where it is left out, they are dropped. */
  readonly results?: ResultSink;
  /** Why the line is not divided into parts, if it is not. */
  readonly notDivided?: string;
  /**
   * Balances the accounts that the stations reported.
   *
   * @throws BooksError when the books do not balance
   */
  readonly balance: (run: LineRun) => Books;
}

/** What a run made, by the stations' own counts. The books balance if what went in = what came out + what is left. */
export interface Books {
  /** How many products left the line. */
  readonly products: number;
  /** What is left at the stations, by name. */
  readonly leftovers: Readonly<Record<string, number>>;
  /** Of each station, in the order of the line. */
  readonly stations: readonly { readonly received: number; readonly made: number }[];
}

/** A run whose books balance. See `LineRun` for the times. */
export interface Run {
  readonly threads: number;
  /** See `LineRun.placement`. */
  readonly placement: Placement | null;
  readonly onMain: boolean;
  readonly startupMs: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** How many products left the line. */
  readonly products: number;
  /** What is left at the stations, by name. */
  readonly leftovers: Readonly<Record<string, number>>;
  /** A checksum of all the work, eight hexadecimal digits. Equal digests mean equal work. */
  readonly digest: string;
  readonly stations: readonly RunStation[];
  /** Null where the threads were not supervised. */
  readonly supervision: SupervisionReport | null;
  /** Null where the run was not recorded. */
  readonly recording: Recording | null;
}

export interface RunStation {
  readonly name: string;
  readonly received: number;
  readonly made: number;
  /** Time in work and in rest, in milliseconds. */
  readonly busyMs: number;
  /** Busy time / elapsed time, 0 to 1. In a pool every thread has the station: the mean of the threads. */
  readonly utilisation: number;
}

/** The books do not balance: items were lost or appeared without a cause. */
export class BooksError extends FactoryError {
  override name = 'BooksError';
}

/**
 * Runs a line and balances its books.
 *
 * @throws BooksError when the books do not balance
 * @throws StationFailure when a station fails
 * @throws StallError when every station waits for another one
 */
export async function runTask(engine: Engine, task: Task, options: RunOptions = {}): Promise<Run> {
  const { line, results } = task;
  const run = await engine.run(line, results === undefined ? options : { ...options, results });
  return accountedRun(engine, run, task.balance(run));
}

/** A run with the books of its stations. */
export function accountedRun(engine: Pick<Engine, 'name'>, run: LineRun, books: Books): Run {
  const { products, leftovers, stations } = books;
  return {
    threads: run.threads,
    placement: run.placement,
    onMain: run.onMain,
    startupMs: run.startupMs,
    wallMs: run.wallMs,
    cpuMs: run.cpuMs,
    products,
    leftovers,
    digest: digestOf(run.stations),
    stations: run.stations.map((station, i) => ({
      name: station.name,
      received: stations[i]?.received ?? 0,
      made: stations[i]?.made ?? 0,
      busyMs: station.busyMs,
      utilisation: utilisationOf(station, engine, run),
    })),
    supervision: run.supervision ?? null,
    recording: run.recording,
  };
}

function utilisationOf(station: StationRun, engine: Pick<Engine, 'name'>, run: LineRun): number {
  const copies = runsParts(engine.name) ? run.threads : 1;
  return run.wallMs === 0 ? 0 : station.busyMs / run.wallMs / copies;
}

/** One digest of the stations' digests. It depends on their order. */
function digestOf(stations: readonly StationRun[]): string {
  const digest = stations.reduce((folded, station) => kernel(0, folded ^ station.digest), 0);
  return (digest >>> 0).toString(16).padStart(8, '0');
}

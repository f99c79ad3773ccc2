/** One run of a line with its books checked: what a measurement is made of. */
import type { Engine, LineRun, RunOptions, StationRun } from '../engine/engine.ts';
import { FactoryError } from '../line/factory-error.ts';
import { kernel } from '../line/kernel.ts';
import type { Line } from '../line/line.ts';
import type { Recording } from '../trace/recorder.ts';

/** A line, and how the books of its runs are checked. */
export interface Task {
  readonly line: Line;
  /**
   * Balances what the stations reported.
   *
   * @throws BooksError when the books do not balance
   */
  readonly balance: (run: LineRun) => Books;
}

/** What a run made, from the stations' own counts: what went in = what came out + what is left. */
export interface Books {
  /** What left the line. */
  readonly products: number;
  /** What is left at the stations, by name. */
  readonly leftovers: Readonly<Record<string, number>>;
  /** Of each station, in the order of the line. */
  readonly stations: readonly { readonly received: number; readonly made: number }[];
}

export interface Run {
  readonly threads: number;
  readonly startupMs: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly products: number;
  /** What is left at the stations, by name. */
  readonly leftovers: Readonly<Record<string, number>>;
  /** A checksum of all the work, eight hexadecimal digits: equal digests mean equal work. */
  readonly digest: string;
  readonly stations: readonly RunStation[];
  /** Null where the run was not recorded. */
  readonly recording: Recording | null;
}

export interface RunStation {
  readonly name: string;
  readonly received: number;
  readonly made: number;
  readonly busyMs: number;
  /** Busy time / elapsed time, 0 to 1; in a pool, where every thread has this station, the mean. */
  readonly utilisation: number;
}

/** Books that do not balance: something was lost, or came from nowhere. */
export class BooksError extends FactoryError {
  override name = 'BooksError';
}

/**
 * Runs a line and balances its books.
 *
 * @throws BooksError when the books do not balance
 * @throws StationFailure when a station fails
 */
export async function runTask(engine: Engine, task: Task, options: RunOptions = {}): Promise<Run> {
  const run = await engine.run(task.line, options);
  const { products, leftovers, stations } = task.balance(run);
  return {
    threads: run.threads,
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
    recording: run.recording,
  };
}

function utilisationOf(station: StationRun, engine: Engine, run: LineRun): number {
  const copies = engine.name === 'pool' ? run.threads : 1;
  return run.wallMs === 0 ? 0 : station.busyMs / run.wallMs / copies;
}

/** The stations' digests, in their order. */
function digestOf(stations: readonly StationRun[]): string {
  const digest = stations.reduce((folded, station) => kernel(0, folded ^ station.digest), 0);
  return (digest >>> 0).toString(16).padStart(8, '0');
}

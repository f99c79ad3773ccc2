/** Baking: one run of a line that was made from a recipe, and what came of it. */

import type { Engine, LineRun, RunOptions, StationRun } from '../engine/engine.ts';
import { kernel } from '../line/kernel.ts';
import type { Line } from '../line/line.ts';
import type { Recording } from '../trace/recorder.ts';
import { balance, type StationCount } from './books.ts';
import type { Graph } from './graph.ts';

export interface Run {
  readonly threads: number;
  readonly startupMs: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly cakes: number;
  /** What is left on the shelves, by name. */
  readonly leftovers: Readonly<Record<string, number>>;
  /** A checksum of all the work done, eight hexadecimal digits: equal digests mean equal work. */
  readonly digest: string;
  readonly stations: readonly BakedStation[];
  /** Null where nobody asked for it. */
  readonly recording: Recording | null;
}

export interface BakedStation {
  readonly name: string;
  readonly received: number;
  readonly made: number;
  readonly busyMs: number;
  /** Busy time / elapsed time, 0 to 1; of the bakers, who all do the station's work, the mean. */
  readonly utilisation: number;
}

/** Books that do not balance: something was lost or came from nowhere. */
export class BooksError extends Error {
  override name = 'BooksError';
}

/**
 * Runs a line and balances its books.
 *
 * @param line made from the graph by `lineOf`
 * @throws BooksError when the books do not balance
 * @throws StationFailure when a station fails
 */
export async function bake(engine: Engine, graph: Graph, line: Line, options: RunOptions = {}): Promise<Run> {
  const run = await engine.run(line, options);
  const delivered = addUp(run.source.accounts.map(deliveredOf));
  const counts = run.stations.map(countOf);
  const books = balance(graph, delivered, counts);
  if (books.mistakes.length > 0)
    throw new BooksError(`the books of the ${engine.name} engine do not balance: ${books.mistakes.join('; ')}`);
  return {
    threads: run.threads,
    startupMs: run.startupMs,
    wallMs: run.wallMs,
    cpuMs: run.cpuMs,
    cakes: books.cakes,
    leftovers: books.leftovers,
    digest: digestOf(run.stations),
    stations: run.stations.map((station, i) => ({
      name: station.name,
      received: counts[i]?.received ?? 0,
      made: counts[i]?.made ?? 0,
      busyMs: station.busyMs,
      utilisation: utilisationOf(station, engine, run),
    })),
    recording: run.recording,
  };
}

function utilisationOf(station: StationRun, engine: Engine, run: LineRun): number {
  const cooks = engine.name === 'pool' ? run.threads : 1;
  return run.wallMs === 0 ? 0 : station.busyMs / run.wallMs / cooks;
}

/** The stations' digests, in their order. */
function digestOf(stations: readonly StationRun[]): string {
  const digest = stations.reduce((folded, station) => kernel(0, folded ^ station.digest), 0);
  return (digest >>> 0).toString(16).padStart(8, '0');
}

function countOf(station: StationRun): StationCount {
  const counts = station.accounts.map((account) => {
    if (!isStationCount(account)) throw new BooksError(`the ${station.name} left no account`);
    return account;
  });
  return {
    received: counts.reduce((sum, count) => sum + count.received, 0),
    made: counts.reduce((sum, count) => sum + count.made, 0),
    left: addUp(counts.map((count) => count.left)),
  };
}

function deliveredOf(account: unknown): readonly number[] {
  if (typeof account === 'object' && account !== null && 'delivered' in account && isNumbers(account.delivered))
    return account.delivered;
  throw new BooksError('the producer left no account');
}

function isStationCount(account: unknown): account is StationCount {
  return (
    typeof account === 'object' &&
    account !== null &&
    'received' in account &&
    typeof account.received === 'number' &&
    'made' in account &&
    typeof account.made === 'number' &&
    'left' in account &&
    isNumbers(account.left)
  );
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'number');
}

/** Lists of equal length, entry by entry. */
function addUp(lists: readonly (readonly number[])[]): number[] {
  const [first, ...others] = lists;
  return (first ?? []).map((entry, i) => others.reduce((sum, list) => sum + (list[i] ?? 0), entry));
}

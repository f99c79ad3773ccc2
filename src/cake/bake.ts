/** Runs a line that was made from a recipe, and checks its books. */
import type { Engine, LineRun, RunOptions, StationRun } from '../engine/engine.ts';
import type { Line } from '../line/line.ts';
import { type Books, BooksError, type Run, runTask, type Task } from '../measure/run.ts';
import { balance, type StationCount } from './books.ts';
import type { Graph } from './recipe/graph.ts';

/** @param line made from the graph by `lineOf` */
export function taskOf(graph: Graph, line: Line): Task {
  return { line, notDivided: 'random deliveries cannot be divided', balance: (run) => booksOf(graph, run) };
}

/**
 * Runs a line and checks its books. The products of the run are cakes.
 *
 * @param line made from the graph by `lineOf`
 * @throws BooksError when the books do not balance
 * @throws StationFailure when a station fails
 */
export function bake(engine: Engine, graph: Graph, line: Line, options: RunOptions = {}): Promise<Run> {
  return runTask(engine, taskOf(graph, line), options);
}

function booksOf(graph: Graph, run: LineRun): Books {
  const delivered = addUp(run.sources.flatMap(({ accounts }) => accounts).map(deliveredOf));
  const counts = run.stations.map(countOf);
  const { cakes, leftovers, mistakes } = balance(graph, delivered, counts);
  if (mistakes.length > 0) throw new BooksError(`the books do not balance: ${mistakes.join('; ')}`);
  return { products: cakes, leftovers, stations: counts };
}

function countOf(station: StationRun): StationCount {
  const counts = station.accounts.map((account) => {
    if (!isStationCount(account)) throw new BooksError(`"${station.name}" did not report what it received and made`);
    return account;
  });
  return {
    received: counts.reduce((sum, count) => sum + count.received, 0),
    made: counts.reduce((sum, count) => sum + count.made, 0),
    sent: addUp(counts.map((count) => count.sent)),
    left: addUp(counts.map((count) => count.left)),
  };
}

function deliveredOf(account: unknown): readonly number[] {
  if (typeof account === 'object' && account !== null && 'delivered' in account && areCounts(account.delivered))
    return account.delivered;
  throw new BooksError('the producer did not report what it delivered');
}

function isStationCount(account: unknown): account is StationCount {
  return (
    typeof account === 'object' &&
    account !== null &&
    'received' in account &&
    isCount(account.received) &&
    'made' in account &&
    isCount(account.made) &&
    'sent' in account &&
    areCounts(account.sent) &&
    'left' in account &&
    areCounts(account.left)
  );
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function areCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isCount);
}

/** Lists of equal length, entry by entry. */
function addUp(lists: readonly (readonly number[])[]): number[] {
  const [first, ...others] = lists;
  return (first ?? []).map((entry, i) => others.reduce((sum, list) => sum + (list[i] ?? 0), entry));
}

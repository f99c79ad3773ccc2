/** Bakes an order three times: on one thread, on rings without supervision, and supervised, while threads are killed. */
import { taskOf } from '../../cake/bake.ts';
import { lineOf } from '../../cake/cake-line.ts';
import { createEngine } from '../../engine/create-engine.ts';
import type { Engine, LineRun } from '../../engine/engine.ts';
import { labelOf } from '../../engine/engine-table.ts';
import type { Supervision, SupervisionReport } from '../../engine/supervise/supervision.ts';
import { endsOf, type Line } from '../../line/line.ts';
import { show } from '../../line/printable.ts';
import { accountOf, checkAgreement } from '../../measure/agreement.ts';
import { calibrate } from '../../measure/machine/calibrate.ts';
import { accountedRun, type Books, BooksError, type Run, type Task } from '../../measure/run.ts';
import type { ThreadingPlatform } from '../../platform/platform.ts';
import type { SupervisedOrder } from './orders.ts';

/** One way of baking the order, and its only run. */
export interface Way {
  readonly engine: Pick<Engine, 'name' | 'channel' | 'packed'>;
  readonly run: Run;
}

export interface SupervisedWorkload extends SupervisedOrder {
  readonly reference: Way;
  readonly unsupervised: Way;
  readonly supervised: Way & { readonly report: SupervisionReport };
  /** Why the supervised run did not bake what the reference did; null where it did. */
  readonly mistake: string | null;
}

export interface SupervisedBakeOptions {
  readonly orders: readonly SupervisedOrder[];
  readonly supervision: Supervision;
  readonly platform: ThreadingPlatform;
}

/** Follows the runs. */
export interface SupervisedProgress {
  /** Called before each run. */
  step(what: string): void;
  workload(result: SupervisedWorkload): void;
}

/** The number of runs. */
export function supervisedSteps({ orders }: Pick<SupervisedBakeOptions, 'orders'>): number {
  return 3 * orders.length;
}

/**
 * @throws DisagreementError when even the run without kills did other work than the reference
 * @throws StationFailure when a station fails, or is not started again
 */
export async function bakeSupervised(
  { orders, supervision, platform }: SupervisedBakeOptions,
  { step, workload: finished }: SupervisedProgress,
): Promise<SupervisedWorkload[]> {
  const ring = { name: 'threads', channel: 'ring', packed: null } as const;
  const alone = createEngine({ name: 'cooperative', channel: 'none', packed: null }, platform);
  const apart = createEngine(ring, platform);
  const watched = createEngine(ring, platform, { supervise: supervision });
  const found: SupervisedWorkload[] = [];
  try {
    const iterationsPerUs = calibrate(platform.clock);
    for (const entry of orders) {
      const { workload, graph, order } = entry;
      const line = lineOf(graph, order, { iterationsPerUs, parts: 0 });
      const task = taskOf(graph, line);
      const balanced = async (engine: Engine): Promise<Way> => {
        step(`${workload}, ${labelOf(engine)}`);
        const run = await engine.run(line);
        return { engine, run: accountedRun(engine, run, task.balance(run)) };
      };
      const reference = await balanced(alone);
      const unsupervised = await balanced(apart);
      checkAgreement(workload, reference, unsupervised);
      step(`${workload}, ${labelOf(watched)}, supervised`);
      const lineRun = await watched.run(line);
      const { books, mistake } = booksOf(task, lineRun);
      const supervised = { engine: watched, run: accountedRun(watched, lineRun, books) };
      const report = lineRun.supervision ?? NOTHING_HAPPENED;
      const result: SupervisedWorkload = {
        ...entry,
        reference,
        unsupervised,
        supervised: { ...supervised, report },
        mistake: mistakeIn(workload, report, mistake, reference, supervised),
      };
      found.push(result);
      finished(result);
    }
    return found;
  } finally {
    for (const engine of [alone, apart, watched]) await engine.close();
  }
}

const NOTHING_HAPPENED: SupervisionReport = {
  kills: 0,
  restarts: 0,
  redone: 0,
  lostMs: 0,
  recoveries: [],
  putAside: [],
};

/** The books of a run, also where they do not balance: what has happened is shown then too. */
export function booksOf(
  task: Pick<Task, 'line' | 'balance'>,
  run: LineRun,
): { readonly books: Books; readonly mistake: string | null } {
  try {
    return { books: task.balance(run), mistake: null };
  } catch (error) {
    if (!(error instanceof BooksError)) throw error;
    return { books: { products: sentOut(task.line, run), leftovers: {}, stations: [] }, mistake: error.message };
  }
}

/** How many items have left the line. */
function sentOut(line: Line, { sources, stations }: LineRun): number {
  const ends = endsOf(line);
  return [...sources, ...stations].reduce((sum, { name, sent }) => sum + (ends.includes(name) ? sent : 0), 0);
}

/** What is wrong with a supervised run, in one line; null where nothing is. An item that was put aside explains all the rest. */
export function mistakeIn(
  workload: string,
  { putAside }: Pick<SupervisionReport, 'putAside'>,
  books: string | null,
  reference: Way,
  supervised: Way,
): string | null {
  const [first, ...others] = putAside;
  if (first !== undefined) {
    const more = others.length === 0 ? '' : `, and ${others.length} more`;
    return `${workload}: put aside: item ${first.item} from ${show(first.from)}, at which the ${first.station} died three times${more}; it is in no product`;
  }
  if (books !== null) return `${workload}: supervised: ${books}`;
  const [wanted, made] = [reference, supervised].map(({ run }) => accountOf(run));
  return wanted === made ? null : `${workload}: ${labelOf(reference.engine)} made ${wanted}; supervised: ${made}`;
}

/** Longer runs: they measure the steady state of a line. */
import type { Engine } from '../engine/engine.ts';
import { labelOf } from '../engine/engine-table.ts';
import { checkAgreement, type EngineResult } from './race.ts';
import { type Run, runTask, type Task } from './run.ts';
import { outcomeOf } from './statistics/outcome.ts';
import { intervalOf } from './statistics/samples.ts';
import type { SteadyState } from './steady-state.ts';
import type { Workload } from './workload.ts';

/** What the steady state of one engine is measured with. */
export interface LongerRuns {
  readonly workload: Workload;
  readonly engine: Engine;
  /** It does the same work once, as a proof. */
  readonly cooperative: Engine;
  /** The result of its short runs, and that of the cooperative engine's. */
  readonly short: EngineResult;
  readonly baseline: EngineResult;
  /** The same line with more products. */
  readonly task: Task;
  /** How many runs: 1 or more, at most as many as there were rounds. */
  readonly runs: number;
  /** Called before each run, with its name. */
  readonly step: (what: string) => void;
}

/**
 * A run takes some time to fill and to run empty, and the same time more for each product:
 *
 *     time of n products = filling and emptying + n x time of a product
 *
 * So the difference between a long run and a short one is products alone. On one thread a line does not fill: its time per
 * product is that of a short run. Each longer run is compared with the short runs of one of the last rounds.
 *
 * @returns null where a longer run took no longer, as on a machine that other programs use
 * @throws DisagreementError when the engine does not do the work of the cooperative engine
 * @throws BooksError when the books of a run do not balance
 * @throws StationFailure when a station fails
 */
export async function steadyState(longer: LongerRuns): Promise<SteadyState | null> {
  const { workload, engine, cooperative, short, baseline, task, runs, step } = longer;
  step(`${workload}, ${labelOf(cooperative)}, a longer run`);
  const reference = { engine: cooperative, run: await runTask(cooperative, task) };
  const longRuns: Run[] = [];
  for (let i = 0; i < runs; i++) {
    step(`${workload}, ${labelOf(engine)}, a longer run`);
    const run = await runTask(engine, task);
    checkAgreement(workload, reference, { engine, run });
    longRuns.push(run);
  }
  const [shortMs, baselineMs] = [short, baseline].map(({ wallMs }) => wallMs.samples.slice(-runs));
  const speedups = longRuns.map(({ wallMs, products }, i) => {
    const msPerProduct = (wallMs - (shortMs?.[i] ?? Number.NaN)) / (products - short.products);
    return (baselineMs?.[i] ?? Number.NaN) / baseline.products / msPerProduct;
  });
  if (!speedups.every((speedup) => Number.isFinite(speedup) && speedup > 0)) return null;
  const speedup = intervalOf(speedups);
  const { name, channel } = engine;
  const { limit } = short.speedup;
  return {
    name,
    channel,
    products: longRuns[0]?.products ?? 0,
    speedup: { ...speedup, limit },
    outcome: outcomeOf(speedup, limit),
  };
}

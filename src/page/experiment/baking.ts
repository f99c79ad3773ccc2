/** Bakes on the thread that calls it, with the cooperative engine: on the page itself, or on a worker. */
import { taskOf } from '../../cake/bake.ts';
import { cooperative } from '../../engine/cooperative.ts';
import { runTask } from '../../measure/run.ts';
import type { Platform } from '../../platform/platform.ts';
import { FIRST_SETTING, lineFor } from './setting.ts';

export interface Baked {
  readonly runs: number;
  readonly cakes: number;
  /** Of one run: equal digests mean equal work. */
  readonly digest: string;
  /** In milliseconds. */
  readonly tookMs: number;
}

/** Any speed will do: all threads do the same number of iterations. */
const ITERATIONS_PER_US = 500;
/** A run takes some milliseconds. */
const CAKES = 10;

/**
 * It never lets the event loop run: whatever else its thread has to do waits.
 *
 * @param goOn asked before each run: how many there were, and how many milliseconds have passed
 */
export async function bakeWhile(platform: Platform, goOn: (runs: number, ms: number) => boolean): Promise<Baked> {
  const engine = cooperative({ platform, stretchMs: Number.POSITIVE_INFINITY });
  const { graph, line } = lineFor({ ...FIRST_SETTING, cakes: CAKES }, ITERATIONS_PER_US, 0);
  const task = taskOf(graph, line);
  const beganMs = platform.clock.nowMs();
  let runs = 0;
  let digest = '';
  while (goOn(runs, platform.clock.nowMs() - beganMs)) {
    digest = (await runTask(engine, task)).digest;
    runs++;
  }
  return { runs, cakes: CAKES * runs, digest, tookMs: platform.clock.nowMs() - beganMs };
}

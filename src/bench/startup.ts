/** Measures what starting threads costs, and how much time threads then save per cake. */
import { MessageChannel, Worker } from 'node:worker_threads';
import { bake } from '../cake/bake.ts';
import { lineOf } from '../cake/cake-line.ts';
import { chocolateCake } from '../cake/recipe/chocolate-cake.ts';
import { graphOf } from '../cake/recipe/graph.ts';
import { underWorkload } from '../cake/recipe/workload.ts';
import { cooperative } from '../engine/cooperative.ts';
import type { Engine } from '../engine/engine.ts';
import { threads as threadsEngine } from '../engine/threads.ts';
import { calibrate } from '../measure/machine/calibrate.ts';
import { nodeClock as clock } from '../platform/node/clock.ts';
import { nodePlatform as platform } from '../platform/node/platform.ts';
import type { Startup } from './job.ts';
import type { BenchWorker } from './messages/roles.ts';

/** Enough cakes that filling the line hardly counts. */
const MANY_CAKES = 150;

/** @param worker path of the compiled `workers/bench.ts` */
export async function startup(worker: string, threads: number): Promise<Startup> {
  const oneThreadMs = await startThreads(1, worker, []);
  const threadsMs = await startThreads(threads, worker, []);
  const loader = ['--import', import.meta.resolve('tsx')];
  const oneThreadWithLoaderMs = await startThreads(1, worker, loader);
  const threadsWithLoaderMs = await startThreads(threads, worker, loader);

  const iterationsPerUs = calibrate(clock);
  const graph = graphOf(underWorkload(chocolateCake, 'cpu-bound'), chocolateCake.name);
  const lineFor = (cakes: number) =>
    lineOf(graph, { cakes, seed: 1, delivery: 'order' }, { iterationsPerUs, parts: 0 });
  const one = lineFor(1);
  const many = lineFor(MANY_CAKES);
  const timed = async (engine: Engine, line: typeof one) => {
    const { startupMs, wallMs } = await bake(engine, graph, line);
    return { startupMs, wallMs, totalMs: startupMs + wallMs };
  };
  const alone = cooperative({ platform });
  const line = threadsEngine({ platform });
  try {
    const firstCakeMs = (await timed(alone, one)).totalMs;
    const cold = await timed(line, one);
    const warm = await timed(line, one);
    // One run to warm up, one to measure, for each racer in turn.
    await timed(alone, many);
    await timed(line, many);
    const cakeMs = (await timed(alone, many)).wallMs / MANY_CAKES;
    const cakeOnThreadsMs = (await timed(line, many)).wallMs / MANY_CAKES;
    return {
      oneThreadMs,
      threadsMs,
      oneThreadWithLoaderMs,
      threadsWithLoaderMs,
      firstCakeMs,
      firstCakeOnThreadsMs: cold.totalMs,
      firstCakeOnWarmThreadsMs: warm.totalMs,
      cakeMs,
      cakeOnThreadsMs,
      startupMs: cold.startupMs,
    };
  } finally {
    await line.close();
  }
}

/** Milliseconds until the last of `count` threads reports that it has started. */
async function startThreads(count: number, worker: string, execArgv: string[]): Promise<number> {
  const beganMs = clock.nowMs();
  const workers = Array.from({ length: count }, () => {
    const { port1, port2 } = new MessageChannel();
    const role: BenchWorker = { kind: 'started', port: port2 };
    const thread = new Worker(worker, { workerData: role, transferList: [port2], execArgv });
    const started = new Promise<void>((resolve, reject) => {
      port1.once('message', () => resolve());
      thread.once('error', reject);
    });
    return { thread, started };
  });
  await Promise.all(workers.map(({ started }) => started));
  const tookMs = clock.nowMs() - beganMs;
  await Promise.all(workers.map(({ thread }) => thread.terminate()));
  return tookMs;
}

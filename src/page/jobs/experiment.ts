/** Runs the line of a setting, on the device itself: what the simulation has predicted, measured. */
import { taskOf } from '../../cake/bake.ts';
import { chocolateCake } from '../../cake/recipe/chocolate-cake.ts';
import { warmUpLines } from '../../cake/warm-up-lines.ts';
import { createEngine } from '../../engine/create-engine.ts';
import type { Engine } from '../../engine/engine.ts';
import { SHARES_MEMORY } from '../../line/shared-memory.ts';
import { stepMs } from '../../measure/machine/calibrate.ts';
import { traceFrom } from '../../measure/recording-cost.ts';
import { type Run, runTask, type Task } from '../../measure/run.ts';
import { intervalOf } from '../../measure/statistics/samples.ts';
import { warmUp } from '../../measure/warm-up.ts';
import { figuresOf } from '../experiment/figures.ts';
import { lineFor, rowFor } from '../experiment/setting.ts';
import { calibrateDevice } from './calibrate-device.ts';
import { conditions } from './conditions.ts';
import type { Job } from './job.ts';

/** How long the runs may take together, in milliseconds, and how many there are at most. One is always made. */
const BUDGET_MS = 1500;
const MOST_RUNS = 9;
/** Runs that take longer than this are recorded once, in milliseconds. */
const LONG_MS = 300;
const RECORDED_RUNS = 5;
/** The most events of each station that are recorded: some hundred cakes. */
const EVENTS = 2 ** 14;

export const experiment: Job<'experiment'> = async ({ setting, calibration }, platform, { step }) => {
  const channel = SHARES_MEMORY ? 'ring' : 'port';
  const costs = calibration ?? (await calibrateDevice(platform, channel, step));
  const { iterationsPerUs, cores } = costs;
  const { graph, line } = lineFor(setting, iterationsPerUs, cores);
  const engine = createEngine(rowFor(setting.way, channel), platform);
  const moment = conditions(platform, iterationsPerUs);
  try {
    step('warming up');
    await warmUp(
      [engine],
      warmUpLines(chocolateCake, chocolateCake.name, { seed: 1, cores, iterationsPerUs }),
      1,
      () => {},
    );
    step('baking');
    const task = taskOf(graph, line);
    const samples: number[] = [];
    for (let spentMs = 0; samples.length === 0 || (samples.length < MOST_RUNS && spentMs < BUDGET_MS); ) {
      // In turn with the runs: a machine that grows slower or faster changes both.
      await moment.sample();
      const { wallMs } = await runTask(engine, task);
      samples.push(wallMs);
      spentMs += wallMs;
    }
    const wallMs = { samples, ...intervalOf(samples) };
    const recorded = await recordedRun(engine, task, wallMs.median);
    const trace = traceFrom(engine, recorded);
    const sources = line.sources.map(({ name }) => name);
    return {
      setting,
      calibration: { ...costs, ...moment.found() },
      wallMs,
      clockStepMs: stepMs(platform.clock),
      products: recorded.products,
      digest: recorded.digest,
      recorded: figuresOf(trace, sources),
      trace,
    };
  } finally {
    await Promise.all([engine.close(), moment.close()]);
  }
};

/**
 * A recorded run like the others: the one whose time is nearest to their median, where there is time for several. The first one compiles
 * the code of the recorder, and any of them may be disturbed.
 *
 * @param runMs the median of the runs that were not recorded
 */
async function recordedRun(engine: Engine, task: Task, runMs: number): Promise<Run> {
  const record = () => runTask(engine, task, { events: EVENTS });
  const first = await record();
  if (runMs > LONG_MS) return first;
  const runs: Run[] = [];
  for (let i = 0; i < RECORDED_RUNS; i++) runs.push(await record());
  const distance = ({ wallMs }: Run): number => Math.abs(wallMs - runMs);
  return runs.reduce((nearest, run) => (distance(run) < distance(nearest) ? run : nearest), first);
}

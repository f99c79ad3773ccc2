/** What a message costs on this device, and from which grain of work on a thread pays. */
import { type GrainRuns, type GrainsPlan, MOST_FITTED_US, runGrains } from '../../bench/grains.ts';
import { type PairPlan, pairCosts } from '../../bench/messages/pair.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import type { ThreadsChannel } from '../../engine/engine-table.ts';
import { eventLoop } from '../../engine/event-loop.ts';
import { pool } from '../../engine/pool.ts';
import { threads } from '../../engine/threads.ts';
import { SHARES_MEMORY } from '../../line/shared-memory.ts';
import { modelError, predictedGrain } from '../../measure/model.ts';
import { crossingOf } from '../../measure/statistics/crossing.ts';
import { figure } from '../../measure/statistics/figure.ts';
import { medianOf } from '../../measure/statistics/samples.ts';
import type { ThreadingPlatform } from '../../platform/platform.ts';
import type { BenchBreakEven, BenchDocument, BenchSweep } from '../document.ts';
import type { Job, JobProgress } from './job.ts';
import { grainModel } from './predicted-grains.ts';

interface Plan {
  readonly messages: PairPlan;
  readonly grains: Omit<GrainsPlan, 'backwards'>;
  /** For an interval there have to be five. */
  readonly sweeps: number;
}

/** The runs of a case have 100 000 items together, or more. */
const FULL: Plan = {
  messages: { leastItems: 20_000, leastMs: 100, runs: 6 },
  grains: { grainsUs: [0, 0.3, 1, 3, 10, 30, 100], runMs: 100, warmUps: 1 },
  sweeps: 5,
};
const QUICK: Plan = {
  messages: { leastItems: 2000, leastMs: 5, runs: 2 },
  grains: { grainsUs: [0, 1, 10], runMs: 10, warmUps: 0 },
  sweeps: 1,
};

const CHANNELS: readonly ThreadsChannel[] = SHARES_MEMORY ? ['port', 'ring'] : ['port'];

export const bench: Job<'bench'> = async ({ quick }, platform, progress) => {
  const plan = quick ? QUICK : FULL;
  const cases = casesOn(platform);
  progress.planned(cases.length + plan.sweeps);
  const figures: BenchDocument['figures'][number][] = [];
  for (const { name, what, engine } of cases) {
    progress.step(`an item ${what}`);
    try {
      figures.push(figure(`pair-${name}`, 'ns', await pairCosts(engine, plan.messages)));
    } finally {
      await engine.close();
    }
  }
  const sweeps: BenchSweep[] = [];
  for (let i = 0; i < plan.sweeps; i++) sweeps.push(await sweep(plan, i, platform, progress));
  const racers = CHANNELS.map((channel) => judgedRacer(`threads (${channel})`, plan.grains.grainsUs, sweeps));
  return {
    quick,
    figures,
    breakEven: racers.map(({ breakEven }) => breakEven),
    // A few short runs say nothing of a model.
    modelError: quick ? null : modelError(racers.flatMap(({ judged }) => judged)),
    sweeps,
  };
};

/** What was measured of one racer, what the model predicts, and both for each grain to which it was not fitted. */
function judgedRacer(racer: string, grainsUs: readonly number[], sweeps: readonly BenchSweep[]) {
  const { callUs, speedup } = grainModel(sweeps, racer);
  const crossing = crossingOf({
    grainsUs,
    sweeps: sweeps.map(({ points }) => points.map((point) => speedupOf(point, racer))),
    callUs,
  });
  const breakEven: BenchBreakEven = { racer, crossing, ...predictedGrain(speedup, crossing) };
  const judged = (sweeps[0]?.points ?? [])
    .filter(({ workUs }) => workUs > MOST_FITTED_US)
    .map(({ workUs, cakes }) => ({
      measured: medianOf(
        sweeps.flatMap(({ points }) =>
          points.filter((point) => point.workUs === workUs).map((point) => speedupOf(point, racer)),
        ),
      ),
      predicted: speedup({ workUs, products: cakes }),
    }));
  return { breakEven, judged };
}

function speedupOf({ wallMs }: BenchSweep['points'][number], racer: string): number {
  return (wallMs.cooperative ?? Number.NaN) / (wallMs[racer] ?? Number.NaN);
}

interface Case {
  readonly name: string;
  /** The end of a sentence: an item ... */
  readonly what: string;
  readonly engine: Engine;
}

/** In the order of the table. */
function casesOn(platform: ThreadingPlatform): Case[] {
  return [
    { name: 'call', what: 'with a call', engine: cooperative({ platform }) },
    { name: 'mailbox', what: 'over a mailbox', engine: eventLoop({ platform }) },
    ...CHANNELS.toReversed().map((channel) => ({
      name: `${channel}-batched`,
      what: `over a ${channel}, in batches`,
      engine: threads({ platform, channel }),
    })),
    ...CHANNELS.toReversed().map((channel) => ({
      name: `${channel}-one-by-one`,
      what: `over a ${channel}, one by one`,
      engine: threads({ platform, channel, oneByOne: true }),
    })),
  ];
}

/** Each sweep has threads of its own, and every other one goes backwards: a slow drift affects all grains. */
async function sweep(
  plan: Plan,
  place: number,
  platform: ThreadingPlatform,
  { step }: JobProgress,
): Promise<BenchSweep> {
  step(`the same cakes with more and more work, sweep ${place + 1} of ${plan.sweeps}`);
  const bakers = pool({ platform, threads: platform.cores() });
  const racers = [
    ['cooperative', cooperative({ platform })] as const,
    ...CHANNELS.map((channel) => [`threads (${channel})`, threads({ platform, channel })] as const),
  ];
  try {
    return sweepOf(await runGrains({ ...plan.grains, backwards: place % 2 === 1 }, racers, bakers, platform));
  } finally {
    for (const engine of [bakers, ...racers.map(([, racer]) => racer)]) await engine.close();
  }
}

function sweepOf({ parallelCapacity, points }: GrainRuns<string>): BenchSweep {
  return {
    parallelCapacity,
    points: points.map(({ workUs, cakes, runs }) => ({
      workUs,
      cakes,
      items: [...runs.values()][0]?.stations.reduce((sum, { received }) => sum + received, 0) ?? 0,
      wallMs: Object.fromEntries([...runs].map(([name, { wallMs }]) => [name, wallMs])),
    })),
  };
}

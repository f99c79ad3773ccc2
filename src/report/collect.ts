/** Collects what a report shows: the contrast, the recordings, and a short bench. */
import type { BreakEven } from '../bench/break-even.ts';
import { documentOf } from '../bench/document.ts';
import { jobsIn, runSeries } from '../bench/series.ts';
import { CAKE_WORDS } from '../cake/recipe/chocolate-cake.ts';
import type { Recipe } from '../cake/recipe/recipe.ts';
import { contrast } from '../contrast/contrast.ts';
import { roundsFor } from '../contrast/run-lengths.ts';
import { ENGINE_NAMES, THREADS_CHANNELS } from '../engine/engine-table.ts';
import { StationFailure } from '../engine/failure.ts';
import { together } from '../measure/machine/noise.ts';
import { verdictOf } from '../measure/verdict.ts';
import { WORKLOADS } from '../measure/workload.ts';
import { drawnRecipeOf } from '../page/recording/drawn-recipe.ts';
import { thisMachine, watchForDisturbance } from '../platform/node/machine.ts';
import { nodePlatform } from '../platform/node/platform.ts';
import type { DrawnRacer, ReportBench, ReportDocument, ReportFigure } from './document.ts';
import type { ReportPlan } from './plan.ts';
import { RECORDING_STEPS, recordDeath, recordForReport } from './recordings.ts';

export interface Collecting {
  readonly recipe: Recipe;
  /** The name of the recipe in errors. */
  readonly source: string;
  /** The most threads that stations share; null for as many as there are cores. */
  readonly threads: number | null;
  readonly seed: number;
  readonly quick: boolean;
  readonly plan: ReportPlan;
  readonly command: string;
  /** Ends the processes of the bench. */
  readonly signal: AbortSignal;
}

export interface CollectingProgress {
  start(steps: number): void;
  step(what: string): void;
  /** Something that the user should know, and that does not end the report. */
  note(text: string): void;
}

const DEATH_STEPS = 1;

/**
 * @throws RecipeError if the recipe cannot be baked
 * @throws DisagreementError, BooksError, StationFailure, BenchError if a measurement fails
 */
export async function collect(options: Collecting, progress: CollectingProgress): Promise<ReportDocument> {
  const { recipe, source, threads, seed, quick, plan, command, signal } = options;
  const step = (what: string): void => progress.step(what);
  // One process is enough for the cost of a message, but not for the speedup of a line.
  const messages = { ...plan.bench, repetitions: 1 };
  const rest = { ...plan.bench, cases: [], repetitions: plan.bench.repetitions - 1 };
  const result = await contrast(
    {
      recipe,
      source,
      workloads: WORKLOADS,
      engines: ENGINE_NAMES,
      channels: THREADS_CHANNELS,
      threads,
      cakes: { kind: 'time', ms: plan.runMs },
      seed,
      delivery: 'order',
      rounds: (workload) => roundsFor(workload, WORKLOADS, plan, null),
      warmUps: plan.warmUps,
      steady: plan.steady,
      platform: nodePlatform,
    },
    {
      planned: (runs) => progress.start(runs + RECORDING_STEPS + DEATH_STEPS + jobsIn(messages) + jobsIn(rest)),
      machine() {},
      step,
      workload() {},
    },
  );
  const recorded = await recordForReport({ recipe, source, threads, seed }, plan.recording, step);
  step('recording a thread that dies');
  // The race took minutes: it is not lost with a picture.
  const death = await recordDeath({ recipe, source, seed }).catch((error: unknown) => {
    if (!(error instanceof StationFailure)) throw error;
    progress.note(`the death of a thread is left out: ${error.message}`);
    return null;
  });
  const disturbance = watchForDisturbance(false);
  const first = await runSeries(messages, step, signal);
  const more = rest.repetitions === 0 ? null : await runSeries(rest, step, signal);
  const { figures, breakEven, noise } = documentOf(
    quick,
    { ...thisMachine(), parallelCapacity: result.machine.parallelCapacity.computing },
    disturbance(),
    {
      messages: first.messages,
      sweeps: [...first.sweeps, ...(more?.sweeps ?? [])],
      startups: [...first.startups, ...(more?.startups ?? [])],
    },
  );
  return {
    schema: 2,
    kind: 'report',
    quick,
    command,
    measuredAt: new Date().toISOString(),
    machine: result.machine,
    drawnRecipe: drawnRecipeOf(recipe, source),
    workloads: result.workloads.map(({ workload, skipped, lineLimit, ...raced }) => ({
      ...raced,
      // The names of schema 2.
      name: workload,
      absent: skipped,
      lineLimit: Number.isFinite(lineLimit) ? lineLimit : null,
    })),
    verdict: verdictOf(result.workloads, CAKE_WORDS),
    noise: together(result.noise, noise),
    recordings: recorded,
    death,
    bench: benchOf(figures, breakEven),
  };
}

/** The part of a bench that the page draws: not every sample, and not every racer. */
export function benchOf(
  figures: readonly ReportFigure[],
  { points, grains, medianError, medianBias }: BreakEven,
): ReportBench {
  return {
    figures: figures.map(({ name, unit, median, low, high, confidence }) => ({
      name,
      unit,
      median,
      low,
      high,
      confidence,
    })),
    breakEven: {
      points: points.map(({ workUs, racers }) => ({
        workUs,
        racers: forEachDrawn((racer) => {
          const { measured, predicted } = racers[racer];
          return { measured: { median: measured.median, low: measured.low, high: measured.high }, predicted };
        }),
      })),
      medianError,
      medianBias,
      grains: forEachDrawn((racer) => grains[racer]),
    },
  };
}

function forEachDrawn<Value>(value: (racer: DrawnRacer) => Value): Readonly<Record<DrawnRacer, Value>> {
  return {
    'threads (port, one by one)': value('threads (port, one by one)'),
    'threads (port)': value('threads (port)'),
    'threads (ring)': value('threads (ring)'),
    pool: value('pool'),
  };
}

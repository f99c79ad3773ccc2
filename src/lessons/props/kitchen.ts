/** Helpers for many chapters: the cake's line with other figures, engines that are always closed, samples in turn. */
import { lineOf, stationOptions } from '../../cake/cake-line.ts';
import { chocolateCake } from '../../cake/recipe/chocolate-cake.ts';
import { demandOf } from '../../cake/recipe/demand.ts';
import { type Graph, graphOf } from '../../cake/recipe/graph.ts';
import type { Recipe } from '../../cake/recipe/recipe.ts';
import { underWorkload } from '../../cake/recipe/workload.ts';
import type { Engine } from '../../engine/engine.ts';
import { pool } from '../../engine/pool.ts';
import type { Line, StationSpec } from '../../line/line.ts';
import { calibrate } from '../../measure/machine/calibrate.ts';
import { capacityMeters } from '../../measure/machine/capacity.ts';
import { type Outcome, outcomeOf } from '../../measure/statistics/outcome.ts';
import { type Interval, intervalOf, pairedRatios } from '../../measure/statistics/samples.ts';
import type { Workload } from '../../measure/workload.ts';
import { nodeClock } from '../../platform/node/clock.ts';
import { nodePlatform } from '../../platform/node/platform.ts';

let measured: number | null = null;

/** Iterations of the work loop per microsecond on this machine, measured once. */
export function speed(): number {
  measured ??= calibrate(nodeClock);
  return measured;
}

/** The chocolate cake under a workload. `changes` gives the named stations another time to work or to wait. */
export function cake(
  workload: Workload,
  changes: Readonly<Record<string, { readonly workUs?: number; readonly restMs?: number }>> = {},
): Recipe {
  const recipe = underWorkload(chocolateCake, workload);
  return { ...recipe, stations: recipe.stations.map((station) => ({ ...station, ...changes[station.name] })) };
}

/** The cake, in which every station works and waits equally long. */
export function evenCake(workUs: number, restMs = 0): Recipe {
  const times = chocolateCake.stations.map(({ name }) => [name, { workUs, restMs }] as const);
  return cake('cpu-bound', Object.fromEntries(times));
}

/** A line that bakes an order of cakes, and the graph of its recipe. */
export interface CakeLine {
  readonly graph: Graph;
  readonly line: Line;
}

/**
 * The line for an order of this many cakes, always in the same sequence of ingredients.
 *
 * @param parts the number of parts that the cakes are divided into, for a pool of bakers
 */
export function cakeLine(recipe: Recipe, cakes: number, parts = 0): CakeLine {
  const graph = graphOf(recipe, recipe.name);
  const order = { cakes, seed: 1, delivery: 'order' } as const;
  return { graph, line: lineOf(graph, order, { iterationsPerUs: speed(), parts }) };
}

/** The same station with another coroutine. That one gets the options of the cake's own station as `station`, and `more`. */
export function recast(
  graph: Graph,
  { name, firstWorkIndex }: StationSpec,
  coroutine: Pick<StationSpec, 'module' | 'export'>,
  more: object,
): StationSpec {
  const station = graph.stations.find((one) => one.name === name);
  if (station === undefined) throw new Error(`expected a station "${name}" in the recipe, found none`);
  const options = { station: stationOptions(graph, station, demandOf(graph, 1), speed()), ...more };
  return { name, ...coroutine, options, firstWorkIndex };
}

/** Closes all engines after `use`, also after an error, so no thread is left. */
export async function withEngines<Result>(engines: readonly Engine[], use: () => Promise<Result>): Promise<Result> {
  try {
    return await use();
  } finally {
    await Promise.all(engines.map((engine) => engine.close()));
  }
}

/** Samples several runners in the order A B B A, so a drift affects all alike. Returns each runner's samples by round. */
export async function inTurn(rounds: number, runners: readonly (() => Promise<number>)[]): Promise<number[][]> {
  const samples: number[][] = runners.map(() => []);
  for (let round = 0; round < rounds; round++) {
    const places = runners.map((_, place) => place);
    for (const place of round % 2 === 0 ? places : places.toReversed()) {
      const value = await runners[place]?.();
      if (value !== undefined) samples[place]?.push(value);
    }
  }
  return samples;
}

export interface Gain {
  /** How many times as fast the other is as the first: the median of the rounds, with its interval. */
  readonly ratio: Interval;
  readonly outcome: Outcome;
}

/** How many times as fast the runs of the other are as those of the first, round by round. */
export function gainOf(first: readonly number[] = [], other: readonly number[] = []): Gain {
  const ratio = intervalOf(pairedRatios(first, other));
  return { ratio, outcome: outcomeOf(ratio) };
}

const CAPACITY_SAMPLES = 3;

/**
 * Whether gains of threads are possible: none is above the parallel capacity, which is measured now. Noise can show more, and
 * confirms nothing.
 *
 * @param limit of the line, where it has one
 */
export async function arePossible(
  gains: readonly Pick<Gain, 'ratio'>[],
  limit = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const cores = nodePlatform.cores();
  const bakers = pool({ platform: nodePlatform, threads: cores });
  return await withEngines([bakers], async () => {
    const meter = capacityMeters(bakers, cores, speed()).computing;
    for (let i = 0; i < CAPACITY_SAMPLES; i++) await meter.sample();
    return gains.every(({ ratio }) => outcomeOf(ratio, Math.min(limit, meter.capacity())) !== 'not-trusted');
  });
}

/** `12 ms`, `1.2 ms`. */
export function milliseconds(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}

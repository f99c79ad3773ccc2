/** What many chapters need: the cake's line with other figures, engines that are closed again, samples in turn. */

import { lineOf } from '../../cake/cake-line.ts';
import { chocolateCake } from '../../cake/chocolate-cake.ts';
import { type Graph, graphOf } from '../../cake/graph.ts';
import type { Recipe } from '../../cake/recipe.ts';
import { underWorkload } from '../../cake/workload.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Line } from '../../line/line.ts';
import { calibrate } from '../../measure/calibrate.ts';
import type { Workload } from '../../measure/workload.ts';
import { nodeClock } from '../../platform/node/clock.ts';

let measured: number | null = null;

/** Iterations of the kernel per microsecond on this machine, measured once. */
export function speed(): number {
  measured ??= calibrate(nodeClock);
  return measured;
}

/** The chocolate cake under a workload; stations that are named work or rest for another time. */
export function cake(
  workload: Workload,
  changes: Readonly<Record<string, { readonly workUs?: number; readonly restMs?: number }>> = {},
): Recipe {
  const recipe = underWorkload(chocolateCake, workload);
  return { ...recipe, stations: recipe.stations.map((station) => ({ ...station, ...changes[station.name] })) };
}

export interface Job {
  readonly graph: Graph;
  readonly line: Line;
}

/** @param parts into how many the cakes are divided for bakers */
export function job(recipe: Recipe, cakes: number, parts = 0): Job {
  const graph = graphOf(recipe, recipe.name);
  const order = { cakes, seed: 1, delivery: 'order' } as const;
  return { graph, line: lineOf(graph, order, { iterationsPerUs: speed(), parts }) };
}

/** Whatever happens, no thread is left. */
export async function withEngines<Result>(engines: readonly Engine[], use: () => Promise<Result>): Promise<Result> {
  try {
    return await use();
  } finally {
    await Promise.all(engines.map((engine) => engine.close()));
  }
}

/** Samples of several runners, A B B A, so that whatever drifts drifts for all; the samples of each, round by round. */
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

/** How many times as long the first took as the other, in each round. */
export function ratios(first: readonly number[] | undefined, other: readonly number[] | undefined): number[] {
  return (first ?? []).map((ms, round) => ms / (other?.[round] ?? Number.NaN));
}

/** `1.60x`. */
export function times(ratio: number): string {
  return `${ratio.toFixed(2)}x`;
}

/** `12 ms`, `1.2 ms`. */
export function milliseconds(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}

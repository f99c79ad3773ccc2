/** The same cakes under several engines, with increasing work per ingredient. For any platform. */
import { bake } from '../cake/bake.ts';
import { lineOf } from '../cake/cake-line.ts';
import { chocolateCake } from '../cake/recipe/chocolate-cake.ts';
import { graphOf, itemsPerCake } from '../cake/recipe/graph.ts';
import type { Recipe } from '../cake/recipe/recipe.ts';
import { warmUpLines } from '../cake/warm-up-lines.ts';
import type { Engine } from '../engine/engine.ts';
import { checkAgreement } from '../measure/agreement.ts';
import { calibrate } from '../measure/machine/calibrate.ts';
import { capacityMeters } from '../measure/machine/capacity.ts';
import type { Run } from '../measure/run.ts';
import { warmUp } from '../measure/warm-up.ts';
import type { ThreadingPlatform } from '../platform/platform.ts';

/** Parts per core for the pool, as in the contrast. */
const PARTS_PER_CORE = 4;
/** With fewer cakes the line would only fill and drain. */
const FEWEST_CAKES = 30;
/** The rough cost of an ingredient without work; it only decides how many cakes are made. */
const ROUGH_US_PER_ITEM = 0.06;
/** Below this grain, runs are shorter by this factor: with one message per ingredient they would take seconds. */
const NAIVE_SHARE = 0.25;
const NAIVE_BELOW_US = 2;
const CAPACITY_SAMPLES = 2;

/**
 * The cost of moving an item comes from runs with at most this much work per item, in microseconds. Runs without any work are not enough:
 * there the two ends of a port constantly disturb each other.
 */
export const MOST_FITTED_US = 0.3;

export interface GrainsPlan {
  /** Work per ingredient, ascending from 0. Microseconds. */
  readonly grainsUs: readonly number[];
  /** About how long one run of the cooperative engine takes. Milliseconds. */
  readonly runMs: number;
  /** How many pairs of runs warm up each racer, 0 or more. */
  readonly warmUps: number;
  /** Reverses the order of the grains and of the racers. */
  readonly backwards: boolean;
}

export interface GrainRuns<Name extends string> {
  readonly parallelCapacity: number;
  /** With the grains ascending. */
  readonly points: readonly {
    /** Work per ingredient, in microseconds. */
    readonly workUs: number;
    readonly cakes: number;
    /** Of every racer, once. */
    readonly runs: ReadonlyMap<Name, Run>;
  }[];
}

/**
 * The chocolate cake with a given work per ingredient, divided equally among the stations: no station is the bottleneck, so
 * that the sweep measures the grain and not the recipe.
 */
export function grainRecipe(workUs: number): Recipe {
  const { stations } = chocolateCake;
  const moved = stations.flatMap(({ needs }) => Object.values(needs)).reduce((sum, count) => sum + count, 0);
  return {
    ...chocolateCake,
    stations: stations.map((station) => ({ ...station, workUs: (workUs * moved) / stations.length, restMs: 0 })),
  };
}

/**
 * Runs every racer at every grain, once. The caller closes them.
 *
 * @param pool measures the parallel capacity; it may be one of the racers
 * @throws DisagreementError when engines disagree on cakes, leftovers or digest
 */
export async function runGrains<Name extends string>(
  { grainsUs, runMs, warmUps, backwards }: GrainsPlan,
  racers: readonly (readonly [Name, Engine])[],
  pool: Engine,
  platform: ThreadingPlatform,
): Promise<GrainRuns<Name>> {
  const cores = platform.cores();
  const iterationsPerUs = calibrate(platform.clock);
  const engines = racers.map(([, engine]) => engine);
  const lines = warmUpLines(chocolateCake, chocolateCake.name, { seed: 1, cores, iterationsPerUs });
  await warmUp(engines, lines, warmUps, () => {});
  const meter = capacityMeters(pool, cores, iterationsPerUs).computing;
  const points: GrainRuns<Name>['points'][number][] = [];
  for (const workUs of backwards ? grainsUs.toReversed() : grainsUs) {
    const graph = graphOf(grainRecipe(workUs), chocolateCake.name);
    const perCakeUs = (itemsPerCake(graph) - 1) * (workUs + ROUGH_US_PER_ITEM);
    const cakes = Math.max(
      FEWEST_CAKES,
      Math.round((runMs * 1000 * (workUs < NAIVE_BELOW_US ? NAIVE_SHARE : 1)) / perCakeUs),
    );
    const order = { cakes, seed: 1, delivery: 'order' } as const;
    const line = lineOf(graph, order, { iterationsPerUs, parts: cores * PARTS_PER_CORE });
    const runs = new Map<Name, Run>();
    // Short runs would measure the compiler: one untimed run first.
    if (workUs < NAIVE_BELOW_US) for (const [, engine] of racers) await bake(engine, graph, line);
    let reference: { readonly engine: Engine; readonly run: Run } | null = null;
    for (const [name, engine] of backwards ? racers.toReversed() : racers) {
      const run = await bake(engine, graph, line);
      reference ??= { engine, run };
      checkAgreement(`${workUs} us per ingredient`, reference, { engine, run });
      runs.set(name, run);
    }
    points.push({ workUs, cakes, runs });
    for (let i = 0; i < CAPACITY_SAMPLES; i++) await meter.sample();
  }
  return { parallelCapacity: meter.capacity(), points: backwards ? points.toReversed() : points };
}

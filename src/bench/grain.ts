/** The sweep: the same cakes under every racer, with increasing work per ingredient. */
import { bake } from '../cake/bake.ts';
import { lineOf } from '../cake/cake-line.ts';
import { chocolateCake } from '../cake/recipe/chocolate-cake.ts';
import { type Graph, graphOf, itemsPerCake } from '../cake/recipe/graph.ts';
import type { Recipe } from '../cake/recipe/recipe.ts';
import { warmUpLines } from '../cake/warm-up-lines.ts';
import { cooperative } from '../engine/cooperative.ts';
import type { Engine } from '../engine/engine.ts';
import { pool } from '../engine/pool.ts';
import { threads } from '../engine/threads.ts';
import { type Line, specsOf } from '../line/line.ts';
import { checkAgreement } from '../measure/agreement.ts';
import { calibrate } from '../measure/machine/calibrate.ts';
import { capacityMeters } from '../measure/machine/capacity.ts';
import type { EdgeShape, LineShape } from '../measure/model.ts';
import type { Run } from '../measure/run.ts';
import { warmUp } from '../measure/warm-up.ts';
import { nodeClock as clock } from '../platform/node/clock.ts';
import { nodePlatform as platform } from '../platform/node/platform.ts';
import type { RacerName, Sweep, SweepPlan, SweepPoint } from './job.ts';

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

/** The line as the model needs it. */
export function shapeOf(graph: Graph, line: Line): LineShape {
  const names = specsOf(line).map((spec) => spec.name);
  const edges = line.edges.map(({ from, to, items, capacity }): EdgeShape => {
    const perProduct = (items ?? []).reduce((sum, item) => sum + (graph.perProduct[item] ?? 0), 0);
    return { from: names.indexOf(from), to: names.indexOf(to), items: perProduct, capacity };
  });
  // The source does no work; all stations do the same amount.
  const workShares = names.map((_, i) => (i === 0 ? 0 : 1 / graph.stations.length));
  return { workShares, edges };
}

export async function sweep({ grainsUs, runMs, warmUps, backwards }: SweepPlan): Promise<Sweep> {
  const cores = platform.cores();
  const poolEngine = pool({ platform, threads: cores });
  const racers: readonly (readonly [RacerName, Engine])[] = [
    ['cooperative', cooperative({ platform })],
    ['threads (port, one by one)', threads({ platform, channel: 'port', oneByOne: true })],
    ['threads (ring, one by one)', threads({ platform, channel: 'ring', oneByOne: true })],
    ['threads (port)', threads({ platform, channel: 'port' })],
    ['threads (ring)', threads({ platform, channel: 'ring' })],
    ['pool', poolEngine],
  ];
  try {
    const iterationsPerUs = calibrate(clock);
    const engines = racers.map(([, engine]) => engine);
    const lines = warmUpLines(chocolateCake, chocolateCake.name, { seed: 1, cores, iterationsPerUs });
    await warmUp(engines, lines, warmUps, () => {});
    const meter = capacityMeters(poolEngine, cores, iterationsPerUs).computing;
    const points: SweepPoint[] = [];
    for (const workUs of backwards ? grainsUs.toReversed() : grainsUs) {
      const graph = graphOf(grainRecipe(workUs), chocolateCake.name);
      const perCakeUs = (itemsPerCake(graph) - 1) * (workUs + ROUGH_US_PER_ITEM);
      const cakes = Math.max(
        FEWEST_CAKES,
        Math.round((runMs * 1000 * (workUs < NAIVE_BELOW_US ? NAIVE_SHARE : 1)) / perCakeUs),
      );
      const order = { cakes, seed: 1, delivery: 'order' } as const;
      const line = lineOf(graph, order, { iterationsPerUs, parts: cores * PARTS_PER_CORE });
      const runs = new Map<RacerName, Run>();
      // Short runs would measure the compiler: one untimed run first.
      if (workUs < NAIVE_BELOW_US) for (const [, engine] of racers) await bake(engine, graph, line);
      let reference: { readonly engine: Engine; readonly run: Run } | null = null;
      for (const [name, engine] of backwards ? racers.toReversed() : racers) {
        const run = await bake(engine, graph, line);
        reference ??= { engine, run };
        checkAgreement(`${workUs} us per ingredient`, reference, { engine, run });
        runs.set(name, run);
      }
      const of = (name: RacerName) => {
        const run = runs.get(name);
        return { wallMs: run?.wallMs ?? Number.NaN, cpuMs: run?.cpuMs ?? Number.NaN };
      };
      points.push({
        workUs,
        cakes,
        runs: {
          cooperative: of('cooperative'),
          'threads (port, one by one)': of('threads (port, one by one)'),
          'threads (ring, one by one)': of('threads (ring, one by one)'),
          'threads (port)': of('threads (port)'),
          'threads (ring)': of('threads (ring)'),
          pool: of('pool'),
        },
      });
      for (let i = 0; i < CAPACITY_SAMPLES; i++) await meter.sample();
    }
    return { parallelCapacity: meter.capacity(), points: backwards ? points.toReversed() : points };
  } finally {
    for (const [, engine] of racers) await engine.close();
  }
}

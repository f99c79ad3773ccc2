/** The stations of a cake line as stages: what each thread builds again, to find its own station. */
import { lineFor } from '../line/defined-line.ts';
import { isOneOf } from '../line/guard.ts';
import { ints } from '../line/kind/kinds.ts';
import { merge, source } from '../line/stage.ts';
import { type ProducerOptions, producer } from './producer.ts';
import type { Ingredient } from './recipe/graph.ts';
import { type StationOptions, station } from './station.ts';

/** Plain data: every thread is sent a copy. */
export interface CakeLineOptions {
  /** The name of each ingredient: the alphabet. */
  readonly names: readonly string[];
  readonly producer: ProducerOptions & { readonly name: string };
  /** Each station comes after those that feed it. */
  readonly stations: readonly CakeStation[];
}

export interface CakeStation {
  readonly name: string;
  readonly options: StationOptions;
  /** The number of its first firing, where the line bakes a part of a longer order. */
  readonly firstFiring: number;
  readonly inputs: readonly CakeInput[];
}

/** What a station gets from another one, or from the producer. */
export interface CakeInput {
  readonly from: string;
  readonly ingredients: readonly Ingredient[];
  readonly capacity: number;
}

/** The line of a recipe. Its results are the cakes: of the last station, or of all its copies. */
export const cakeStations = lineFor(
  ({ names, producer: delivery, stations }: CakeLineOptions) => {
    const out = ints({ names });
    const first = source((host) => producer(delivery, host), { out, name: delivery.name });
    const stages = new Map([[delivery.name, first]]);
    for (const { name, options, firstFiring, inputs } of stations) {
      const flows = inputs.map(({ from, ingredients, capacity }) =>
        (stages.get(from) ?? first).where(isOneOf(ingredients)).holding(capacity),
      );
      const stage = merge(...flows).to((host) => station(options, host), { out, name, firstPiece: firstFiring });
      stages.set(name, stage);
    }
    const read = new Set(stations.flatMap(({ inputs }) => inputs.map(({ from }) => from)));
    return [...stages].flatMap(([name, stage]) => (read.has(name) ? [] : [stage]));
  },
  { module: import.meta.url },
);

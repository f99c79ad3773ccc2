/** What one run of the soak is made of: recipe, order, engines, channels and what goes wrong, all drawn from a seed. */
import * as fc from 'fast-check';
import { type Graph, graphOf } from '../../src/cake/recipe/graph.ts';
import { DELIVERIES, ingredientsOf, type Order } from '../../src/cake/recipe/order.ts';
import type { Recipe } from '../../src/cake/recipe/recipe.ts';
import { kernel, seedOf } from '../../src/line/kernel.ts';
import { arbitraryRecipe } from '../cake/arbitrary-recipe.ts';
import { FAULT_NAMES, FAULTS, type FaultName, strikes } from './faults.ts';

export const SOAKED = ['event-loop', 'threads (port)', 'threads (ring)', 'pool'] as const;
export type Soaked = (typeof SOAKED)[number];

export interface FirstFailure {
  /** Under which of the engines. */
  readonly engine: Soaked;
  /** One, or two of two stations. */
  readonly blows: readonly [Blow, ...Blow[]];
}

export interface Blow {
  readonly fault: FaultName;
  /** Which station, counted from 1 in the order of the line; 0 is the producer. */
  readonly station: number;
  /** At which of its products: a share of all, 0 to 1. */
  readonly share: number;
}

export interface Scenario {
  readonly recipe: Recipe;
  readonly order: Order;
  /** Of every channel. */
  readonly capacity: number;
  /** Every item by itself, where items go in batches otherwise. */
  readonly oneByOne: boolean;
  /** Beside the cooperative engine, whose digest is what theirs are compared with. */
  readonly engines: readonly Soaked[];
  /** Null where nothing goes wrong. */
  readonly mishap: FirstFailure | null;
}

/** Some milliseconds for each engine. */
const MOST_INGREDIENTS = 20_000;
const MOST_REST_MS = 30;

const arbitraryOrder: fc.Arbitrary<Order> = fc.record({
  cakes: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 1000 })),
  seed: fc.integer(),
  delivery: fc.constantFrom(...DELIVERIES),
});

const arbitraryMishap = (engines: readonly Soaked[], stations: number): fc.Arbitrary<FirstFailure> =>
  fc.constantFrom(...engines).chain((engine) => {
    const faults = FAULT_NAMES.filter((fault) => strikes(fault, nameOf(engine)));
    const blow: fc.Arbitrary<Blow> = fc.record({
      fault: fc.oneof(...faults.map((fault) => ({ arbitrary: fc.constant(fault), weight: FAULTS[fault].weight }))),
      station: fc.nat({ max: stations }),
      share: fc.oneof(fc.constantFrom(0, Number.MIN_VALUE, 1), fc.double({ min: 0, max: 1, noNaN: true })),
    });
    const one = fc.tuple(blow);
    const two = fc.tuple(blow, blow).filter(([first, second]) => first.station !== second.station);
    const blows: fc.Arbitrary<FirstFailure['blows']> = fc.oneof(
      { arbitrary: one, weight: 3 },
      { arbitrary: two, weight: 1 },
    );
    return fc.record({ engine: fc.constant(engine), blows });
  });

function nameOf(engine: Soaked) {
  switch (engine) {
    case 'event-loop':
      return 'event-loop';
    case 'pool':
      return 'pool';
    case 'threads (port)':
    case 'threads (ring)':
      return 'threads';
  }
}

const arbitraryScenario: fc.Arbitrary<Scenario> = fc
  .record({
    recipe: arbitraryRecipe,
    order: arbitraryOrder,
    capacity: fc.constantFrom(1, 2, 7, 64, 1024),
    oneByOne: fc.boolean(),
    engines: fc.subarray([...SOAKED], { minLength: 1, maxLength: 3 }),
    goesWrong: fc.boolean(),
    workUs: fc.constantFrom(0, 0, 1, 20),
    restMs: fc.constantFrom(0, 0, 1),
  })
  .chain(({ goesWrong, workUs, restMs, recipe, order, ...rest }) => {
    const graph = graphOf(recipe, 'soak');
    const cakes = Math.max(
      1,
      Math.min(order.cakes, Math.floor(MOST_INGREDIENTS / ingredientsOf(graph, { ...order, cakes: 1 }))),
    );
    // The last station alone rests, and only where it does not take long.
    const rests = restMs * cakes <= MOST_REST_MS ? restMs : 0;
    const last = graph.names[graph.product];
    const stations = recipe.stations.map((one) => ({ ...one, workUs, restMs: one.makes === last ? rests : 0 }));
    const mishap = goesWrong ? arbitraryMishap(rest.engines, stations.length) : fc.constant(null);
    return mishap.map((mishap) => ({ ...rest, recipe: { ...recipe, stations }, order: { ...order, cakes }, mishap }));
  });

/** The seed of the n-th run, or document, of a soak. */
export function seedFor(seed: number, n: number): number {
  return kernel(1, seedOf(seed, n));
}

export function scenarioFor(seed: number): Scenario {
  return drawn(arbitraryScenario, seed);
}

/** The one value that a seed stands for. */
export function drawn<T>(arbitrary: fc.Arbitrary<T>, seed: number): T {
  const [value] = fc.sample(arbitrary, { seed, numRuns: 1 });
  if (value === undefined) throw new Error('expected one value, found none');
  return value;
}

/** In one line, for whoever has to look into a failure. */
export function described({ recipe, order, capacity, oneByOne, engines, mishap }: Scenario): string {
  const wrong =
    mishap === null ? 'nothing goes wrong' : `under ${mishap.engine} ${mishap.blows.map(blowText).join(', ')}`;
  return (
    `${recipe.stations.length} stations, ${order.cakes} cakes, ${order.delivery}, seed ${order.seed}, capacity ${capacity}, ` +
    `${oneByOne ? 'one by one' : 'batched'}, ${engines.join(' + ')}; ${wrong}`
  );
}

function blowText({ station, fault, share }: Blow): string {
  return `station ${station} ${fault} after ${(100 * share).toFixed(0)} % of its products`;
}

/** How many products a station makes for the whole order, or ingredients the producer delivers. */
export function productsOf(graph: Graph, order: Order, station: number): number {
  const spec = graph.stations[station - 1];
  return spec === undefined ? ingredientsOf(graph, order) : order.cakes * (graph.perProduct[spec.makes] ?? 1);
}

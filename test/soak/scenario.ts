/** The scenario of one run: recipe, order, engines, channels and faults, all drawn from a seed. */
import * as fc from 'fast-check';
import { demandOf } from '../../src/cake/recipe/demand.ts';
import { type Graph, graphOf } from '../../src/cake/recipe/graph.ts';
import { DELIVERIES, ingredientsOf, type Order } from '../../src/cake/recipe/order.ts';
import type { Recipe } from '../../src/cake/recipe/recipe.ts';
import { kernel, seedOf } from '../../src/line/kernel.ts';
import { arbitraryRecipe } from '../cake/arbitrary-recipe.ts';
import { arbitraryDeal, type Deal } from '../engine/arbitrary-placement.ts';
import { FAULT_NAMES, FAULTS, type FaultName, mayInject } from './faults.ts';

export const ENGINES_UNDER_TEST = ['event-loop', 'threads (port)', 'threads (ring)', 'pool'] as const;
export type EngineUnderTest = (typeof ENGINES_UNDER_TEST)[number];

export interface FaultPlan {
  /** The engine under which the faults are injected. */
  readonly engine: EngineUnderTest;
  /** One fault, or two in two stations. */
  readonly injections: readonly [Injection, ...Injection[]];
}

export interface Injection {
  readonly fault: FaultName;
  /** The station, counted from 1 in the order of the line; 0 is the producer. */
  readonly station: number;
  /** When: as a share of all its products, 0 to 1. */
  readonly share: number;
}

/** What is baked. */
export interface Baking {
  readonly recipe: Recipe;
  readonly order: Order;
  /** Of every channel, in items. */
  readonly capacity: number;
}

export interface Scenario extends Baking {
  /** Whether every item is its own message, and not part of a batch. */
  readonly oneByOne: boolean;
  /** Which stations share a thread under the threads engines; null where each has its own. */
  readonly deal: Deal | null;
  /** Each is compared with the cooperative engine. */
  readonly engines: readonly EngineUnderTest[];
  /** Null for a run without faults. */
  readonly faultPlan: FaultPlan | null;
}

/** This number takes some milliseconds under each engine. */
const MOST_INGREDIENTS = 20_000;
const MOST_REST_MS = 30;

const arbitraryOrder: fc.Arbitrary<Order> = fc.record({
  cakes: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 1000 })),
  seed: fc.integer(),
  delivery: fc.constantFrom(...DELIVERIES),
});

const arbitraryFaultPlan = (engines: readonly EngineUnderTest[], stations: number): fc.Arbitrary<FaultPlan> =>
  fc.constantFrom(...engines).chain((engine) => {
    const faults = FAULT_NAMES.filter((fault) => mayInject(fault, nameOf(engine)));
    const injection: fc.Arbitrary<Injection> = fc.record({
      fault: fc.oneof(...faults.map((fault) => ({ arbitrary: fc.constant(fault), weight: FAULTS[fault].weight }))),
      station: fc.nat({ max: stations }),
      share: fc.oneof(fc.constantFrom(0, Number.MIN_VALUE, 1), fc.double({ min: 0, max: 1, noNaN: true })),
    });
    const one = fc.tuple(injection);
    const two = fc.tuple(injection, injection).filter(([first, second]) => first.station !== second.station);
    const injections: fc.Arbitrary<FaultPlan['injections']> = fc.oneof(
      { arbitrary: one, weight: 3 },
      { arbitrary: two, weight: 1 },
    );
    return fc.record({ engine: fc.constant(engine), injections });
  });

function nameOf(engine: EngineUnderTest) {
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

export const arbitraryBaking: fc.Arbitrary<Baking> = fc
  .record({
    recipe: arbitraryRecipe,
    order: arbitraryOrder,
    capacity: fc.constantFrom(1, 2, 7, 64, 1024),
    workUs: fc.constantFrom(0, 0, 1, 20),
    restMs: fc.constantFrom(0, 0, 1),
  })
  .map(({ recipe, order, capacity, workUs, restMs }) => {
    const graph = graphOf(recipe, 'soak');
    const cakes = Math.max(1, Math.min(order.cakes, Math.floor(MOST_INGREDIENTS / ingredientsOf(graph, { cakes: 1 }))));
    // Only the last station rests, and only if all rests together are short.
    const rests = restMs * cakes <= MOST_REST_MS ? restMs : 0;
    const last = graph.stations.at(-1)?.name;
    const stations = recipe.stations.map((one) => ({ ...one, workUs, restMs: one.name === last ? rests : 0 }));
    return { recipe: { ...recipe, stations }, order: { ...order, cakes }, capacity };
  });

const arbitraryScenario: fc.Arbitrary<Scenario> = fc
  .record({
    baking: arbitraryBaking,
    oneByOne: fc.boolean(),
    deal: fc.oneof(fc.constant(null), arbitraryDeal),
    engines: fc.subarray([...ENGINES_UNDER_TEST], { minLength: 1, maxLength: 3 }),
    isFaulty: fc.boolean(),
  })
  .chain(({ baking, isFaulty, ...rest }) => {
    const stations = baking.recipe.stations.length;
    const faultPlan = isFaulty ? arbitraryFaultPlan(rest.engines, stations) : fc.constant(null);
    return faultPlan.map((plan) => ({ ...baking, ...rest, faultPlan: plan }));
  });

/** The seed of the n-th run, or document, of a soak. */
export function seedFor(seed: number, n: number): number {
  return kernel(1, seedOf(seed, n));
}

export function scenarioFor(seed: number): Scenario {
  return drawn(arbitraryScenario, seed);
}

/** The value that belongs to a seed. */
export function drawn<T>(arbitrary: fc.Arbitrary<T>, seed: number): T {
  const [value] = fc.sample(arbitrary, { seed, numRuns: 1 });
  if (value === undefined) throw new Error('expected one value, found none');
  return value;
}

/** The scenario in one line, for the report of a failure. */
export function described({ recipe, order, capacity, oneByOne, deal, engines, faultPlan }: Scenario): string {
  const faults =
    faultPlan === null ? 'no fault' : `under ${faultPlan.engine} ${faultPlan.injections.map(injectionText).join(', ')}`;
  return (
    `${recipe.stations.length} stations, ${order.cakes} cakes, ${order.delivery}, seed ${order.seed}, capacity ${capacity}, ` +
    `${oneByOne ? 'one by one' : 'batched'}, ${engines.join(' + ')}, ${dealText(deal, 1 + recipe.stations.length)}; ${faults}`
  );
}

/** @param stations how many of its numbers count */
export function dealText(deal: Deal | null, stations: number): string {
  return deal === null ? 'a thread for each station' : `stations on threads ${deal.slice(0, stations).join(' ')}`;
}

function injectionText({ station, fault, share }: Injection): string {
  return `station ${station} ${fault} after ${(100 * share).toFixed(0)} % of its products`;
}

/** How many products a station sends for the whole order; for station 0, how many ingredients the producer delivers. */
export function productsOf(graph: Graph, order: Order, station: number): number {
  const spec = graph.stations[station - 1];
  const { items } = demandOf(graph, order.cakes);
  return spec === undefined
    ? ingredientsOf(graph, order)
    : spec.makes.reduce((sum, item) => sum + (items[item] ?? 0), 0);
}

/** An order: how many cakes to bake, and in which order the raw ingredients arrive. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { Turns } from '../turns.ts';
import { type Demand, demandOf } from './demand.ts';
import type { Graph, Ingredient } from './graph.ts';
import { RecipeError } from './recipe.ts';

/**
 * - `order`: exactly the ingredients of the cakes, shuffled.
 * - `random`: the same number of ingredients, each drawn at random, as in the lecture. So there are fewer cakes, and
 *   some ingredients are left over.
 */
export const DELIVERIES = ['order', 'random'] as const;
export type Delivery = (typeof DELIVERIES)[number];

export interface Order {
  /** 1 or more. With random delivery this is the largest possible number. */
  readonly cakes: number;
  /** A 32-bit integer. The same seed gives the same order of ingredients. */
  readonly seed: number;
  readonly delivery: Delivery;
}

/**
 * The most ingredients in one order, each of which takes one byte of memory, and the most units that a station makes for it, which
 * are counted in 32 bits.
 */
export const MOST_INGREDIENTS = 100_000_000;

/** The number of raw ingredients in an order. */
export function ingredientsOf(graph: Graph, order: Pick<Order, 'cakes'>): number {
  return unitsOf(graph.raw.flat(), demandOf(graph, order.cakes));
}

/** @throws RecipeError if the order has more ingredients than `MOST_INGREDIENTS`, or a station makes more for it */
export function checkOrder(graph: Graph, order: Order): void {
  const total = ingredientsOf(graph, order);
  const each = Number.isInteger(total / order.cakes) ? ` of ${total / order.cakes} each` : '';
  if (total > MOST_INGREDIENTS)
    throw new RecipeError(
      `order: expected at most ${MOST_INGREDIENTS} ingredients, found ${total}: ${order.cakes} cakes${each}`,
    );
  const about = order.delivery === 'random' ? 'about ' : '';
  madeFor(graph, order).forEach((units, made) => {
    if (units > MOST_INGREDIENTS)
      throw new RecipeError(
        `order: expected at most ${MOST_INGREDIENTS} units of "${made}", found ${about}${Math.round(units)}: ${order.cakes} cakes`,
      );
  });
}

/**
 * How many units of each ingredient its stations make for an order; with random delivery, what they make of the mean of each raw
 * ingredient.
 */
function madeFor(graph: Graph, order: Order): ReadonlyMap<string, number> {
  const demand = demandOf(graph, order.cakes);
  const supply = graph.names.map(() => 0);
  const share = (items: readonly Ingredient[], units: number): void => {
    const all = unitsOf(items, demand);
    for (const item of items) supply[item] = (supply[item] ?? 0) + (units * (demand.items[item] ?? 0)) / all;
  };
  for (const items of graph.raw) share(items, ingredientsOf(graph, order) / graph.raw.length);
  const made = new Map<string, number>();
  graph.stations.forEach(({ needs, makes, count }, i) => {
    const firings =
      order.delivery === 'order'
        ? (demand.firings[i] ?? 0)
        : Math.min(...needs.map((need) => (supply[need.ingredient] ?? 0) / need.count));
    share(makes, firings * count);
    const name = graph.names[makes[0] ?? -1] ?? '';
    made.set(name, (made.get(name) ?? 0) + firings * count);
  });
  return made;
}

function unitsOf(items: readonly Ingredient[], demand: Demand): number {
  return items.reduce((sum, item) => sum + (demand.items[item] ?? 0), 0);
}

/**
 * The ingredients of an order, one byte each, in the order of their delivery.
 *
 * The list is made before anything runs. So every engine gets the same ingredients in the same order, and no timed run
 * includes the drawing of random numbers.
 *
 * @throws RecipeError if the order has more ingredients than `MOST_INGREDIENTS`
 */
export function deliveriesOf(graph: Graph, order: Order | OrderPart): Uint8Array {
  checkOrder(graph, order);
  const demand = demandOf(graph, order.cakes, 'firstCake' in order ? order.firstCake : 0);
  const total = ingredientsOf(graph, order);
  const random = xoroshiro128plus(order.seed);
  const sequence = new Uint8Array(total);
  if (order.delivery === 'random') {
    const nextOf = graph.raw.map((items) => dealt(items, demand));
    for (let i = 0; i < total; i++) sequence[i] = nextOf[uniformInt(random, 0, graph.raw.length - 1)]?.() ?? 0;
    return sequence;
  }
  let filled = 0;
  for (const ingredient of graph.raw.flat()) {
    const count = demand.items[ingredient] ?? 0;
    sequence.fill(ingredient, filled, filled + count);
    filled += count;
  }
  // The Fisher-Yates shuffle: every possible order is equally likely.
  for (let i = total - 1; i > 0; i--) {
    const j = uniformInt(random, 0, i);
    const held: Ingredient = sequence[i] ?? 0;
    sequence[i] = sequence[j] ?? 0;
    sequence[j] = held;
  }
  return sequence;
}

/** Where an ingredient is drawn at random, the stations that need it get it in turns. */
function dealt(items: readonly Ingredient[], demand: Demand): () => Ingredient {
  const [only = 0, ...others] = items;
  if (others.length === 0) return () => only;
  const turns = new Turns(items.map((item) => demand.items[item] ?? 0));
  return () => items[turns.next()] ?? 0;
}

/** A part of an order: some whole cakes. */
export interface OrderPart extends Order {
  /** The number of cakes in the parts before this one. */
  readonly firstCake: number;
}

/**
 * Divides an order into parts of whole lots, so that all parts together fire as often as the whole order. Their sizes differ by one
 * lot at most, the last lot may be smaller, and each part has its own seed.
 *
 * @param parts 0 or more; an order has no more parts than lots
 */
export function divide({ lot }: Pick<Graph, 'lot'>, order: Order, parts: number): OrderPart[] {
  const { cakes, seed, delivery } = order;
  const size = Math.min(lot, cakes);
  const lots = Math.ceil(cakes / size);
  const count = Math.min(parts, lots);
  return Array.from({ length: count }, (_, i) => {
    const firstCake = size * Math.floor((lots * i) / count);
    const nextCake = Math.min(cakes, size * Math.floor((lots * (i + 1)) / count));
    return { cakes: nextCake - firstCake, seed: (seed + i) | 0, delivery, firstCake };
  });
}

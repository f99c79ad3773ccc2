/** An order: how many cakes, and in which sequence the raw ingredients come. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Graph, Ingredient } from './graph.ts';
import { RecipeError } from './recipe.ts';

/**
 * - `order`: exactly what the cakes need, shuffled.
 * - `random`: as many ingredients, each drawn at random, as in the lecture; so there are fewer cakes, and leftovers.
 */
export const DELIVERIES = ['order', 'random'] as const;
export type Delivery = (typeof DELIVERIES)[number];

export interface Order {
  /** At least 1; with random delivery the most that the ingredients could make. */
  readonly cakes: number;
  /** A 32-bit integer. The same seed gives the same sequence. */
  readonly seed: number;
  readonly delivery: Delivery;
}

/** The most ingredients that one order may take: one byte each is kept of them. */
export const MOST_INGREDIENTS = 100_000_000;

/** How many raw ingredients an order takes. */
export function ingredientsOf(graph: Graph, order: Order): number {
  return order.cakes * graph.raw.reduce((sum, ingredient) => sum + (graph.perProduct[ingredient] ?? 0), 0);
}

/** @throws RecipeError when the order takes more than `MOST_INGREDIENTS` */
export function checkOrder(graph: Graph, order: Order): void {
  const total = ingredientsOf(graph, order);
  if (total > MOST_INGREDIENTS)
    throw new RecipeError(
      `order: expected at most ${MOST_INGREDIENTS} ingredients, found ${order.cakes} cakes of ${total / order.cakes} each`,
    );
}

/**
 * The ingredients of an order, one byte each, in the sequence in which they are delivered.
 *
 * It is drawn up before anything runs, so that every engine is given the same ingredients in the same sequence and none
 * is timed while it draws random numbers.
 *
 * @throws RecipeError when the order takes more than `MOST_INGREDIENTS`
 */
export function deliveriesOf(graph: Graph, order: Order): Uint8Array {
  checkOrder(graph, order);
  const total = ingredientsOf(graph, order);
  const random = xoroshiro128plus(order.seed);
  const sequence = new Uint8Array(total);
  if (order.delivery === 'random') {
    for (let i = 0; i < total; i++) sequence[i] = graph.raw[uniformInt(random, 0, graph.raw.length - 1)] ?? 0;
    return sequence;
  }
  let filled = 0;
  for (const ingredient of graph.raw) {
    const count = order.cakes * (graph.perProduct[ingredient] ?? 0);
    sequence.fill(ingredient, filled, filled + count);
    filled += count;
  }
  // Fisher and Yates: each of the possible sequences is equally likely.
  for (let i = total - 1; i > 0; i--) {
    const j = uniformInt(random, 0, i);
    const held: Ingredient = sequence[i] ?? 0;
    sequence[i] = sequence[j] ?? 0;
    sequence[j] = held;
  }
  return sequence;
}

/** Part of an order: whole cakes, counted from the order's first. */
export interface OrderPart extends Order {
  readonly firstCake: number;
}

/**
 * Cuts an order into orders for whole cakes, as even as can be; each has a seed of its own.
 *
 * @param parts at least 1; there are never more parts than cakes
 */
export function divide(order: Order, parts: number): OrderPart[] {
  const count = Math.min(parts, order.cakes);
  return Array.from({ length: count }, (_, i) => {
    const firstCake = Math.floor((order.cakes * i) / count);
    const nextCake = Math.floor((order.cakes * (i + 1)) / count);
    return { cakes: nextCake - firstCake, seed: (order.seed + i) | 0, delivery: order.delivery, firstCake };
  });
}

/** An order: how many cakes to bake, and in which order the raw ingredients arrive. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
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

/** The most ingredients in one order. Each takes one byte of memory. */
export const MOST_INGREDIENTS = 100_000_000;

/** The number of raw ingredients in an order. */
export function ingredientsOf(graph: Graph, order: Order): number {
  return order.cakes * graph.raw.reduce((sum, ingredient) => sum + (graph.perProduct[ingredient] ?? 0), 0);
}

/** @throws RecipeError if the order has more ingredients than `MOST_INGREDIENTS` */
export function checkOrder(graph: Graph, order: Order): void {
  const total = ingredientsOf(graph, order);
  if (total > MOST_INGREDIENTS)
    throw new RecipeError(
      `order: expected at most ${MOST_INGREDIENTS} ingredients, found ${total}: ${order.cakes} cakes of ${total / order.cakes} each`,
    );
}

/**
 * The ingredients of an order, one byte each, in the order of their delivery.
 *
 * The list is made before anything runs. So every engine gets the same ingredients in the same order, and no timed run
 * includes the drawing of random numbers.
 *
 * @throws RecipeError if the order has more ingredients than `MOST_INGREDIENTS`
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
  // The Fisher-Yates shuffle: every possible order is equally likely.
  for (let i = total - 1; i > 0; i--) {
    const j = uniformInt(random, 0, i);
    const held: Ingredient = sequence[i] ?? 0;
    sequence[i] = sequence[j] ?? 0;
    sequence[j] = held;
  }
  return sequence;
}

/** A part of an order: some whole cakes. */
export interface OrderPart extends Order {
  /** The number of cakes in the parts before this one. */
  readonly firstCake: number;
}

/**
 * Divides an order into parts of whole cakes. Their sizes differ by one cake at most, and each has its own seed.
 *
 * @param parts 1 or more; an order has no more parts than cakes
 */
export function divide(order: Order, parts: number): OrderPart[] {
  const count = Math.min(parts, order.cakes);
  return Array.from({ length: count }, (_, i) => {
    const firstCake = Math.floor((order.cakes * i) / count);
    const nextCake = Math.floor((order.cakes * (i + 1)) / count);
    return { cakes: nextCake - firstCake, seed: (order.seed + i) | 0, delivery: order.delivery, firstCake };
  });
}

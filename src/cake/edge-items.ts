/** How many items go over each edge of a cake line. */
import type { Line } from '../line/line.ts';
import { demandOf } from './recipe/demand.ts';
import type { Graph } from './recipe/graph.ts';
import type { Order } from './recipe/order.ts';

/**
 * Of an item that several copies of a station make each sends about the same share.
 *
 * @returns in the order of the line's edges; of a random delivery what is expected
 */
export function itemsOnEdges({ edges }: Pick<Line, 'edges'>, graph: Graph, { cakes }: Pick<Order, 'cakes'>): number[] {
  const { items } = demandOf(graph, cakes);
  const senders = items.map((_, item) => edges.filter((edge) => edge.items?.includes(item)).length);
  return edges.map((edge) =>
    (edge.items ?? []).reduce((sum, item) => sum + (items[item] ?? 0) / (senders[item] ?? 1), 0),
  );
}

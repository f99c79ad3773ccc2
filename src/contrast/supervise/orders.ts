/** What a supervised run bakes, and whether each kill can happen in it. */

import { demandOf } from '../../cake/recipe/demand.ts';
import { checkDuration, orderUs } from '../../cake/recipe/duration.ts';
import { type Graph, graphOf, serviceTimesUs } from '../../cake/recipe/graph.ts';
import { checkOrder, ingredientsOf, type Order } from '../../cake/recipe/order.ts';
import { PRODUCER } from '../../cake/recipe/recipe.ts';
import { supplyOf } from '../../cake/recipe/supply.ts';
import { underWorkload } from '../../cake/recipe/workload.ts';
import { show } from '../../line/printable.ts';
import { kindOf, type Workload } from '../../measure/workload.ts';
import { killText, type WrittenKill } from '../../terminal/kill-option.ts';
import { UsageError } from '../../terminal/usage-error.ts';
import { type Cakes, cakesOf, type EntryOptions } from '../entries.ts';

/** About how long the cooperative engine takes. At a few kills a second, some happen. Milliseconds. */
export const SUPERVISED_MS: Readonly<Record<Workload, number>> = {
  'cpu-bound': 2000,
  'wait-bound': 3200,
  'message-bound': 400,
};
export const QUICK_SUPERVISED_MS: Readonly<Record<Workload, number>> = {
  'cpu-bound': 400,
  'wait-bound': 700,
  'message-bound': 100,
};
/** The most cakes, if the user does not give a number: each has an ingredient in memory a byte. */
export const MOST_SUPERVISED_CAKES = 2_000_000;

/** A workload that is ready to be baked. */
export interface SupervisedOrder {
  readonly workload: Workload;
  readonly graph: Graph;
  /** What the stations really do. */
  readonly kind: Workload;
  readonly order: Order;
  /** The number of delivered ingredients. */
  readonly items: number;
}

/** How often each order is baked. */
const WAYS = 3;

/**
 * @throws RecipeError if the recipe cannot be baked, or that takes too long
 * @throws UsageError if a kill names no station, or an item that its station does not send
 */
export function supervisedOrders(
  options: Pick<EntryOptions, 'recipe' | 'source' | 'workloads' | 'seed' | 'delivery'> & { readonly cakes: Cakes },
  kills: readonly WrittenKill[],
): SupervisedOrder[] {
  const orders = options.workloads.map((workload): SupervisedOrder => {
    const graph = graphOf(underWorkload(options.recipe, workload), options.source);
    const kind = kindOf(workload, serviceTimesUs(graph));
    const order = { cakes: cakesOf(options.cakes, kind, graph), seed: options.seed, delivery: options.delivery };
    checkOrder(graph, order);
    return { workload, graph, kind, order, items: ingredientsOf(graph, order) };
  });
  const ms = orders.reduce((sum, { graph, order }) => sum + (WAYS * orderUs(graph, order.cakes)) / 1000, 0);
  checkDuration(ms, orders.map(({ workload, order }) => `${order.cakes} ${workload} cakes, ${WAYS} times`).join(', '));
  for (const order of orders) for (const kill of kills) checkKill(kill, order);
  return orders;
}

function checkKill(kill: WrittenKill, { workload, graph, order, items }: SupervisedOrder): void {
  if (kill.kind === 'random') return;
  const { station: name, item } = kill;
  const names = [PRODUCER, ...graph.stations.map((station) => station.name)];
  if (!names.includes(name))
    fail(
      `expected one of ${names.join(', ')}, found ${show(name)}${name === 'random' ? ': random kills are written random:3/s' : ''}`,
    );
  if (order.delivery === 'random')
    fail(
      `expected --delivery order with ${killText(kill)}, found random: chance decides how many items the ${name} sends`,
    );
  const sends = name === PRODUCER ? items : sentBy(name, graph, order.cakes);
  if (item > sends)
    fail(
      `expected an item from 1 to ${sends}, which is what the ${name} sends (${workload}, ${order.cakes} cakes), found ${item}; --cakes N bakes more`,
    );
}

/** How many items a station sends for an order: as many as the order needs, and not what its last firing makes beyond that. */
function sentBy(name: string, graph: Graph, cakes: number): number {
  const station = graph.stations.find((one) => one.name === name);
  if (station === undefined) return 0;
  const { sent } = supplyOf(graph, station, demandOf(graph, cakes));
  return [...sent.values()].reduce((sum, units) => sum + units, 0);
}

function fail(what: string): never {
  throw new UsageError(`--kill: ${what}`);
}

/** Makes a line from a recipe and an order. */

import type { DefinedLine } from '../line/defined-line.ts';
import type { Line } from '../line/line.ts';
import { type LineCode, planOf } from '../line/plan.ts';
import { sharedIfPossible } from '../line/shared-memory.ts';
import { siblingUrl } from '../line/sibling.ts';
import type { Deal } from './dealer.ts';
import type { Pace } from './producer.ts';
import { type Demand, demandOf } from './recipe/demand.ts';
import type { Graph, GraphStation, Ingredient, Need } from './recipe/graph.ts';
import { deliveriesOf, divide, type Order, type OrderPart } from './recipe/order.ts';
import { PRODUCER } from './recipe/recipe.ts';
import { supplyOf } from './recipe/supply.ts';
import type { StationOptions } from './station.ts';
import { type CakeInput, type CakeLineOptions, cakeStations } from './stations.ts';

export interface FactoryOptions {
  /** The speed of the kernel on this machine: iterations per microsecond. */
  readonly iterationsPerUs: number;
  /** Into how many parts the order is divided for a pool, which bakes whole cakes. 0 for none. */
  readonly parts: number;
  readonly pace?: Pace;
  /** How often the ingredients of the order are delivered, one sequence after the other [1]. */
  readonly times?: number;
}

/** A random delivery has no parts: the number of cakes would depend on where it is divided. */
export function lineOf(graph: Graph, order: Order, options: FactoryOptions): Line {
  const parts = order.delivery === 'random' ? [] : divide(graph, order, options.parts);
  return {
    ...wholeLine(graph, { ...order, firstCake: 0 }, options),
    parts: parts.map((part) => wholeLine(graph, part, options)),
  };
}

/** The same line as a user's own: see index.ts. */
export function cakeLineOf(graph: Graph, order: Order, iterationsPerUs: number): DefinedLine<Ingredient> {
  return cakeStations(stationsOf(graph, { ...order, firstCake: 0 }, { iterationsPerUs, parts: 0 }));
}

/** Where threads find the stations. */
const CODE: LineCode = { module: siblingUrl('./stations', import.meta.url), export: 'cakeStations' };

function wholeLine(graph: Graph, order: OrderPart, options: FactoryOptions): Line {
  return planOf(cakeStations(stationsOf(graph, order, options)), CODE, { parts: 0 });
}

function stationsOf(graph: Graph, order: OrderPart, options: FactoryOptions): CakeLineOptions {
  const kinds = graph.names.length;
  // A part begins with a whole lot: nothing is kept before it.
  const demand = demandOf(graph, order.cakes, order.firstCake);
  const before = demandOf(graph, order.firstCake);
  return {
    names: graph.names,
    producer: {
      name: PRODUCER,
      deliveries: repeated(deliveriesOf(graph, order), options.times ?? 1),
      kinds,
      pace: options.pace ?? { kind: 'at-once' },
    },
    stations: graph.stations.map((station, i) => ({
      name: station.name,
      options: stationOptions(graph, station, demand, options.iterationsPerUs),
      firstFiring: before.firings[i] ?? 0,
      inputs: inputsOf(graph, station),
    })),
  };
}

/**
 * @param demand of the order
 * @param iterationsPerUs the speed of the kernel on this machine
 */
export function stationOptions(
  graph: Graph,
  station: GraphStation,
  demand: Demand,
  iterationsPerUs: number,
): StationOptions {
  return {
    needs: station.needs,
    makes: makesOf(graph, station, demand),
    kinds: graph.names.length,
    iterations: Math.round(station.workUs * iterationsPerUs),
    restMs: station.restMs,
  };
}

function makesOf(graph: Graph, station: GraphStation, demand: Demand): Ingredient | Deal {
  const { makes, count } = station;
  const [only = 0, ...others] = makes;
  if (count === 1 && others.length === 0) return only;
  const { sent, kept } = supplyOf(graph, station, demand);
  return { count, shares: makes.map((item) => ({ item, count: sent.get(item) ?? 0 })), kept };
}

/** In shared memory where there is any, so that no thread needs a copy. */
function repeated(deliveries: Uint8Array, times: number): Uint8Array {
  const all = new Uint8Array(sharedIfPossible(times * deliveries.length));
  for (let i = 0; i < times; i++) all.set(deliveries, i * deliveries.length);
  return all;
}

/** One input from each station that feeds this station: from each copy, where there are several. */
function inputsOf(graph: Graph, station: GraphStation): CakeInput[] {
  const needs = new Map<GraphStation | undefined, Need[]>();
  for (const need of station.needs) {
    const makers = graph.stations.filter((other) => other.makes.includes(need.ingredient));
    for (const from of makers.length === 0 ? [undefined] : makers) needs.set(from, [...(needs.get(from) ?? []), need]);
  }
  return [...needs].map(([from, carried]) => ({
    from: from?.name ?? PRODUCER,
    ingredients: carried.map((need) => need.ingredient),
    // With less, a station would wait after each firing that makes more.
    capacity: Math.max(capacityOf(carried, station), from?.count ?? 1),
  }));
}

/**
 * The largest capacity. In a line without work, one wait of a thread costs as much as moving a thousand items: with
 * a capacity of 1024 such a line was half as fast as with 16 384. With twice as many it is hardly faster.
 */
const LARGEST_CAPACITY = 16_384;
/** The smallest capacity: enough for batches and grants of two items, so that some items travel while others are processed. */
const SMALLEST_CAPACITY = 8;
/** The items in a full channel keep its reader busy for this long. */
const WAITING_US = 16_000;

/**
 * A channel holds the items that keep its reader busy for 16 ms.
 *
 * If stations only forward items, this is the largest capacity, which allows large batches. If they work, it is some tens
 * of items, a compromise. Less is bad: with more stations than cores, a station waits several milliseconds for a core,
 * and a channel with fewer items becomes empty meanwhile, which costs a wake-up each time. More is bad too: at the end
 * the last station processes what is left in its channels alone, while the other cores are idle.
 */
function capacityOf(needs: readonly Need[], reader: GraphStation): number {
  const perFiring = needs.reduce((sum, need) => sum + need.count, 0);
  const usPerFiring = reader.workUs + reader.restMs * 1000;
  return Math.max(SMALLEST_CAPACITY, Math.min(LARGEST_CAPACITY, Math.round((WAITING_US / usPerFiring) * perFiring)));
}

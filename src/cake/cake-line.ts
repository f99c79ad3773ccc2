/** Makes a line from a recipe and an order. */
import type { Edge, Line } from '../line/line.ts';
import type { Pace, ProducerOptions } from './producer.ts';
import type { Graph, GraphStation, Need } from './recipe/graph.ts';
import { deliveriesOf, divide, type Order, type OrderPart } from './recipe/order.ts';
import { PRODUCER } from './recipe/recipe.ts';
import type { StationOptions } from './station.ts';

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
  const parts = order.delivery === 'random' ? [] : divide(order, options.parts);
  return {
    ...wholeLine(graph, { ...order, firstCake: 0 }, options),
    parts: parts.map((part) => wholeLine(graph, part, options)),
  };
}

function wholeLine(graph: Graph, order: OrderPart, options: FactoryOptions): Line {
  const kinds = graph.names.length;
  const producerOptions: ProducerOptions = {
    deliveries: repeated(deliveriesOf(graph, order), options.times ?? 1),
    kinds,
    pace: options.pace ?? { kind: 'at-once' },
  };
  return {
    source: {
      name: PRODUCER,
      module: new URL('./producer.ts', import.meta.url).href,
      export: 'producer',
      options: producerOptions,
      firstWorkIndex: 0,
    },
    stations: graph.stations.map((station) => {
      const stationOptions: StationOptions = {
        needs: station.needs,
        makes: station.makes,
        kinds,
        iterations: Math.round(station.workUs * options.iterationsPerUs),
        restMs: station.restMs,
      };
      return {
        name: station.name,
        module: new URL('./station.ts', import.meta.url).href,
        export: 'station',
        options: stationOptions,
        firstWorkIndex: order.firstCake * (graph.perProduct[station.makes] ?? 1),
      };
    }),
    edges: graph.stations.flatMap((station) => edgesTo(graph, station)),
    alphabet: graph.names,
    parts: [],
  };
}

function repeated(deliveries: Uint8Array, times: number): Uint8Array {
  if (times === 1) return deliveries;
  const all = new Uint8Array(times * deliveries.length);
  for (let i = 0; i < times; i++) all.set(deliveries, i * deliveries.length);
  return all;
}

/** One edge from each station that feeds this station. */
function edgesTo(graph: Graph, station: GraphStation): Edge[] {
  const needs = new Map<string, Need[]>();
  for (const need of station.needs) {
    const from = graph.stations.find((other) => other.makes === need.ingredient)?.name ?? PRODUCER;
    needs.set(from, [...(needs.get(from) ?? []), need]);
  }
  return [...needs].map(([from, carried]) => ({
    from,
    to: station.name,
    items: carried.map((need) => need.ingredient),
    capacity: capacityOf(carried, station),
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
 * If stations only pass items on, this is the largest capacity, which allows large batches. If they work, it is some tens
 * of items, a compromise. Less is bad: with more stations than cores, a station waits several milliseconds for a core,
 * and a channel with fewer items becomes empty meanwhile, which costs a wake-up each time. More is bad too: at the end
 * the last station processes what is left in its channels alone, while the other cores are idle.
 */
function capacityOf(needs: readonly Need[], reader: GraphStation): number {
  const perProduct = needs.reduce((sum, need) => sum + need.count, 0);
  const usPerProduct = reader.workUs + reader.restMs * 1000;
  return Math.max(SMALLEST_CAPACITY, Math.min(LARGEST_CAPACITY, Math.round((WAITING_US / usPerProduct) * perProduct)));
}

/** From a recipe and an order to a line. */
import type { Edge, Line } from '../line/line.ts';
import type { Pace, ProducerOptions } from './producer.ts';
import type { Graph, GraphStation, Need } from './recipe/graph.ts';
import { deliveriesOf, divide, type Order, type OrderPart } from './recipe/order.ts';
import { PRODUCER } from './recipe/recipe.ts';
import type { StationOptions } from './station.ts';

export interface FactoryOptions {
  /** The speed of the kernel on this machine: iterations per microsecond. */
  readonly iterationsPerUs: number;
  /** Into how many lines the order is cut for those who bake whole cakes; 0 for none. */
  readonly parts: number;
  readonly pace?: Pace;
}

/** Random delivery cannot be cut: where the cut falls would decide how many cakes come of it. */
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
    deliveries: deliveriesOf(graph, order),
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

/** One edge from everybody who feeds the station. */
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
 * The widest channel. Where nobody works, a thread that has to wait costs as much as moving a thousand items: with 1024
 * items a line without work was half as fast as with 16 384, and with twice as many it is hardly faster.
 */
const MOST_ITEMS = 16_384;
/** The narrowest: enough for batches and grants of two, so that some are on their way while others are worked on. */
const FEWEST_ITEMS = 8;
/** How much of its reader's time may wait in a channel. */
const WAITING_US = 16_000;

/**
 * A channel holds what keeps its reader busy for 16 ms.
 *
 * Where stations only pass on that is as much as a channel may hold, for large batches. Where they work it is some tens
 * of items, between two evils. With more stations than cores a station waits several milliseconds for its turn, and a
 * channel that holds less than that runs dry, which costs a wake-up each time. And what waits in the channels at the end
 * is worked off by the last station alone, with the other cores idle.
 */
function capacityOf(needs: readonly Need[], reader: GraphStation): number {
  const perProduct = needs.reduce((sum, need) => sum + need.count, 0);
  const usPerProduct = reader.workUs + reader.restMs * 1000;
  return Math.max(FEWEST_ITEMS, Math.min(MOST_ITEMS, Math.round((WAITING_US / usPerProduct) * perProduct)));
}

/** Bakes an order with coroutines that note on which thread they run, and how many of them work at once. */
import { threadId } from 'node:worker_threads';
import { bake } from '../../../cake/bake.ts';
import { lineOf, stationOptions } from '../../../cake/cake-line.ts';
import type { ProducerOptions } from '../../../cake/producer.ts';
import { chocolateCake } from '../../../cake/recipe/chocolate-cake.ts';
import { demandOf } from '../../../cake/recipe/demand.ts';
import { graphOf } from '../../../cake/recipe/graph.ts';
import { deliveriesOf, type Order } from '../../../cake/recipe/order.ts';
import { PRODUCER } from '../../../cake/recipe/recipe.ts';
import { underWorkload } from '../../../cake/recipe/workload.ts';
import type { Engine } from '../../../engine/engine.ts';
import { eventLoop } from '../../../engine/event-loop.ts';
import { threads } from '../../../engine/threads.ts';
import type { Line } from '../../../line/line.ts';
import { siblingUrl } from '../../../line/sibling.ts';
import { nodePlatform as platform } from '../../../platform/node/platform.ts';
import { withEngines } from '../with-engines.ts';
import { FIRST_THREAD, MOST } from './noted-station.ts';

/** How an order was baked. */
export interface Way {
  /** Whether all coroutines ran on the thread that called. */
  readonly isHere: boolean;
  /** The ids of the threads that the coroutines ran on. */
  readonly ids: readonly number[];
  /** How many coroutines worked at the same time, at most. */
  readonly mostAtWork: number;
  readonly cakes: number;
  /** A checksum of all the work. */
  readonly digest: string;
}

/** So every machine does the same work, and has the same checksum. Some machines take longer for it. */
const ITERATIONS_PER_US = 500;

const graph = graphOf(underWorkload(chocolateCake, 'cpu-bound'), chocolateCake.name);

/** The producer and the stations. */
export const COROUTINES = 1 + graph.stations.length;

/** Bakes the same order several times: on the thread that calls, and on other threads, as many as `counts` says. */
export async function bakeOnThreads(cakes: number, counts: readonly number[]): Promise<Way[]> {
  const engines = [eventLoop({ platform }), ...counts.map(onThreads)];
  const ways: Way[] = [];
  await withEngines(engines, async () => {
    for (const engine of engines) ways.push(await bakeNoted(engine, cakes));
  });
  return ways;
}

/** An engine that deals the coroutines of a line to some threads, like cards. */
function onThreads(count: number): Engine {
  const deal = (line: Line) =>
    Array.from({ length: count }, (_, thread) => namesOf(line).filter((__, i) => i % count === thread));
  return threads({ platform, placement: { threads: count, of: deal } });
}

async function bakeNoted(engine: Engine, cakes: number): Promise<Way> {
  const order: Order = { cakes, seed: 1, delivery: 'order' };
  const line = lineOf(graph, order, { iterationsPerUs: ITERATIONS_PER_US, parts: 0 });
  const notes = new Int32Array(new SharedArrayBuffer(4 * (FIRST_THREAD + COROUTINES)));
  const module = siblingUrl('./noted-station', import.meta.url);
  const producer: ProducerOptions = {
    deliveries: deliveriesOf(graph, order),
    kinds: graph.names.length,
    pace: { kind: 'at-once' },
  };
  const demand = demandOf(graph, cakes);
  const { products, digest } = await bake(engine, graph, {
    ...line,
    sources: [
      { name: PRODUCER, module, export: 'notedProducer', options: { ...producer, place: 0, notes }, firstWorkIndex: 0 },
    ],
    stations: graph.stations.map((one, i) => ({
      name: one.name,
      module,
      export: 'notedStation',
      options: { station: stationOptions(graph, one, demand, ITERATIONS_PER_US), place: i + 1, notes },
      firstWorkIndex: 0,
    })),
  });
  const ids = [...new Set(notes.subarray(FIRST_THREAD))].toSorted((one, other) => one - other);
  const isHere = ids.every((id) => id === threadId);
  return { isHere, ids, mostAtWork: notes[MOST] ?? 0, cakes: products, digest };
}

function namesOf({ sources, stations }: Pick<Line, 'sources' | 'stations'>): string[] {
  return [...sources, ...stations].map(({ name }) => name);
}

/** A simulated cake line. All its times follow from a few constants, so that tests know what the page must show. */
import { breakEvenOf } from '../../src/bench/break-even.ts';
import { lineOf } from '../../src/cake/cake-line.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { deliveriesOf } from '../../src/cake/recipe/order.ts';
import { type Line, specsOf } from '../../src/line/line.ts';
import { drawnRecipeOf } from '../../src/page/recording/drawn-recipe.ts';
import type { DrawnRecipe, DrawnStation } from '../../src/page/recording/recorded.ts';
import { benchOf } from '../../src/report/collect.ts';
import type { RacedEngine, ReportBench, ReportDocument, ReportFigure } from '../../src/report/document.ts';
import type { EventKind, Trace, TraceEdge, TraceEvent } from '../../src/trace/trace.ts';
import { sweepOf } from '../bench/sweep.ts';

export const drawnRecipe: DrawnRecipe = drawnRecipeOf(chocolateCake, 'test');
const graph = graphOf(chocolateCake, 'test');

/** A product takes 100 us of work, a delivery 1 us. */
const WORK_NS = 100_000;
const DELIVERY_NS = 1000;

interface Arrival {
  readonly atNs: number;
  readonly item: number;
}

/** Each station on its own thread: it receives what has arrived as soon as it is free. */
export function threadsTrace(cakes: number): Trace {
  const order = { cakes, seed: 1, delivery: 'order' } as const;
  const line = lineOf(graph, order, { iterationsPerUs: 0, parts: 0 });
  const delivered = [...deliveriesOf(graph, order)].map((item, i): Arrival => ({ item, atNs: (i + 1) * DELIVERY_NS }));
  const producer = producerOf(line);
  const sentBy = new Map<string, readonly Arrival[]>([[producer, delivered]]);
  const tracks = [{ station: producer, events: delivered.map(({ item, atNs }) => event('sent', atNs, item)) }];
  for (const { name, needs, makes } of drawnRecipe.stations) {
    const arrivals = line.edges
      .filter(({ to }) => to === name)
      .flatMap(({ from, items }) => (sentBy.get(from) ?? []).filter(({ item }) => items?.includes(item)))
      .sort((one, other) => one.atNs - other.atNs);
    const events: TraceEvent[] = [];
    const sent: Arrival[] = [];
    const storage = new Map<number, number>();
    let freeNs = 0;
    for (const { atNs, item } of arrivals) {
      if (atNs > freeNs) events.push(event('input-awaited', freeNs), event('input-came', atNs));
      freeNs = Math.max(freeNs, atNs);
      events.push(event('received', freeNs, item));
      storage.set(item, (storage.get(item) ?? 0) + 1);
      if (!needs.every(({ ingredient, count }) => (storage.get(ingredient) ?? 0) >= count)) continue;
      for (const { ingredient, count } of needs) storage.set(ingredient, (storage.get(ingredient) ?? 0) - count);
      events.push(event('work-began', freeNs), event('work-ended', freeNs + WORK_NS));
      freeNs += WORK_NS;
      events.push(event('sent', freeNs, makes));
      sent.push({ item: makes, atNs: freeNs });
    }
    sentBy.set(name, sent);
    tracks.push({ station: name, events });
  }
  return {
    engine: 'threads (ring)',
    alphabet: line.alphabet,
    edges: edgesOf(line),
    tracks: tracks.map((track) => ({ ...track, copy: null, dropped: 0 })),
  };
}

/**
 * One thread: a send is a function call, and only one station works at a time.
 *
 * @param returns whether the end of each call is recorded too, as the engine does it
 */
export function cooperativeTrace(cakes: number, returns = false): Trace {
  const order = { cakes, seed: 1, delivery: 'order' } as const;
  const line = lineOf(graph, order, { iterationsPerUs: 0, parts: 0 });
  const tracks = new Map<string, TraceEvent[]>(specsOf(line).map(({ name }): [string, TraceEvent[]] => [name, []]));
  const storages = new Map<number, number>();
  let nowNs = 0;
  const send = (from: string, item: number): void => {
    tracks.get(from)?.push(event('sent', nowNs, item));
    const station = drawnRecipe.stations.find(({ needs }) => needs.some(({ ingredient }) => ingredient === item));
    if (station === undefined) return;
    call(station, item);
    if (returns) tracks.get(station.name)?.push(event('input-awaited', nowNs));
  };
  const call = (station: DrawnStation, item: number): void => {
    const events = tracks.get(station.name) ?? [];
    events.push(event('received', nowNs, item));
    storages.set(item, (storages.get(item) ?? 0) + 1);
    if (!station.needs.every(({ ingredient, count }) => (storages.get(ingredient) ?? 0) >= count)) return;
    for (const { ingredient, count } of station.needs)
      storages.set(ingredient, (storages.get(ingredient) ?? 0) - count);
    events.push(event('work-began', nowNs));
    nowNs += WORK_NS;
    events.push(event('work-ended', nowNs));
    send(station.name, station.makes);
  };
  for (const item of deliveriesOf(graph, order)) {
    nowNs += DELIVERY_NS;
    send(producerOf(line), item);
  }
  return {
    engine: 'cooperative',
    alphabet: line.alphabet,
    edges: edgesOf(line).map((edge) => ({ ...edge, capacity: 0 })),
    tracks: [...tracks].map(([station, events]) => ({ station, copy: null, events, dropped: 0 })),
  };
}

function producerOf({ sources }: Line): string {
  return sources[0]?.name ?? '';
}

/** As a recording has them. In a cake line every edge has its list of ingredients. */
function edgesOf({ edges }: Line): TraceEdge[] {
  return edges.map(({ from, to, items, capacity }) => ({ from, to, items: items ?? [], capacity }));
}

function event(kind: EventKind, atNs: number, item: number | null = null): TraceEvent {
  return { kind, atNs, item };
}

const FIGURES = [
  figure('same-thread-call-throughput', 'ns', 8),
  figure('one-to-one-port-throughput', 'ns', 1200),
  figure('one-to-one-port-round-trip-p50', 'ns', 16_000),
  figure('one-to-one-port-batched-throughput', 'ns', 10),
  figure('first-cake-cooperative', 'ms', 5),
  figure('first-cake-threads-cold', 'ms', 100),
  figure('first-cake-threads-warm', 'ms', 4),
  figure('cake-cooperative', 'ms', 0.8),
  figure('cake-threads', 'ms', 0.4),
  figure('threads-nothing-to-ready', 'ms', 90),
];

function figure(name: string, unit: 'ns' | 'ms', median: number): ReportFigure {
  return { name, unit, median, low: median * 0.9, high: median * 1.1, confidence: 0.95 };
}

const SWEEPS = Array.from({ length: 5 }, () => sweepOf([0, 0.1, 1, 10, 1000]));

/** A complete document, from a machine that does not exist. */
export function simulatedDocument(cakes = 4): ReportDocument & { readonly bench: ReportBench } {
  const cost = { median: 1.1, low: 1, high: 1.2 };
  return {
    schema: 2,
    kind: 'report',
    quick: false,
    command: 'npm run report',
    measuredAt: '2026-01-02T03:04:05.000Z',
    machine: {
      node: '20.0.0',
      platform: 'linux x64',
      cpu: 'A Processor',
      cores: 2,
      parallelCapacity: { computing: 1.9, resuming: 1.9 },
    },
    drawnRecipe,
    workloads: (['cpu-bound', 'wait-bound', 'message-bound'] as const).map((name, i) => ({
      name,
      order: { cakes: 100, seed: 1, delivery: 'order' },
      items: 1000,
      parallelCapacity: 1.9,
      lineLimit: name === 'message-bound' ? null : 3,
      engines: [
        engine('cooperative', 'none', 1, 1),
        engine('event-loop', 'mailbox', 1, 1),
        engine('threads', 'port', 1.9, [1.7, 1.5, 0.4][i] ?? 1),
        engine('threads', 'ring', 1.9, [1.8, 1.6, 0.5][i] ?? 1),
        engine('pool', 'none', 1.9, 1.9),
      ],
      absent: [],
      steady: null,
      advice: null,
    })),
    verdict: [{ workload: 'cpu-bound', sentences: ['A thread per station wins.'] }],
    noise: { noisy: false, reasons: [], parts: null },
    recordings: (['cpu-bound', 'message-bound'] as const).map((workload) => ({
      workload,
      cakes,
      beginningNs: null,
      recorded: [cooperativeTrace(cakes), threadsTrace(cakes)].map((trace) => ({ trace, cost })),
    })),
    death: null,
    bench: benchOf(FIGURES, breakEvenOf(SWEEPS, 2)),
  };
}

/** The noise of each round. */
const ROUNDS = [0.98, 0.99, 1, 1, 1, 1.01, 1.02];

function engine(
  name: RacedEngine['name'],
  channel: 'none' | 'mailbox' | 'port' | 'ring',
  limit: number,
  median: number,
): RacedEngine {
  return {
    name,
    channel,
    packed: null,
    placement: null,
    onMain: name === 'cooperative' || name === 'event-loop',
    predicted: null,
    threads: name === 'threads' ? 5 : 1,
    startupMs: 80,
    wallMs: { samples: ROUNDS.map((noise) => (100 / median) * noise), median: 100 / median },
    cpuMs: { median: 100 },
    speedup: { median, low: median * 0.98, high: median * 1.02, confidence: 0.95, limit },
    outcome: name === 'cooperative' ? 'baseline' : median > 1 ? 'wins' : median < 1 ? 'loses' : 'unclear',
    productsPerSecond: 1000 * median,
    products: 100,
    digest: '00000000',
    stations: drawnRecipe.stations.map((station, i) => ({ name: station.name, busyMs: 10, utilisation: 0.2 + i / 10 })),
  };
}

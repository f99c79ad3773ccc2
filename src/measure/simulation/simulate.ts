/** Simulates the run of a line: the same coroutines, resumed in virtual time. The result is a trace, as of a recorded run. */
import { type Edge, type Line, specsOf } from '../../line/line.ts';
import type { Trace, TraceEdge } from '../../trace/trace.ts';
import { Belt, type BeltCost } from './belt.ts';
import { callThread } from './call-thread.ts';
import { type Exports, SimulatedStation } from './simulated-station.ts';
import { stationThread, type TimerCost } from './station-thread.ts';
import { runVirtually, type Sharing, type SimulatedThread, type VirtualClock } from './virtual-time.ts';

/** How the line runs, and what that costs on the machine in question. Costs are in nanoseconds, 0 or more. */
export type Way =
  /** One thread, and a send is a call. */
  | { readonly kind: 'one-thread'; readonly callNs: number }
  /** One thread with timers: rests overlap. */
  | { readonly kind: 'timers'; readonly cost: BeltCost; readonly timer: TimerCost }
  /** A thread for each coroutine. `atOnce` is the parallel capacity, 1 or more; `timer` is null where a rest blocks the thread. */
  | {
      readonly kind: 'a-thread-each';
      readonly cost: BeltCost;
      readonly atOnce: number;
      readonly timer: TimerCost | null;
    }
  /** So many threads, each of which takes one part of the line after the other. */
  | { readonly kind: 'pool'; readonly callNs: number; readonly threads: number; readonly atOnce: number };

/**
 * The model leaves out the start of threads, the time until a thread that sleeps is awake, and whatever else runs on the machine.
 *
 * @param line each of its edges has a list of items; its work is counted in `ITERATIONS_PER_US`
 * @param exports where its coroutines are found
 * @throws Error when the line cannot go on
 */
export function simulate(line: Line, exports: Exports, way: Way): Trace {
  switch (way.kind) {
    case 'one-thread':
      return withCalls(line, exports, way.callNs);
    case 'timers':
      return withBelts(line, exports, way, { kind: 'turns' }, 'event-loop');
    case 'a-thread-each':
      return withBelts(line, exports, way, { kind: 'cores', atOnce: way.atOnce }, 'threads');
    case 'pool':
      return inParts(line, exports, way);
  }
}

function withCalls(line: Line, exports: Exports, callNs: number): Trace {
  const clock = { ns: 0 };
  const stations = stationsOf(line, exports, clock);
  runVirtually(clock, [callThread(line, stations, callNs)], { kind: 'turns' });
  return {
    engine: 'cooperative',
    alphabet: line.alphabet,
    edges: line.edges.map((edge) => traceEdge(edge, 0)),
    tracks: [...stations.values()].map((station) => station.track(station.spec.name, null)),
  };
}

function withBelts(
  line: Line,
  exports: Exports,
  { cost, timer }: Extract<Way, { readonly kind: 'timers' | 'a-thread-each' }>,
  sharing: Sharing,
  engine: string,
): Trace {
  const clock = { ns: 0 };
  const belts = line.edges.map((edge) => new Belt(edge, cost));
  const stations = [...stationsOf(line, exports, clock).values()];
  const threads = stations.map((station) => {
    const { name } = station.spec;
    const inlets = belts.filter(({ edge }) => edge.to === name);
    const outlets = belts.filter(({ edge }) => edge.from === name);
    return stationThread(station, { inlets, outlets, timer }, clock);
  });
  runVirtually(clock, threads, sharing);
  return {
    engine,
    alphabet: line.alphabet,
    edges: line.edges.map((edge) => traceEdge(edge, edge.capacity)),
    tracks: stations.map((station) => station.track(station.spec.name, null)),
  };
}

/** As the recording of a pool names them: every thread has stations of its own. */
function inParts(line: Line, exports: Exports, way: Extract<Way, { readonly kind: 'pool' }>): Trace {
  const clock = { ns: 0 };
  const left = [...line.parts];
  const workers = Array.from({ length: way.threads }, (_, i) => {
    const parts: ReadonlyMap<string, SimulatedStation>[] = [];
    function* work(): SimulatedThread {
      for (let part = left.shift(); part !== undefined; part = left.shift()) {
        const stations = stationsOf(part, exports, clock);
        parts.push(stations);
        yield* callThread(part, stations, way.callNs);
      }
    }
    return { named: (station: string): string => `${station} (thread ${i + 1})`, thread: i + 1, parts, work };
  });
  runVirtually(
    clock,
    workers.map(({ work }) => work()),
    { kind: 'cores', atOnce: way.atOnce },
  );
  return {
    engine: 'pool',
    alphabet: line.alphabet,
    edges: workers.flatMap(({ named }) =>
      line.edges.map((edge) => ({ ...traceEdge(edge, 0), from: named(edge.from), to: named(edge.to) })),
    ),
    tracks: workers.flatMap(({ named, thread, parts }) =>
      specsOf(line).map(({ name }) => ({
        station: named(name),
        copy: { of: name, thread },
        events: parts.flatMap((stations) => stations.get(name)?.events ?? []),
        dropped: 0,
      })),
    ),
  };
}

/** By name, the sources first. */
function stationsOf(line: Line, exports: Exports, clock: VirtualClock): ReadonlyMap<string, SimulatedStation> {
  return new Map(specsOf(line).map((spec) => [spec.name, new SimulatedStation(spec, exports, clock)]));
}

function traceEdge({ from, to, items }: Edge, capacity: number): TraceEdge {
  return { from, to, items: items ?? [], capacity };
}

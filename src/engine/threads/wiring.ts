/** The wiring of a line: it makes a channel for every edge between two threads, and gives each station the ends of its channels. */
import { batchFor } from '../../channel/channel.ts';
import { ringMemory } from '../../channel/ring.ts';
import { cyclesOf } from '../../line/cycles.ts';
import { hasFixedSize } from '../../line/kind/spec.ts';
import { labelsOf } from '../../line/labels.ts';
import { type Edge, kindOf, type Line, specsOf } from '../../line/line.ts';
import type { Port, ThreadingPlatform } from '../../platform/platform.ts';
import type { ThreadsChannel } from '../engine-table.ts';
import { apart, type Placement } from '../placement/placement.ts';
import { COUNTS } from '../station/counts.ts';
import { cycleMemory } from '../station/cycle.ts';
import { sharedWakerMemory, spinTime, stopAt } from '../station/shared-waker.ts';
import { portsOf } from './count-ends.ts';
import type { CycleEnd, InsideEdge, PortEnd, RingEnd, Wiring } from './messages.ts';

/** The ends of a station's channels to other threads. */
export interface StationWiring {
  readonly wiring: Wiring;
  /** The ports among them: they are transferred to the station's thread. */
  readonly ports: readonly Port[];
}

/** How the stations of a line are connected. */
export interface LineWiring {
  /** @param name of a station or a source */
  station(name: string): StationWiring;
  /** @param thread its place in the placement */
  thread(thread: number): ThreadWiring;
}

/** What the stations of one thread have in common. */
export interface ThreadWiring {
  /** The edges that stay on the thread. */
  readonly inside: readonly InsideEdge[];
  /** Where it waits, with rings; where it rests, with both. */
  readonly waker: SharedArrayBuffer;
  /** Stops a thread that sleeps in shared memory: while it does, no message reaches it. */
  readonly stop: () => void;
}

export type WiringPlatform = Pick<ThreadingPlatform, 'messageChannel' | 'cores'>;

/**
 * @param placement which stations share a thread [none]
 * @param oneByOne whether every item is sent in a message of its own, and not in batches
 */
export function wire(
  channel: ThreadsChannel,
  line: Line,
  platform: WiringPlatform,
  { placement = apart(line), oneByOne = false }: WireOptions = {},
): LineWiring {
  const threads = new Threads(placement);
  const all = endsOfEdges(line, oneByOne);
  const crossing = all.filter(({ edge }) => threads.of(edge.from) !== threads.of(edge.to));
  const station =
    channel === 'port' ? wirePorts(crossing, threads, platform) : wireRings(all, crossing, threads, platform);
  return {
    station,
    thread(thread) {
      const waker = threads.waker(thread);
      const own = all.filter(({ edge }) => threads.of(edge.from) === thread && threads.of(edge.to) === thread);
      const group = placement[thread] ?? [];
      const placeOf = (name: string): number => group.indexOf(name);
      return {
        inside: own.map(({ edge: { from, to, feedback }, end }) => ({
          ...end,
          cycle: channel === 'ring' ? withWakers(end.cycle, all, threads) : end.cycle,
          from: placeOf(from),
          to: placeOf(to),
          carried: isCall(end, feedback === true || placeOf(from) > placeOf(to)) ? 'call' : 'mailbox',
        })),
        waker,
        stop: () => stopAt(waker),
      };
    },
  };
}

/**
 * Whether a send inside of a thread is a call. A station that runs already cannot be called: so no cycle is closed by a call, and
 * the items of a cycle are counted in channels. Where a user has set how many bytes may wait, a channel counts them. What comes from
 * copies waits until it is its turn.
 */
function isCall(
  { cycle, capacityBytes, collected }: Pick<PortEnd, 'cycle' | 'capacityBytes' | 'collected'>,
  leadsBack: boolean,
): boolean {
  return cycle === null && capacityBytes === undefined && collected === undefined && !leadsBack;
}

export interface WireOptions {
  readonly placement?: Placement;
  readonly oneByOne?: boolean;
}

/** The threads of a placement, each with its waker. */
class Threads {
  readonly count: number;
  readonly #threads: ReadonlyMap<string, number>;
  readonly #wakers: readonly SharedArrayBuffer[];

  constructor(placement: Placement) {
    this.count = placement.length;
    this.#threads = new Map(placement.flatMap((group, thread) => group.map((name) => [name, thread] as const)));
    this.#wakers = placement.map(() => sharedWakerMemory());
  }

  /** The thread of a station. */
  of(name: string): number {
    return this.#threads.get(name) ?? -1;
  }

  waker(thread: number): SharedArrayBuffer {
    return this.#wakers[thread] ?? sharedWakerMemory();
  }

  wakerOf(name: string): SharedArrayBuffer {
    return this.waker(this.of(name));
  }
}

interface EdgeEnd {
  readonly edge: Edge;
  readonly end: Omit<PortEnd, 'port' | 'counts'>;
}

function endsOfEdges(line: Line, oneByOne: boolean): EdgeEnd[] {
  const labels = labelsOf(line);
  const specs = new Map(specsOf(line).map((spec) => [spec.name, spec]));
  const cycles = cyclesOf(line.edges);
  const memories = cycles.entering.map(cycleMemory);
  return line.edges.flatMap((edge, i): EdgeEnd[] => {
    const { from, capacity, capacityBytes, items, guard = null, dealt, collected } = edge;
    const spec = specs.get(from);
    const label = labels.edges[i];
    if (spec === undefined || label === undefined) return [];
    const inCycle = cycles.edges[i] ?? null;
    const memory = inCycle === null ? undefined : memories[inCycle.cycle];
    const cycle: CycleEnd | null =
      inCycle === null || memory === undefined ? null : { memory, edge: inCycle.edge, wakers: [] };
    const batch = oneByOne ? 1 : batchFor(capacity);
    const { base, perItem } = label;
    return [
      {
        edge,
        end: {
          edge: i,
          capacity,
          capacityBytes,
          items,
          guard,
          batch,
          kind: kindOf(spec, line),
          cycle,
          label: { base, perItem },
          ...(dealt === undefined ? {} : { dealt }),
          ...(collected === undefined ? {} : { collected }),
        },
      },
    ];
  });
}

function wirePorts(
  ends: readonly EdgeEnd[],
  threads: Threads,
  platform: WiringPlatform,
): (station: string) => StationWiring {
  const channels = ends.map((one) => ({
    ...one,
    channel: platform.messageChannel(),
    counts: one.edge.collected === undefined ? null : platform.messageChannel(),
  }));
  return (station) => {
    const inlets: PortEnd[] = channels
      .filter(({ edge }) => edge.to === station)
      .map(({ end, channel, counts }) => ({ ...end, port: channel.port2, counts: counts?.port2 ?? null }));
    const outlets: PortEnd[] = channels
      .filter(({ edge }) => edge.from === station)
      .map(({ end, channel, counts }) => ({ ...end, port: channel.port1, counts: counts?.port1 ?? null }));
    return {
      wiring: { kind: 'port', inlets, outlets, waker: threads.wakerOf(station) },
      ports: [...inlets, ...outlets].flatMap(portsOf),
    };
  };
}

/** @param all the edges of the line, those inside of threads too: a cycle may have both */
function wireRings(
  all: readonly EdgeEnd[],
  ends: readonly EdgeEnd[],
  threads: Threads,
  platform: WiringPlatform,
): (station: string) => StationWiring {
  const channels = ends.flatMap(({ edge, end }) => {
    const { kind } = end;
    if (!hasFixedSize(kind)) return [];
    const cycle = withWakers(end.cycle, all, threads);
    const counts = edge.collected === undefined ? null : ringMemory(edge.capacity, 0, COUNTS);
    return [{ edge, end: { ...end, kind, cycle, memory: ringMemory(edge.capacity, 0, kind), counts } }];
  });
  const spin = spinTime(threads.count, platform.cores());
  return (station) => {
    const inlets: RingEnd[] = channels
      .filter(({ edge }) => edge.to === station)
      .map(({ edge, end }) => ({ ...end, neighbour: threads.wakerOf(edge.from) }));
    const outlets: RingEnd[] = channels
      .filter(({ edge }) => edge.from === station)
      .map(({ edge, end }) => ({ ...end, neighbour: threads.wakerOf(edge.to) }));
    return { wiring: { kind: 'ring', inlets, outlets, waker: threads.wakerOf(station), spin }, ports: [] };
  };
}

/** With the wakers of the threads that read the way back: they have to see the end of the cycle. */
function withWakers(cycle: CycleEnd | null, all: readonly EdgeEnd[], threads: Threads): CycleEnd | null {
  if (cycle === null) return null;
  const back = all.filter(({ end }) => end.cycle?.memory === cycle.memory && end.cycle.edge === 'back');
  return { ...cycle, wakers: back.map(({ edge }) => threads.wakerOf(edge.to)) };
}

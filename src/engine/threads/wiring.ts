/** The wiring of a line: it makes a channel for every edge between two threads, and gives each station the ends of its channels. */
import { batchFor } from '../../channel/channel.ts';
import { committedRingMemory } from '../../channel/committed-ring.ts';
import { ringMemory } from '../../channel/ring.ts';
import { cyclesOf } from '../../line/cycles.ts';
import { type FixedKindSpec, hasFixedSize } from '../../line/kind/spec.ts';
import { labelsOf } from '../../line/labels.ts';
import { type Edge, kindOf, type Line, specsOf } from '../../line/line.ts';
import { show } from '../../line/printable.ts';
import type { Port, ThreadingPlatform } from '../../platform/platform.ts';
import type { ThreadsChannel } from '../engine-table.ts';
import { apart, type Placement } from '../placement/placement.ts';
import { COUNTS } from '../station/counts.ts';
import { cycleMemory } from '../station/cycle.ts';
import { type SpinTime, sharedWakerMemory, spinTime, stopAt } from '../station/shared-waker.ts';
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
  /** In the order of the placement. */
  readonly threads: readonly ThreadWiring[];
}

/** What the stations of one thread have in common. */
export interface ThreadWiring {
  /** By name. */
  readonly stations: readonly string[];
  /** The edges that stay on the thread. */
  readonly inside: readonly InsideEdge[];
  /** Where it waits, with rings; where it rests, with both. */
  readonly waker: ArrayBufferLike;
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
  { placement = apart(line), oneByOne = false, supervised = false }: WireOptions = {},
): LineWiring {
  const threads = placement.map((stations): Thread => ({ stations, waker: sharedWakerMemory() }));
  const seatOf = seatsOn(threads);
  const all = endsOfEdges(line, seatOf, oneByOne);
  const crossing = all.filter(({ from, to }) => from.thread !== to.thread);
  const spin = spinTime(threads.length, platform.cores());
  return {
    station:
      channel === 'port'
        ? wirePorts(crossing, seatOf, platform)
        : wireRings(all, crossing, seatOf, { spin, supervised }),
    threads: threads.map((thread) => ({
      ...thread,
      inside: all
        .filter(({ from, to }) => from.thread === thread && to.thread === thread)
        .map(({ edge: { feedback }, end, from, to }) => ({
          ...end,
          cycle: channel === 'ring' ? withWakers(end.cycle, all) : end.cycle,
          from: from.place,
          to: to.place,
          carried: isCall(end, feedback === true || from.place > to.place) ? 'call' : 'mailbox',
        })),
      stop: () => stopAt(thread.waker),
    })),
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
  /** Whether the rings have room for what is not committed [false]. */
  readonly supervised?: boolean;
}

type Thread = Pick<ThreadWiring, 'stations' | 'waker'>;

/** Where a station runs. */
interface Seat {
  readonly thread: Thread;
  /** Its place among the stations of the thread. */
  readonly place: number;
}

/** By the name of the station. */
type SeatOf = (name: string) => Seat;

function seatsOn(threads: readonly Thread[]): SeatOf {
  const seats = new Map(
    threads.flatMap((thread) => thread.stations.map((name, place) => [name, { thread, place }] as const)),
  );
  return (name) => known(seats.get(name), `a thread for station ${show(name)}`);
}

interface EdgeEnd {
  readonly edge: Edge;
  readonly from: Seat;
  readonly to: Seat;
  readonly end: Omit<PortEnd, 'port' | 'counts'>;
}

function endsOfEdges(line: Line, seatOf: SeatOf, oneByOne: boolean): EdgeEnd[] {
  const labels = labelsOf(line);
  const specs = new Map(specsOf(line).map((spec) => [spec.name, spec]));
  const cycles = cyclesOf(line.edges);
  const memories = cycles.entering.map(cycleMemory);
  return line.edges.map((edge, i): EdgeEnd => {
    const { from, to, capacity, capacityBytes, items, guard = null, dealt, collected } = edge;
    const spec = known(specs.get(from), `a station ${show(from)}`);
    const { base, perItem } = known(labels.edges[i], `a label for edge ${i}`);
    const inCycle = known(cycles.edges[i], `edge ${i} among the cycles`);
    const cycle: CycleEnd | null =
      inCycle === null
        ? null
        : { memory: known(memories[inCycle.cycle], `cycle ${inCycle.cycle}`), edge: inCycle.edge, wakers: [] };
    return {
      edge,
      from: seatOf(from),
      to: seatOf(to),
      end: {
        edge: i,
        capacity,
        capacityBytes,
        items,
        guard,
        batch: oneByOne ? 1 : batchFor(capacity),
        kind: kindOf(spec, line),
        cycle,
        label: { base, perItem },
        ...(dealt === undefined ? {} : { dealt }),
        ...(collected === undefined ? {} : { collected }),
      },
    };
  });
}

function wirePorts(
  ends: readonly EdgeEnd[],
  seatOf: SeatOf,
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
      wiring: { kind: 'port', inlets, outlets, waker: seatOf(station).thread.waker },
      ports: [...inlets, ...outlets].flatMap(portsOf),
    };
  };
}

/** @param all the edges of the line, those inside of threads too: a cycle may have both */
function wireRings(
  all: readonly EdgeEnd[],
  ends: readonly EdgeEnd[],
  seatOf: SeatOf,
  { spin, supervised }: { readonly spin: SpinTime; readonly supervised: boolean },
): (station: string) => StationWiring {
  const memoryFor = supervised
    ? committedRingMemory
    : (capacity: number, kind: FixedKindSpec) => ringMemory(capacity, 0, kind);
  const channels = ends.map(({ edge, end, ...seats }) => {
    const { kind } = end;
    const { from, to, capacity, collected } = edge;
    if (!hasFixedSize(kind))
      throw new Error(`expected ints or records from ${show(from)} to ${show(to)}, found ${kind.kind}`);
    const counts = collected === undefined ? null : ringMemory(capacity, 0, COUNTS);
    const cycle = withWakers(end.cycle, all);
    return { edge, ...seats, end: { ...end, kind, cycle, memory: memoryFor(capacity, kind), counts } };
  });
  return (station) => {
    const inlets: RingEnd[] = channels
      .filter(({ edge }) => edge.to === station)
      .map(({ end, from }) => ({ ...end, neighbour: from.thread.waker }));
    const outlets: RingEnd[] = channels
      .filter(({ edge }) => edge.from === station)
      .map(({ end, to }) => ({ ...end, neighbour: to.thread.waker }));
    return { wiring: { kind: 'ring', inlets, outlets, waker: seatOf(station).thread.waker, spin }, ports: [] };
  };
}

/** With the wakers of the threads that read the way back: they have to see the end of the cycle. */
function withWakers(cycle: CycleEnd | null, all: readonly EdgeEnd[]): CycleEnd | null {
  if (cycle === null) return null;
  const back = all.filter(({ end }) => end.cycle?.memory === cycle.memory && end.cycle.edge === 'back');
  return { ...cycle, wakers: back.map(({ to }) => to.thread.waker) };
}

/** What the check of a line, or this file, has made sure of. */
function known<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`expected ${what}, found none`);
  return value;
}

/** The wiring of a line: it makes a channel for every edge, and gives each station the ends of its channels. */
import { batchFor } from '../../channel/channel.ts';
import { ringMemory } from '../../channel/ring.ts';
import { cyclesOf } from '../../line/cycles.ts';
import { hasFixedSize } from '../../line/kind/spec.ts';
import { labelsOf } from '../../line/labels.ts';
import { type Edge, kindOf, type Line, specsOf } from '../../line/line.ts';
import type { Port, ThreadingPlatform } from '../../platform/platform.ts';
import type { ThreadsChannel } from '../engine-table.ts';
import { COUNTS } from '../station/counts.ts';
import { cycleMemory } from '../station/cycle.ts';
import { sharedWakerMemory, spinTimeMs, stopAt } from '../station/shared-waker.ts';
import { portsOf } from './count-ends.ts';
import type { CycleEnd, PortEnd, RingEnd, Wiring } from './messages.ts';

/** The ends of a station's channels. */
export interface StationWiring {
  readonly wiring: Wiring;
  /** The ports among them: they are transferred to the station's thread. */
  readonly ports: readonly Port[];
  /** Stops a station that sleeps in shared memory: while it does, no message reaches it. */
  readonly stop: () => void;
}

export type WiringPlatform = Pick<ThreadingPlatform, 'messageChannel' | 'cores'>;

/**
 * @param oneByOne whether every item is sent in a message of its own, and not in batches
 * @returns the wiring of a station, by the station's name
 */
export function wire(
  channel: ThreadsChannel,
  line: Line,
  platform: WiringPlatform,
  oneByOne = false,
): (station: string) => StationWiring {
  const ends = endsOfEdges(line, oneByOne);
  switch (channel) {
    case 'port':
      return wirePorts(ends, platform);
    case 'ring':
      return wireRings(ends, line, platform);
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

function wirePorts(ends: readonly EdgeEnd[], platform: WiringPlatform): (station: string) => StationWiring {
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
    const waker = sharedWakerMemory();
    return {
      wiring: { kind: 'port', inlets, outlets, waker },
      ports: [...inlets, ...outlets].flatMap(portsOf),
      stop: () => stopAt(waker),
    };
  };
}

function wireRings(ends: readonly EdgeEnd[], line: Line, platform: WiringPlatform): (station: string) => StationWiring {
  const stations = specsOf(line).map(({ name }) => name);
  const wakers = new Map(stations.map((station) => [station, sharedWakerMemory()]));
  const wakerFor = (station: string): SharedArrayBuffer => wakers.get(station) ?? sharedWakerMemory();
  const channels = ends.flatMap(({ edge, end }) => {
    const { kind, cycle } = end;
    if (!hasFixedSize(kind)) return [];
    const back = ends.filter((one) => one.end.cycle?.memory === cycle?.memory && one.end.cycle?.edge === 'back');
    const whole = cycle === null ? null : { ...cycle, wakers: back.map((one) => wakerFor(one.edge.to)) };
    const counts = edge.collected === undefined ? null : ringMemory(edge.capacity, 0, COUNTS);
    return [{ edge, end: { ...end, kind, cycle: whole, memory: ringMemory(edge.capacity, 0, kind), counts } }];
  });
  const spinMs = spinTimeMs(stations.length, platform.cores());
  return (station) => {
    const inlets: RingEnd[] = channels
      .filter(({ edge }) => edge.to === station)
      .map(({ edge, end }) => ({ ...end, neighbour: wakerFor(edge.from) }));
    const outlets: RingEnd[] = channels
      .filter(({ edge }) => edge.from === station)
      .map(({ edge, end }) => ({ ...end, neighbour: wakerFor(edge.to) }));
    const waker = wakerFor(station);
    return {
      wiring: { kind: 'ring', inlets, outlets, waker, spinMs },
      ports: [],
      stop: () => stopAt(waker),
    };
  };
}

/** The wiring of a line: it makes a channel for every edge, and gives each station the ends of its channels. */
import { batchFor } from '../../channel/channel.ts';
import { ringMemory } from '../../channel/ring.ts';
import type { Edge } from '../../line/line.ts';
import type { Port, ThreadingPlatform } from '../../platform/platform.ts';
import type { ThreadsChannel } from '../engine-table.ts';
import { sharedWakerMemory, spinTimeMs, stopAt } from '../station/shared-waker.ts';
import type { PortEnd, RingEnd, Wiring } from './messages.ts';

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
  edges: readonly Edge[],
  platform: WiringPlatform,
  oneByOne = false,
): (station: string) => StationWiring {
  const ends = edges.map((edge) => {
    const { capacity, items } = edge;
    return { edge, end: { capacity, items, batch: oneByOne ? 1 : batchFor(capacity) } };
  });
  switch (channel) {
    case 'port':
      return wirePorts(ends, platform);
    case 'ring':
      return wireRings(ends, platform);
  }
}

type Ends = readonly { readonly edge: Edge; readonly end: Pick<PortEnd, 'capacity' | 'items' | 'batch'> }[];

function wirePorts(ends: Ends, platform: WiringPlatform): (station: string) => StationWiring {
  const channels = ends.map((one) => ({ ...one, channel: platform.messageChannel() }));
  return (station) => {
    const inlets: PortEnd[] = channels
      .filter(({ edge }) => edge.to === station)
      .map(({ end, channel }) => ({ ...end, port: channel.port2 }));
    const outlets: PortEnd[] = channels
      .filter(({ edge }) => edge.from === station)
      .map(({ end, channel }) => ({ ...end, port: channel.port1 }));
    const waker = sharedWakerMemory();
    return {
      wiring: { kind: 'port', inlets, outlets, waker },
      ports: [...inlets, ...outlets].map((end) => end.port),
      stop: () => stopAt(waker),
    };
  };
}

function wireRings(ends: Ends, platform: WiringPlatform): (station: string) => StationWiring {
  const channels = ends.map((one) => ({ ...one, memory: ringMemory(one.edge.capacity) }));
  const stations = new Set(ends.flatMap(({ edge }) => [edge.from, edge.to]));
  const wakers = new Map([...stations].map((station) => [station, sharedWakerMemory()]));
  const wakerFor = (station: string): SharedArrayBuffer => wakers.get(station) ?? sharedWakerMemory();
  const spinMs = spinTimeMs(stations.size, platform.cores());
  return (station) => {
    const inlets: RingEnd[] = channels
      .filter(({ edge }) => edge.to === station)
      .map(({ edge, end, memory }) => ({ ...end, memory, neighbour: wakerFor(edge.from) }));
    const outlets: RingEnd[] = channels
      .filter(({ edge }) => edge.from === station)
      .map(({ edge, end, memory }) => ({ ...end, memory, neighbour: wakerFor(edge.to) }));
    const waker = wakerFor(station);
    return {
      wiring: { kind: 'ring', inlets, outlets, waker, spinMs },
      ports: [],
      stop: () => stopAt(waker),
    };
  };
}

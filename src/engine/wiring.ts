/** The wiring: channels for every edge of a line, and each station's ends of them. */
import { MessageChannel, type Transferable } from 'node:worker_threads';
import { ringMemory } from '../channel/ring.ts';
import type { Edge } from '../station/line.ts';
import { doorbellMemory, stopAt } from './doorbell.ts';
import type { PortEnd, RingEnd, Wiring } from './protocol.ts';

export type ThreadsChannel = 'port' | 'ring';

/** A station's ends, by its name. */
export type Wires = (station: string) => {
  readonly wiring: Wiring;
  readonly transferList: Transferable[];
  /** What the coordinator does, besides asking, so that a station that waits goes home. */
  readonly stop: () => void;
};

export function wire(channel: ThreadsChannel, edges: readonly Edge[]): Wires {
  switch (channel) {
    case 'port':
      return ports(edges);
    case 'ring':
      return rings(edges);
  }
}

function ports(edges: readonly Edge[]): Wires {
  const channels = edges.map((edge) => ({ edge, channel: new MessageChannel() }));
  return (station) => {
    const inlets: PortEnd[] = channels
      .filter(({ edge }) => edge.to === station)
      .map(({ edge: { capacity, items }, channel }) => ({ port: channel.port2, capacity, items }));
    const outlets: PortEnd[] = channels
      .filter(({ edge }) => edge.from === station)
      .map(({ edge: { capacity, items }, channel }) => ({ port: channel.port1, capacity, items }));
    return {
      wiring: { kind: 'port', inlets, outlets },
      transferList: [...inlets, ...outlets].map((end) => end.port),
      stop() {},
    };
  };
}

function rings(edges: readonly Edge[]): Wires {
  const channels = edges.map((edge) => ({ edge, memory: ringMemory(edge.capacity) }));
  const doorbells = new Map<string, SharedArrayBuffer>();
  const doorbellOf = (station: string): SharedArrayBuffer => {
    const found = doorbells.get(station) ?? doorbellMemory();
    doorbells.set(station, found);
    return found;
  };
  return (station) => {
    const inlets: RingEnd[] = channels
      .filter(({ edge }) => edge.to === station)
      .map(({ edge: { from, capacity, items }, memory }) => ({ memory, capacity, items, neighbour: doorbellOf(from) }));
    const outlets: RingEnd[] = channels
      .filter(({ edge }) => edge.from === station)
      .map(({ edge: { to, capacity, items }, memory }) => ({ memory, capacity, items, neighbour: doorbellOf(to) }));
    const doorbell = doorbellOf(station);
    return { wiring: { kind: 'ring', inlets, outlets, doorbell }, transferList: [], stop: () => stopAt(doorbell) };
  };
}

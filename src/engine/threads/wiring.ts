/** The wiring: channels for every edge of a line, and each station's ends of them. */
import { availableParallelism } from 'node:os';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { batchFor } from '../../channel/channel.ts';
import { ringMemory } from '../../channel/ring.ts';
import type { Edge } from '../../line/line.ts';
import type { ThreadsChannel } from '../engine.ts';
import { patienceMs, sharedWakerMemory, stopAt } from '../station/shared-waker.ts';
import type { PortEnd, RingEnd, Wiring } from './messages.ts';

/** A station's ends, by its name. */
export type Wires = (station: string) => {
  readonly wiring: Wiring;
  /** To be handed over with it. */
  readonly ports: readonly MessagePort[];
  /** What the coordinator does, besides asking, so that a station that waits goes home. */
  readonly stop: () => void;
};

/** @param oneByOne whether every item goes by itself, instead of in batches */
export function wire(channel: ThreadsChannel, edges: readonly Edge[], oneByOne = false): Wires {
  const batches = (capacity: number): number => (oneByOne ? 1 : batchFor(capacity));
  switch (channel) {
    case 'port':
      return ports(edges, batches);
    case 'ring':
      return rings(edges, batches);
  }
}

type Batches = (capacity: number) => number;

function ports(edges: readonly Edge[], batches: Batches): Wires {
  const channels = edges.map((edge) => ({ ...endOf(edge, batches), edge, channel: new MessageChannel() }));
  return (station) => {
    const inlets: PortEnd[] = channels
      .filter(({ edge }) => edge.to === station)
      .map(({ end, channel }) => ({ ...end, port: channel.port2 }));
    const outlets: PortEnd[] = channels
      .filter(({ edge }) => edge.from === station)
      .map(({ end, channel }) => ({ ...end, port: channel.port1 }));
    return {
      wiring: { kind: 'port', inlets, outlets },
      ports: [...inlets, ...outlets].map((end) => end.port),
      stop() {},
    };
  };
}

function rings(edges: readonly Edge[], batches: Batches): Wires {
  const channels = edges.map((edge) => ({ ...endOf(edge, batches), edge, memory: ringMemory(edge.capacity) }));
  const threads = new Set(edges.flatMap(({ from, to }) => [from, to])).size;
  const patience = patienceMs(threads, availableParallelism());
  const sharedWakers = new Map<string, SharedArrayBuffer>();
  const sharedWakerOf = (station: string): SharedArrayBuffer => {
    const found = sharedWakers.get(station) ?? sharedWakerMemory();
    sharedWakers.set(station, found);
    return found;
  };
  return (station) => {
    const inlets: RingEnd[] = channels
      .filter(({ edge }) => edge.to === station)
      .map(({ edge, end, memory }) => ({ ...end, memory, neighbour: sharedWakerOf(edge.from) }));
    const outlets: RingEnd[] = channels
      .filter(({ edge }) => edge.from === station)
      .map(({ edge, end, memory }) => ({ ...end, memory, neighbour: sharedWakerOf(edge.to) }));
    const sharedWaker = sharedWakerOf(station);
    return {
      wiring: { kind: 'ring', inlets, outlets, sharedWaker, patienceMs: patience },
      ports: [],
      stop: () => stopAt(sharedWaker),
    };
  };
}

function endOf({ capacity, items }: Edge, batches: Batches) {
  return { end: { capacity, items, batch: batches(capacity) } };
}

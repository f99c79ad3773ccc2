/** Two belts for eggs on one thread: an endless one that accepts every egg, and a bounded one that says how much room it has. */
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { PortInlet } from '../../../channel/port-inlet.ts';
import { PortOutlet } from '../../../channel/port-outlet.ts';
import { nodeEndpoint } from '../../../platform/node/endpoint.ts';

export interface EggBelt {
  readonly capacity: number;
  /** How many more eggs fit. */
  room(): number;
  /** @param egg the turn in which it was laid */
  send(egg: number): void;
  /** The next egg; null if there is none. */
  take(): number | null;
  close(): void;
}

/** A message port: it accepts everything. */
export function endless(): EggBelt {
  const { port1, port2 } = new MessageChannel();
  return {
    capacity: Number.POSITIVE_INFINITY,
    room: () => Number.POSITIVE_INFINITY,
    send: (egg) => port1.postMessage(egg),
    take: () => eggIn(receiveMessageOnPort(port2)?.message),
    close: () => port1.close(),
  };
}

/** The channel of our engines over such a port: the reader grants credit. One egg per message. */
export function bounded(capacity: number): EggBelt {
  const { port1, port2 } = new MessageChannel();
  const outlet = new PortOutlet(nodeEndpoint(port1), capacity, () => {}, 1);
  const inlet = new PortInlet(nodeEndpoint(port2), capacity, () => {});
  return {
    capacity,
    room: () => outlet.room(),
    send: (egg) => outlet.send(egg),
    take: () => eggIn(inlet.take()),
    close: () => port1.close(),
  };
}

function eggIn(message: unknown): number | null {
  return typeof message === 'number' ? message : null;
}

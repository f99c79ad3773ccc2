/** One pipe of every carrier, with both ends on this thread, for the tests of the contract of channels. */

import { MessageChannel } from 'node:worker_threads';
import { type Inlet, NOTHING, type Outlet } from '../../src/channel/channel.ts';
import { mailbox } from '../../src/channel/mailbox.ts';
import { PortInlet, PortOutlet } from '../../src/channel/port.ts';
import { RingInlet, RingOutlet, ringMemory } from '../../src/channel/ring.ts';
import { LoopWaker } from '../../src/engine/station/waker.ts';
import { nodeEndpoint } from '../../src/platform/node/endpoint.ts';

export interface Pipe {
  readonly outlet: Outlet;
  readonly inlet: Inlet;
  /** Wakes the reader. */
  readonly arrival: LoopWaker;
  /** Wakes the writer. */
  readonly departure: LoopWaker;
  /** Closes what would keep the process alive. */
  dispose(): void;
}

export interface Carrier {
  readonly name: string;
  /** @throws RangeError for a capacity that is not a positive integer */
  open(capacity: number): Pipe;
}

/** Another carrier is another entry. */
export const carriers: readonly Carrier[] = [
  {
    name: 'mailbox',
    open(capacity) {
      const [arrival, departure] = [new LoopWaker(), new LoopWaker()];
      return { ...mailbox(capacity, arrival.wake, departure.wake), arrival, departure, dispose() {} };
    },
  },
  {
    name: 'port',
    open(capacity) {
      const [arrival, departure] = [new LoopWaker(), new LoopWaker()];
      const { port1, port2 } = new MessageChannel();
      const dispose = () => port1.close();
      try {
        const outlet = new PortOutlet(nodeEndpoint(port1), capacity, departure.wake);
        const inlet = new PortInlet(nodeEndpoint(port2), capacity, arrival.wake);
        return { outlet, inlet, arrival, departure, dispose };
      } catch (error) {
        dispose();
        throw error;
      }
    },
  },
  ring('ring', 0),
  ring('ring whose counters turn negative', 2 ** 31 - 5),
  ring('ring whose counters come back to 0', -5),
];

function ring(name: string, first: number): Carrier {
  return {
    name,
    open(capacity) {
      const [arrival, departure] = [new LoopWaker(), new LoopWaker()];
      const memory = ringMemory(capacity, first);
      const outlet = new RingOutlet(memory, capacity, arrival.wake);
      const inlet = new RingInlet(memory, capacity, departure.wake);
      return { outlet, inlet, arrival, departure, dispose() {} };
    },
  };
}

/** Opens a pipe for as long as it is used. */
export async function using(
  carrier: Carrier,
  capacity: number,
  use: (pipe: Pipe) => void | Promise<void>,
): Promise<void> {
  const pipe = carrier.open(capacity);
  try {
    await use(pipe);
  } finally {
    pipe.dispose();
  }
}

/** As many as can be taken now, `most` at the most. */
export function takeFrom(inlet: Inlet, most = Number.POSITIVE_INFINITY): number[] {
  const taken: number[] = [];
  while (taken.length < most) {
    const item = inlet.take();
    if (item === NOTHING) break;
    taken.push(item);
  }
  return taken;
}

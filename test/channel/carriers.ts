/** One pipe of every carrier, with both ends on this thread, for the tests of the contract of channels. */

import { MessageChannel } from 'node:worker_threads';
import { byteLimitOf } from '../../src/channel/byte-limit.ts';
import { type Inlet, NOTHING, type Outlet } from '../../src/channel/channel.ts';
import { mailbox } from '../../src/channel/mailbox.ts';
import { PortInlet } from '../../src/channel/port-inlet.ts';
import { PortOutlet } from '../../src/channel/port-outlet.ts';
import { RingInlet, RingOutlet, ringMemory } from '../../src/channel/ring.ts';
import { LoopWaker } from '../../src/engine/station/waker.ts';
import type { FixedKindSpec } from '../../src/line/kind/spec.ts';
import { nodeEndpoint } from '../../src/platform/node/endpoint.ts';
import { BYTES, CLONES, INTS, type Items, PLACES, RECORDS } from './kinds.ts';

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
  /** What it carries. */
  readonly items: Items;
  /**
   * @param capacityBytes how many bytes may wait; only where items have any size [no limit]
   * @throws RangeError for a capacity that is not a positive integer
   */
  open(capacity: number, capacityBytes?: number): Pipe;
}

/** Every carrier of places in an alphabet. Another carrier is another entry. */
export const placeCarriers: readonly Carrier[] = [
  boxes(PLACES),
  ports(PLACES),
  rings(PLACES),
  rings(PLACES, 'ring whose counters turn negative', 2 ** 31 - 5),
  rings(PLACES, 'ring whose counters come back to 0', -5),
];

/** Every carrier with every kind of item that it carries. */
export const carriers: readonly Carrier[] = [
  ...placeCarriers,
  ...[INTS, RECORDS].flatMap((items) => [boxes(items), ports(items), rings(items)]),
  ...[CLONES, BYTES].flatMap((items) => [boxes(items), ports(items)]),
];

function boxes(items: Items): Carrier {
  return {
    name: nameOf('mailbox', items),
    items,
    open(capacity, capacityBytes) {
      const [arrival, departure] = [new LoopWaker(), new LoopWaker()];
      const limit = byteLimitOf(items.kind, capacityBytes);
      return { ...mailbox(capacity, arrival.wake, departure.wake, limit), arrival, departure, dispose() {} };
    },
  };
}

function ports(items: Items): Carrier {
  const { kind } = items;
  return {
    name: nameOf('port', items),
    items,
    open(capacity, capacityBytes) {
      const options = { kind, limit: byteLimitOf(kind, capacityBytes) };
      const [arrival, departure] = [new LoopWaker(), new LoopWaker()];
      const { port1, port2 } = new MessageChannel();
      const dispose = () => port1.close();
      try {
        const outlet = new PortOutlet(nodeEndpoint(port1), capacity, departure.wake, undefined, options);
        const inlet = new PortInlet(nodeEndpoint(port2), capacity, arrival.wake, options);
        return { outlet, inlet, arrival, departure, dispose };
      } catch (error) {
        dispose();
        throw error;
      }
    },
  };
}

/** @param first where the counters start */
function rings(items: Items<FixedKindSpec>, name = nameOf('ring', items), first = 0): Carrier {
  const { kind } = items;
  return {
    name,
    items,
    open(capacity) {
      const [arrival, departure] = [new LoopWaker(), new LoopWaker()];
      const memory = ringMemory(capacity, first, kind);
      const outlet = new RingOutlet(memory, capacity, arrival.wake, undefined, kind);
      const inlet = new RingInlet(memory, capacity, departure.wake, kind);
      return { outlet, inlet, arrival, departure, dispose() {} };
    },
  };
}

function nameOf(carrier: string, { kind }: Items): string {
  return kind.kind === 'places' ? carrier : `${carrier} of ${kind.kind}`;
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
export function takeFrom(inlet: Inlet, most = Number.POSITIVE_INFINITY): unknown[] {
  const taken: unknown[] = [];
  while (taken.length < most) {
    const item = inlet.take();
    if (item === NOTHING) break;
    taken.push(item);
  }
  return taken;
}

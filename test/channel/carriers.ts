/** One pipe of every carrier, with both ends on this thread: what the contract of channels is held against. */
import { MessageChannel } from 'node:worker_threads';
import type { Inlet, Outlet } from '../../src/channel/channel.ts';
import { mailbox } from '../../src/channel/mailbox.ts';
import { portInlet, portOutlet } from '../../src/channel/port.ts';
import { Bell } from '../../src/engine/bell.ts';

export interface Pipe {
  readonly outlet: Outlet;
  readonly inlet: Inlet;
  /** Rung for the reader. */
  readonly arrival: Bell;
  /** Rung for the writer. */
  readonly departure: Bell;
  /** Lets go of what would keep the process alive. */
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
      const [arrival, departure] = [new Bell(), new Bell()];
      return { ...mailbox(capacity, arrival.ring, departure.ring), arrival, departure, dispose() {} };
    },
  },
  {
    name: 'port',
    open(capacity) {
      const [arrival, departure] = [new Bell(), new Bell()];
      const { port1, port2 } = new MessageChannel();
      const dispose = () => port1.close();
      try {
        const outlet = portOutlet(port1, capacity, departure.ring);
        const inlet = portInlet(port2, capacity, arrival.ring);
        return { outlet, inlet, arrival, departure, dispose };
      } catch (error) {
        dispose();
        throw error;
      }
    },
  },
];

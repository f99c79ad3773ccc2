/** Joining: from the ends of channels that a thread was handed to inlets, outlets and a bell to wait at. */
import { PortInlet, PortOutlet, UnreadableError } from '../../channel/port.ts';
import { RingInlet, RingOutlet } from '../../channel/ring.ts';
import { blockFor } from '../../platform/node/block-for.ts';
import type { Clock } from '../engine.ts';
import type { StationSetup } from '../station/loop.ts';
import { sharedWaker, wakerOf } from '../station/shared-waker.ts';
import { LoopWaker } from '../station/waker.ts';
import type { Wiring } from './messages.ts';

export type Joined = Pick<StationSetup, 'inlets' | 'routes' | 'waker' | 'rest'> & {
  /** Sends the station home at its next wait. */
  stop(): void;
  /** Lets go of the channels. */
  close(failed: boolean): void;
};

/** The station's ends of its channels, and how it waits: in the event loop for ports, on its doorbell for rings. */
export function join(wiring: Wiring, clock: Clock): Joined {
  switch (wiring.kind) {
    case 'port': {
      const waker = new LoopWaker();
      for (const { port } of [...wiring.inlets, ...wiring.outlets])
        port.on('messageerror', (error) => waker.break(new UnreadableError(error)));
      return {
        inlets: wiring.inlets.map(({ port, capacity }) => new PortInlet(port, capacity, waker.ring)),
        routes: wiring.outlets.map(({ port, capacity, batch, items }) => ({
          items,
          outlet: new PortOutlet(port, capacity, waker.ring, batch),
        })),
        waker,
        rest: blockFor,
        stop: () => waker.break(new Error('it was told to stop')),
        close(failed) {
          // The reader closes a channel: a writer that closed it would cut off what is still on its way.
          for (const { port } of [...wiring.inlets, ...(failed ? wiring.outlets : [])]) port.close();
        },
      };
    }
    case 'ring': {
      const waker = sharedWaker(wiring.sharedWaker, wiring.patienceMs, clock.nowMs);
      return {
        inlets: wiring.inlets.map(
          ({ memory, capacity, neighbour }) => new RingInlet(memory, capacity, wakerOf(neighbour)),
        ),
        routes: wiring.outlets.map(({ memory, capacity, batch, neighbour, items }) => ({
          items,
          outlet: new RingOutlet(memory, capacity, wakerOf(neighbour), batch),
        })),
        waker,
        rest: waker.rest,
        // The coordinator stops it through shared memory: a thread that sleeps on its doorbell hears no port.
        stop() {},
        close() {},
      };
    }
  }
}

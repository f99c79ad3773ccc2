/** Makes a station's inlets, outlets and waker from the channel ends that its thread was sent. */
import { PortInlet, PortOutlet } from '../../channel/port.ts';
import { RingInlet, RingOutlet } from '../../channel/ring.ts';
import type { Platform } from '../../platform/platform.ts';
import type { StationSetup } from '../station/prime-station.ts';
import { sharedWaker, wakerOf } from '../station/shared-waker.ts';
import { LoopWaker } from '../station/waker.ts';
import type { Wiring } from './messages.ts';

export type Connection = Pick<StationSetup, 'inlets' | 'routes' | 'waker' | 'rest'> & {
  /** Stops the station at its next wait. */
  stop(): void;
  /** Closes the channel ends that this station has to close. */
  close(failed: boolean): void;
};

/** With ports the station waits in the event loop, with rings at a shared waker. A rest is a sleep at a shared waker in both. */
export function connect(wiring: Wiring, platform: Platform): Connection {
  switch (wiring.kind) {
    case 'port': {
      const { inlets, outlets } = wiring;
      const waker = new LoopWaker();
      const fail = (error: Error): void => waker.fail(error);
      return {
        inlets: inlets.map(({ port, capacity }) => new PortInlet(platform.endpoint(port, fail), capacity, waker.wake)),
        routes: outlets.map(({ port, capacity, batch, items }) => ({
          items,
          outlet: new PortOutlet(platform.endpoint(port, fail), capacity, waker.wake, batch),
        })),
        waker,
        rest: sharedWaker(wiring.waker, 0, platform.clock.nowMs).rest,
        stop: () => waker.fail(new Error('it was stopped')),
        close(failed) {
          // The reader closes a channel. If the writer closed it, items that are still on their way would be lost.
          for (const { port } of [...inlets, ...(failed ? outlets : [])]) port.close();
        },
      };
    }
    case 'ring': {
      const waker = sharedWaker(wiring.waker, wiring.spinMs, platform.clock.nowMs);
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
        // The main thread stops it through shared memory: a thread that sleeps at its waker receives no message.
        stop() {},
        close() {},
      };
    }
  }
}

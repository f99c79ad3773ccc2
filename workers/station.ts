/** A station's thread: the task is the station's whole life. */
import { expose } from 'comlink';
import { portInlet, portOutlet } from '../src/channel/port.ts';
import { ringInlet, ringOutlet } from '../src/channel/ring.ts';
import { LoopBell } from '../src/engine/bell.ts';
import { doorbell, ringer } from '../src/engine/doorbell.ts';
import { reasonOf } from '../src/engine/engine.ts';
import type { StationControl, StationResult, StationTask, Wiring } from '../src/engine/protocol.ts';
import { prepare, type Workplace } from '../src/engine/tend.ts';
import { nodeClock } from '../src/measure/clock.ts';

export default async function live({ spec, wiring, control: controlPort }: StationTask): Promise<StationResult> {
  const { stop, close, ...joined } = join(wiring);
  let start = (): void => {};
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  const prepared = prepare({ spec, ...joined, clock: nodeClock });
  const control: StationControl = {
    ready: async () => void (await prepared),
    start: () => start(),
    stop: () => {
      stop();
      start();
    },
  };
  expose(control, controlPort);
  let failed = true;
  try {
    const station = await prepared;
    await started;
    const result = await station.tend();
    failed = false;
    return result;
  } catch (error) {
    throw new Error(reasonOf(error));
  } finally {
    close(failed);
    controlPort.close();
  }
}

type Joined = Pick<Workplace, 'inlets' | 'routes' | 'bell' | 'rest'> & {
  /** Sends the station home at its next wait. */
  stop(): void;
  /** Lets go of the channels. */
  close(failed: boolean): void;
};

/** The station's ends of its channels, and how it waits: in the event loop for ports, on its doorbell for rings. */
function join(wiring: Wiring): Joined {
  switch (wiring.kind) {
    case 'port': {
      const bell = new LoopBell();
      return {
        inlets: wiring.inlets.map(({ port, capacity }) => portInlet(port, capacity, bell.ring)),
        routes: wiring.outlets.map(({ port, capacity, items }) => ({
          items,
          outlet: portOutlet(port, capacity, bell.ring),
        })),
        bell,
        rest: (ms) => void Atomics.wait(NEVER, 0, 0, ms),
        stop: () => bell.break(new Error('it was told to stop')),
        close(failed) {
          // The reader closes a channel: a writer that closed it would cut off what is still on its way.
          for (const { port } of [...wiring.inlets, ...(failed ? wiring.outlets : [])]) port.close();
        },
      };
    }
    case 'ring': {
      const bell = doorbell(wiring.doorbell);
      return {
        inlets: wiring.inlets.map(({ memory, capacity, neighbour }) => ringInlet(memory, capacity, ringer(neighbour))),
        routes: wiring.outlets.map(({ memory, capacity, neighbour, items }) => ({
          items,
          outlet: ringOutlet(memory, capacity, ringer(neighbour)),
        })),
        bell,
        rest: bell.rest,
        // The coordinator stops it through shared memory: a thread that sleeps on its doorbell hears no port.
        stop() {},
        close() {},
      };
    }
  }
}

/** A word that nobody ever changes: waiting on it is how a thread sleeps. It may: nobody else is on this thread. */
const NEVER = new Int32Array(new SharedArrayBuffer(4));

/** A station's thread: the task is the station's whole life. */
import { expose } from 'comlink';
import { portInlet, portOutlet } from '../src/channel/port.ts';
import { Bell } from '../src/engine/bell.ts';
import type { StationControl, StationResult, StationTask } from '../src/engine/protocol.ts';
import { prepare } from '../src/engine/tend.ts';
import { nodeClock } from '../src/measure/clock.ts';

/** A word that nobody ever changes: waiting on it is how a thread sleeps. It may: nobody else is on this thread. */
const NEVER = new Int32Array(new SharedArrayBuffer(4));

export default async function live(task: StationTask): Promise<StationResult> {
  const bell = new Bell();
  let start = (): void => {};
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  const prepared = prepare({
    spec: task.spec,
    inlets: task.inlets.map(({ port, capacity }) => portInlet(port, capacity, bell.ring)),
    routes: task.outlets.map(({ port, capacity, items }) => ({
      items,
      outlet: portOutlet(port, capacity, bell.ring),
    })),
    bell,
    rest: (ms) => void Atomics.wait(NEVER, 0, 0, ms),
    clock: nodeClock,
  });
  const control: StationControl = {
    ready: async () => void (await prepared),
    start: () => start(),
    stop: () => {
      bell.break(new Error('it was told to stop'));
      start();
    },
  };
  expose(control, task.control);
  try {
    const station = await prepared;
    await started;
    return await station.tend();
  } catch (error) {
    for (const { port } of task.outlets) port.close();
    throw portable(error);
  } finally {
    // The reader closes a channel: a writer that closed it would cut off what is still on its way.
    for (const { port } of task.inlets) port.close();
    task.control.close();
  }
}

/** An error that crosses to another thread whatever was thrown: some values cannot be cloned. */
function portable(error: unknown): Error {
  return new Error(error instanceof Error ? error.message : `it threw ${String(error)}`);
}

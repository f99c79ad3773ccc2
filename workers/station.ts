/** A station's thread: the task is the station's whole life. */
import { expose } from 'comlink';
import { reasonOf } from '../src/engine/engine.ts';
import { join } from '../src/engine/join.ts';
import type { StationControl, StationResult, StationTask } from '../src/engine/protocol.ts';
import { prepare } from '../src/engine/tend.ts';
import { nodeClock } from '../src/measure/clock.ts';

export default async function live({ spec, wiring, control: controlPort }: StationTask): Promise<StationResult> {
  const { stop, close, ...joined } = join(wiring, nodeClock);
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

/** A station's thread: the task is the station's whole life. */
import { expose } from 'comlink';
import { reasonOf } from '../src/engine/engine.ts';
import { join } from '../src/engine/join.ts';
import type { StationControl, StationResult, StationTask } from '../src/engine/protocol.ts';
import { recorded } from '../src/engine/recorded.ts';
import { prepare, type Workplace } from '../src/engine/tend.ts';
import { nodeClock } from '../src/measure/clock.ts';
import { Recorder } from '../src/trace/recorder.ts';

export default async function live({
  spec,
  wiring,
  control: controlPort,
  record,
}: StationTask): Promise<StationResult> {
  const { stop, close, ...joined } = join(wiring, nodeClock);
  let start = (): void => {};
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  const workplace: Workplace = { spec, ...joined, clock: nodeClock };
  const recorder = record === null ? null : new Recorder(spec.name, record.events, nodeClock.nowNs);
  const prepared = prepare(
    record === null || recorder === null ? workplace : recorded(workplace, recorder, record.items),
  );
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
    const result = { ...(await station.tend()), notes: recorder?.notes() ?? null };
    failed = false;
    return result;
  } catch (error) {
    throw new Error(reasonOf(error));
  } finally {
    close(failed);
    controlPort.close();
  }
}

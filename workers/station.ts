/** The entry point of a station's thread. */
import type { StationResult, StationTask } from '../src/engine/threads/messages.ts';
import { runStation } from '../src/engine/threads/station-worker.ts';
import { nodeThread } from '../src/platform/node/thread.ts';
import { markStationThread } from '../src/platform/station-thread.ts';

markStationThread();

export default function serve(task: StationTask): Promise<StationResult> {
  return runStation(task, nodeThread);
}

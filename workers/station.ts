/** The entry point of a station's thread. */
import type { StationResult, StationTask } from '../src/engine/threads/messages.ts';
import { runStation } from '../src/engine/threads/station-worker.ts';
import { nodePlatform } from '../src/platform/node/platform.ts';

export default function serve(task: StationTask): Promise<StationResult> {
  return runStation(task, nodePlatform);
}

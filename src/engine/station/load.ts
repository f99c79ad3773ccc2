/** Loads a station's coroutine from its module. */
import { type FoundStation, findStation } from '../../line/found-station.ts';
import type { StationSpec } from '../../line/line.ts';
import { within } from '../../platform/deadline.ts';
import type { Platform } from '../../platform/platform.ts';

/** In milliseconds. A module whose top level awaits something may never finish loading. */
const LOAD_MS = 15_000;

/** What this thread has imported: even the second import of a module takes a third of a millisecond. */
const imported = new Map<string, unknown>();

/**
 * Imports what a spec names.
 *
 * @throws Error when the module cannot be loaded or does not export the station
 */
export async function load(spec: StationSpec, { importModule }: Pick<Platform, 'importModule'>): Promise<FoundStation> {
  const key = `${spec.export} ${spec.module}`;
  const known = imported.get(key);
  if (known !== undefined) return findStation(known, spec);
  const module = await within(LOAD_MS, 'its module did not load', [importModule(spec.module)]);
  const exported = module[spec.export];
  const found = findStation(exported, spec);
  imported.set(key, exported);
  return found;
}

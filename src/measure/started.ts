/** What the first run of an engine needed: time, and memory. */
import type { EngineLabel } from '../engine/engine-table.ts';

/** An engine whose threads have been started. What a race does with them later changes nothing here. */
export interface StartedEngine extends EngineLabel {
  /** The start-up of its first run, in milliseconds. */
  readonly startupMs: number;
  /** How many threads the first run used. */
  readonly threads: number;
  /** By how much the memory of the process grew with each thread, in megabytes: 0 or more. */
  readonly threadMb: number;
}

/** Whether an engine starts threads at all. */
export function startsThreads({ name }: Pick<EngineLabel, 'name'>): boolean {
  return name === 'threads' || name === 'pool';
}

/** What was measured of an engine; undefined where it was not started. */
export function startOf(
  started: readonly StartedEngine[],
  { name, channel, packed }: EngineLabel,
): StartedEngine | undefined {
  return started.find((one) => one.name === name && one.channel === channel && one.packed === packed);
}

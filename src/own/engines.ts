/** The engines that can run a line, and those that cannot, with the reason. */
import { type CreateOptions, createEngine } from '../engine/create-engine.ts';
import type { Engine } from '../engine/engine.ts';
import {
  BASELINE,
  type EngineName,
  type EngineRow,
  engineRows,
  labelOf,
  type ThreadsChannel,
} from '../engine/engine-table.ts';
import type { DefinedLine } from '../line/defined-line.ts';
import type { Line } from '../line/line.ts';
import { reasonAgainstPool } from '../line/pool-limits.ts';
import { show } from '../line/printable.ts';
import { firstUncarried } from '../line/ring-limits.ts';
import type { ThreadingPlatform } from '../platform/platform.ts';

export interface Absent {
  readonly name: string;
  readonly reason: string;
}

export interface Participants {
  readonly engines: readonly Engine[];
  readonly absent: readonly Absent[];
}

export function participantsOf(
  rows: readonly EngineRow[],
  defined: DefinedLine,
  line: Line,
  options: CreateOptions & { readonly platform: ThreadingPlatform },
): Participants {
  const { platform } = options;
  const asked = rows.map((row) => ({ row, reason: reasonAgainst(row, defined, line) }));
  return {
    engines: asked.flatMap(({ row, reason }) => (reason === null ? [createEngine(row, platform, options)] : [])),
    absent: asked.flatMap(({ row, reason }) => (reason === null ? [] : [{ name: labelOf(row), reason }])),
  };
}

/**
 * The rows of the engines and channels that were chosen, and where stations share threads: over rings where they carry all items,
 * otherwise over ports.
 *
 * @param threads the most threads that stations share; null for no such row
 */
export function rowsFor(
  line: Line,
  names: readonly EngineName[],
  channels: readonly ThreadsChannel[],
  threads: number | null,
): readonly EngineRow[] {
  const usable = channels.filter((channel) => channel === 'port' || firstUncarried(line) === null);
  const packed = engineRows(names, usable, threads).filter((row) => row.packed !== null);
  const rows = engineRows([BASELINE, ...names], channels);
  return rows.toSpliced(rows.findLastIndex(({ name }) => name === 'threads') + 1, 0, ...packed);
}

/** Null where the engine can run the line. */
function reasonAgainst(row: EngineRow, defined: DefinedLine, line: Line): string | null {
  if (row.channel === 'ring') return reasonAgainstRings(line);
  return row.name === 'pool' ? reasonAgainstPool(defined, line) : null;
}

function reasonAgainstRings(line: Line): string | null {
  const uncarried = firstUncarried(line);
  if (uncarried === null) return null;
  const { from, to, kind } = uncarried;
  return `rings carry ints and records, and ${show(from)} sends ${kind} to ${show(to)}`;
}

/** The position of an error in the user's own file. */
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FactoryError } from '../line/factory-error.ts';

/** A frame of a stack: the file, the line and the column. A name before it has no slash. A path may have spaces, a URL has none. */
const FRAME = /^at (?:async )?(?:[^/\\]*? \()?(file:\/\/\S+?|\/.+?|[A-Za-z]:\\.+?):(\d+):(\d+)\)?$/;

/**
 * The first frame of the stack in one of the files or beside it: `primes.ts:31:13`. The causes of the error are looked at too,
 * the innermost first: it says where the error arose.
 *
 * @param files the paths of the user's files
 * @returns null where the stack says nothing of them
 */
export function positionIn(error: unknown, files: readonly string[]): string | null {
  if (!(error instanceof Error)) return null;
  const inner = positionIn(error.cause, files);
  if (inner !== null) return inner;
  const folders = new Set(files.map((file) => dirname(file)));
  for (const text of (error.stack ?? '').split('\n')) {
    const [, place, line, column] = FRAME.exec(text.trim()) ?? [];
    if (place === undefined || place.includes('node_modules')) continue;
    const path = place.startsWith('file:') ? fileURLToPath(place) : place;
    if (folders.has(dirname(path)) && !/\.(?:mjs|cjs)$/.test(path)) return `${basename(path)}:${line}:${column}`;
    if (files.includes(path)) return `${basename(path)}:${line}:${column}`;
  }
  return null;
}

/** The failure of a station, and where in the user's file it arose. */
export class PlacedFailure extends FactoryError {
  override name = 'PlacedFailure';

  constructor(failure: unknown, position: string) {
    super(`${failure instanceof Error ? failure.message : String(failure)}, at ${position}`, { cause: failure });
  }
}

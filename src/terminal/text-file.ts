/** Reads a text file that the user named: recipes, stored reports and bench results. */
import { isUtf8 } from 'node:buffer';
import type { Stats } from 'node:fs';
import { constants, open } from 'node:fs/promises';
import { placeOf, shownPlace, sourceOf } from './place.ts';
import { refusalOf } from './refusal.ts';
import { UsageError } from './usage-error.ts';

/**
 * The text of a UTF-8 file, without a byte order mark.
 *
 * @param what the expected content, for the error: `a recipe`
 * @param mostBytes the largest size of the file
 * @throws UsageError if the file does not exist, cannot be read, is too large, or is not UTF-8
 */
export async function textOf(path: string, what: string, mostBytes: number): Promise<string> {
  const source = sourceOf(path) || what;
  return textIn(await bytesOf(path, source, what, mostBytes), source, what);
}

async function bytesOf(path: string, source: string, what: string, mostBytes: number): Promise<Buffer> {
  const refuse = (found: string): never => {
    throw new UsageError(`${source}: expected a file with ${what}, found ${found}: ${shownPlace(path)}`);
  };
  try {
    // O_NONBLOCK: otherwise opening a pipe without a writer would never end.
    const file = await open(placeOf(path), constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const kind = kindOf(await file.stat());
      if (kind !== 'file') return refuse(kind);
      // Read up to the limit, not up to the size that the file reports: files in /proc report 0.
      const buffer = Buffer.alloc(mostBytes + 1);
      let length = 0;
      for (let read = -1; read !== 0 && length < buffer.length; length += read)
        read = (await file.read(buffer, length)).bytesRead;
      if (length > mostBytes)
        throw new UsageError(`${source}: expected ${what} of at most ${mostBytes} bytes, found more`);
      return buffer.subarray(0, length);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return refuse(refusalOf(error, 'no such file'));
  }
}

function textIn(bytes: Buffer, source: string, what: string): string {
  if (looksLikeUtf16(bytes))
    throw new UsageError(`${source}: expected ${what} in UTF-8, found UTF-16: save the file as UTF-8`);
  const bad = firstBadByte(bytes);
  if (bad !== null) {
    const value = bytes.toString('hex', bad, bad + 1).toUpperCase();
    throw new UsageError(
      `${source}: expected ${what} in UTF-8, found byte ${bad + 1} (0x${value}), which is not UTF-8: save the file as UTF-8`,
    );
  }
  return bytes.toString('utf8').replace(/^\u{feff}/u, '');
}

/** True for a byte order mark of UTF-16, or if the first two bytes are a zero byte and an ASCII character. */
function looksLikeUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return false;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return marked || (first === 0 && isAscii(second)) || (second === 0 && isAscii(first));
}

/** A printable ASCII character, a tab, or a line end. */
function isAscii(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}

const REPLACEMENT = '\u{fffd}';
const REPLACEMENT_BYTES = Buffer.from(REPLACEMENT);

/** The position of the first byte that is not UTF-8, from 0. Null if the text is UTF-8. */
function firstBadByte(bytes: Buffer): number | null {
  if (isUtf8(bytes)) return null;
  const text = bytes.toString('utf8');
  let offset = 0;
  let from = 0;
  // The decoder replaces bytes that it cannot decode. The file itself may also contain replacement characters.
  for (let at = text.indexOf(REPLACEMENT); at !== -1; at = text.indexOf(REPLACEMENT, from)) {
    offset += Buffer.byteLength(text.slice(from, at));
    if (!bytes.subarray(offset, offset + REPLACEMENT_BYTES.length).equals(REPLACEMENT_BYTES)) return offset;
    offset += REPLACEMENT_BYTES.length;
    from = at + REPLACEMENT.length;
  }
  return bytes.length;
}

/** Only a plain file is read: reading a pipe or a device may never end. */
function kindOf(stats: Stats): 'file' | 'a folder' | 'a pipe' | 'a device' {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'a folder';
  return stats.isFIFO() ? 'a pipe' : 'a device';
}

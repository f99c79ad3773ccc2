/** Text from a file that the user named: the one reader for recipes, stored runs and older documents. */
import { isUtf8 } from 'node:buffer';
import type { Stats } from 'node:fs';
import { constants, open } from 'node:fs/promises';
import { placeOf, shownPlace, sourceOf } from './place.ts';
import { refusalOf } from './refusal.ts';
import { UsageError } from './usage-error.ts';

/**
 * The text of a file in UTF-8, without the byte order mark that some editors put first.
 *
 * @param what is expected in the file, for the error: `a recipe`
 * @param mostBytes a longer file is refused
 * @throws UsageError when there is no such file, it may not be read, is too long, or is not UTF-8
 */
export async function textOf(path: string, what: string, mostBytes: number): Promise<string> {
  const source = sourceOf(path) || what;
  return textIn(await bytesOf(path, source, what, mostBytes), source, what);
}

async function bytesOf(path: string, source: string, what: string, mostBytes: number): Promise<Buffer> {
  const refuse = (found: string): never => {
    throw new UsageError(`${source}: expected ${what} file, found ${found}: ${shownPlace(path)}`);
  };
  try {
    // Without waiting: to open a pipe that nobody writes to would take for ever.
    const file = await open(placeOf(path), constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const kind = kindOf(await file.stat());
      if (kind !== 'file') return refuse(kind);
      // Read up to the limit and no further, whatever the file says of its size: under /proc it says 0.
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
    throw new UsageError(`${source}: expected ${what} in UTF-8, found what looks like UTF-16: save it as UTF-8`);
  const bad = firstBadByte(bytes);
  if (bad !== null) {
    const value = bytes.toString('hex', bad, bad + 1).toUpperCase();
    throw new UsageError(
      `${source}: expected ${what} in UTF-8, found byte ${bad + 1} (0x${value}) that is not: save it as UTF-8`,
    );
  }
  return bytes.toString('utf8').replace(/^\u{feff}/u, '');
}

/** A byte order mark of UTF-16; or a zero before or behind a first character of ASCII. */
function looksLikeUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return false;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return marked || (first === 0 && isAscii(second)) || (second === 0 && isAscii(first));
}

/** What a text may begin with: a printable character, a blank or a line end. */
function isAscii(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}

const REPLACEMENT = '\u{fffd}';
const REAL = Buffer.from(REPLACEMENT);

/** The place of the first byte that is not UTF-8, from 0; null where all are. */
function firstBadByte(bytes: Buffer): number | null {
  if (isUtf8(bytes)) return null;
  const text = bytes.toString('utf8');
  let offset = 0;
  let from = 0;
  // The decoder puts a replacement in the place of what it cannot read; the file may hold real ones before.
  for (let at = text.indexOf(REPLACEMENT); at !== -1; at = text.indexOf(REPLACEMENT, from)) {
    offset += Buffer.byteLength(text.slice(from, at));
    if (!bytes.subarray(offset, offset + REAL.length).equals(REAL)) return offset;
    offset += REAL.length;
    from = at + REPLACEMENT.length;
  }
  return bytes.length;
}

/** What never ends, or may never begin, is not read: a terminal, a pipe, a device. */
function kindOf(stats: Stats): 'file' | 'a directory' | 'a pipe' | 'a device' {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'a directory';
  return stats.isFIFO() ? 'a pipe' : 'a device';
}

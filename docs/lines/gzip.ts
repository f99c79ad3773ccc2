/**
 * Blocks of text are compressed, unpacked again and compared: buffers that change hands instead of being copied.
 *
 *     npx cake-factory run gzip.ts
 */
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { bytes, line, source } from 'cake-factory';

const BLOCKS = 160;
const BLOCK_BYTES = 64 * 1024;
const WORDS = 'butter sugar flour eggs chocolate oven mixer bowl spoon cake whisk cream vanilla salt'.split(' ');

const blocks = source(
  function* blocks({ part, parts }) {
    for (let i = part; i < BLOCKS; i += parts) yield blockOf(i);
  },
  { out: bytes(), divisible: true },
);

const packed = blocks.to(
  function* pack({ send }) {
    while (true) {
      const block = yield;
      send(new Uint8Array(gzipSync(block, { level: 1 })));
    }
  },
  { out: bytes() },
);

/** The results are the digests of the blocks as they come out. */
const digests = packed.to(
  function* unpack({ send }) {
    while (true) {
      const block = gunzipSync(yield);
      send(new Uint8Array(createHash('sha512').update(block).digest()));
    }
  },
  { out: bytes() },
);

/** Words in an order that looks like chance, and is the same each time. */
function blockOf(seed: number): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK_BYTES);
  let state = seed + 1;
  for (let filled = 0; filled < BLOCK_BYTES; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const word = WORDS[(state >>> 16) % WORDS.length] ?? '';
    for (let i = 0; i <= word.length && filled < BLOCK_BYTES; i++) block[filled++] = word.charCodeAt(i) || 32;
  }
  return block;
}

export default line(digests);

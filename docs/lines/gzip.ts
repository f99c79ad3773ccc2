/**
 * Blocks of text are compressed, unpacked again and compared: buffers that change hands instead of being copied.
 *
 *     npx cake-factory run gzip.ts
 */
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { bytes, line, source } from 'cake-factory';

const BLOCKS = 190;
const BLOCK_BYTES = 64 * 1024;
const WORDS = 'butter sugar flour eggs chocolate oven mixer bowl spoon cake whisk cream vanilla salt'.split(' ');

const blocks = source(
  function* blocks({ part, parts }) {
    const text = textOf(4 * BLOCK_BYTES);
    // Each block is another part of the text, and a copy: what is sent is its receiver's.
    for (let i = part; i < BLOCKS; i += parts) yield text.slice(i * 997, i * 997 + BLOCK_BYTES);
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
      send(new Uint8Array(createHash('sha3-512').update(block).digest()));
    }
  },
  { out: bytes() },
);

/** Words in an order that looks like chance, and is the same each time. */
function textOf(length: number): Uint8Array<ArrayBuffer> {
  const text = new Uint8Array(length);
  let state = 1;
  for (let filled = 0; filled < length; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const word = WORDS[(state >>> 16) % WORDS.length] ?? '';
    for (let i = 0; i <= word.length && filled < length; i++) text[filled++] = word.charCodeAt(i) || 32;
  }
  return text;
}

export default line(digests);

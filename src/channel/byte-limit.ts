/** A limit on the bytes that wait in a channel. */
import type { Item } from '../line/coroutine.ts';
import type { KindSpec } from '../line/kind/spec.ts';

export interface ByteLimit {
  /** 1 or more. */
  readonly most: number;
  /** About how many bytes an item takes. */
  readonly sizeOf: (item: Item) => number;
}

/** @returns null where there is no limit */
export function byteLimitOf(kind: KindSpec, most: number | undefined): ByteLimit | null {
  return most === undefined || (kind.kind !== 'clone' && kind.kind !== 'bytes') ? null : { most, sizeOf: bytesOf };
}

/** What a number, a key or the head of an object takes, about. */
const WORD = 8;

/**
 * About how many bytes a value takes in memory: characters count two bytes, numbers and the heads of objects eight. Of a view its
 * whole buffer counts, since a clone copies all of it. What occurs twice in the value counts once, and shared memory not at all.
 */
export function bytesOf(item: Item): number {
  if (typeof item === 'string') return WORD + 2 * item.length;
  if (typeof item !== 'object' || item === null) return WORD;
  let bytes = 0;
  const seen = new Set<object>([item]);
  const add = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) seen.add(value);
    else bytes += bytesOf(value);
  };
  // A set that grows while it is walked: no recursion, so that a long list of links is no danger.
  for (const value of seen) {
    bytes += WORD;
    if (ArrayBuffer.isView(value)) add(value.buffer);
    else if (value instanceof ArrayBuffer) bytes += value.byteLength;
    else if (value instanceof Map)
      for (const [key, entry] of value) {
        add(key);
        add(entry);
      }
    else if (value instanceof Set || Array.isArray(value)) for (const entry of value) add(entry);
    else
      for (const entry of Object.values(value)) {
        bytes += WORD;
        add(entry);
      }
  }
  return bytes;
}

/** The memory in a value that can be transferred instead of copied. */
import { isPlainView } from '../line/kind/bytes.ts';

/** More places than this are not searched. */
const MOST_PLACES = 100_000;

interface Movable {
  readonly buffer: ArrayBuffer;
  /** Where it is, as in code: `.pixels.buffer`. */
  readonly place: string;
}

/**
 * The buffers in lists and plain objects, each once. A view of a part of a buffer is not among them: the rest of the buffer may
 * hold anything, for instance other small Buffers of Node.
 */
export function movableIn(value: unknown): ArrayBuffer[] {
  return searched(value, false).map(({ buffer }) => buffer);
}

/** Where the buffers are. */
export function movablePlaces(value: unknown): string[] {
  return searched(value, true).map(({ place }) => place);
}

function searched(value: unknown, named: boolean): Movable[] {
  const found = new Map<ArrayBuffer, Movable>();
  const parts: { readonly part: unknown; readonly place: string }[] = [{ part: value, place: '' }];
  const seen = new Set<unknown>();
  const add = (buffer: ArrayBuffer, place: string): void => {
    // An empty one may have been transferred before.
    if (buffer.byteLength > 0 && !found.has(buffer)) found.set(buffer, { buffer, place });
  };
  // A list that grows while it is walked.
  for (const { part, place } of parts) {
    if (typeof part !== 'object' || part === null || seen.has(part)) continue;
    seen.add(part);
    if (part instanceof ArrayBuffer) add(part, place);
    else if (isPlainView(part)) {
      if (part.byteLength === part.buffer.byteLength) add(part.buffer, `${place}.buffer`);
    } else if (parts.length < MOST_PLACES && (Array.isArray(part) || isPlain(part))) {
      for (const [key, inner] of Object.entries(part))
        parts.push({ part: inner, place: named ? `${place}${accessTo(key, Array.isArray(part))}` : '' });
    }
  }
  return [...found.values()];
}

function accessTo(key: string, isIndex: boolean): string {
  if (isIndex) return `[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The payload: what one message carries. Each says its number, so that the far end can add them up. */

export type Passing = 'cloned' | 'transferred' | 'shared';

export type Payload =
  | { readonly kind: 'ingredient' }
  | { readonly kind: 'object' }
  | { readonly kind: 'bytes'; readonly bytes: number; readonly passing: Passing };

/** What a small object looks like: two fields, as a message of an application would have. */
export interface SmallObject {
  readonly station: string;
  readonly ingredient: number;
}

/** What is posted: an ingredient, a small object, or a buffer with its number in the first and the last word. */
export type Value = number | SmallObject | Int32Array;

/** What message i says: as much as an ingredient can. */
export function saying(i: number): number {
  return i & 0xffff;
}

/** The checksum of the first `count` messages, in their order. */
export function checksumOf(count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum = checksumWith(sum, saying(i));
  return sum;
}

/** A checksum with one message more: what comes in another order gives another one. A signed 32-bit integer. */
export function checksumWith(checksum: number, said: number): number {
  return (Math.imul(checksum, 31) + said) | 0;
}

/** @throws Error for a buffer whose two ends differ: it was written to while it was on its way */
export function said(value: Value): number {
  if (typeof value === 'number') return value;
  if (!(value instanceof Int32Array)) return value.ingredient;
  const first = value[0];
  if (first === undefined || first !== value.at(-1))
    throw new Error(`a buffer arrived torn: ${first} at its start, ${value.at(-1)} at its end`);
  return first;
}

/** The buffers of one sender, as many as may be on their way. */
export class Stock {
  readonly #payload: Payload;
  readonly #free: Int32Array[];

  constructor(payload: Payload, mostInFlight: number) {
    this.#payload = payload;
    this.#free = [];
    if (payload.kind !== 'bytes') return;
    // What is cloned can be filled again at once.
    const buffers = payload.passing === 'cloned' ? 1 : mostInFlight;
    for (let i = 0; i < buffers; i++) {
      const memory =
        payload.passing === 'shared' ? new SharedArrayBuffer(payload.bytes) : new ArrayBuffer(payload.bytes);
      this.#free.push(new Int32Array(memory));
    }
  }

  /**
   * Message i.
   *
   * @throws Error when every buffer is on its way
   */
  value(i: number): Value {
    switch (this.#payload.kind) {
      case 'ingredient':
        return saying(i);
      case 'object':
        return { station: 'oven', ingredient: saying(i) };
      case 'bytes':
        return this.#filled(i, this.#payload.passing);
    }
  }

  #filled(i: number, passing: Passing): Int32Array {
    const buffer = passing === 'cloned' ? this.#free[0] : this.#free.shift();
    if (buffer === undefined) throw new Error('every buffer is on its way');
    buffer[0] = saying(i);
    buffer[buffer.length - 1] = saying(i);
    return buffer;
  }

  /** Takes back what has come back; what was cloned stays away. */
  restock(value: Value): void {
    if (this.#payload.kind === 'bytes' && this.#payload.passing !== 'cloned' && value instanceof Int32Array)
      this.#free.push(value);
  }
}

/** What is handed over with a value instead of being copied. */
export function transferOf(value: Value, payload: Payload): ArrayBuffer[] {
  return payload.kind === 'bytes' &&
    payload.passing === 'transferred' &&
    value instanceof Int32Array &&
    value.buffer instanceof ArrayBuffer
    ? [value.buffer]
    : [];
}

/** How many may be on their way: bounded, since a port has no back-pressure and a flood measures the garbage collector. */
export function mostInFlight(payload: Payload): number {
  const MOST_CLONED_BYTES = 4 * 2 ** 20;
  if (payload.kind !== 'bytes') return 1024;
  // With fewer than some tens the round trips would show and not the passing.
  return payload.passing === 'cloned' ? Math.max(4, Math.min(64, MOST_CLONED_BYTES / payload.bytes)) : 64;
}

/** As part of a name: `64KiB-cloned`. */
export function payloadName(payload: Payload): string {
  if (payload.kind !== 'bytes') return payload.kind;
  const size = payload.bytes >= 2 ** 20 ? `${payload.bytes / 2 ** 20}MiB` : `${payload.bytes / 1024}KiB`;
  return `${size}-${payload.passing}`;
}

/** The payload: what one message carries. Every message contains its number, so that the far end can compute a checksum. */

export type Passing = 'cloned' | 'transferred' | 'shared';

export type Payload =
  | { readonly kind: 'ingredient' }
  | { readonly kind: 'object' }
  | { readonly kind: 'bytes'; readonly bytes: number; readonly passing: Passing };

/** A small object with two fields, like a message of an application. */
export interface SmallObject {
  readonly station: string;
  readonly ingredient: number;
}

/** The value that is posted: an ingredient, a small object, or a buffer with its number in the first and the last word. */
export type Value = number | SmallObject | Int32Array;

/** The number in message i: 16 bits, as in an ingredient. */
export function numberFor(i: number): number {
  return i & 0xffff;
}

/** The checksum of the first `count` messages, in order. */
export function checksumOf(count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum = checksumWith(sum, numberFor(i));
  return sum;
}

/** The checksum after one more message, a signed 32-bit integer. Another order gives another checksum. */
export function checksumWith(checksum: number, number: number): number {
  return (Math.imul(checksum, 31) + number) | 0;
}

/**
 * The number in a message.
 *
 * @throws Error if the two ends of a buffer differ: something wrote to it while it was in flight
 */
export function numberIn(value: Value): number {
  if (typeof value === 'number') return value;
  if (!(value instanceof Int32Array)) return value.ingredient;
  const first = value[0];
  if (first === undefined || first !== value.at(-1))
    throw new Error(
      `expected the same number at both ends of a buffer, found ${first} at the start and ${value.at(-1)} at the end`,
    );
  return first;
}

/** The buffers of one sender: as many as may be in flight. */
export class Stock {
  readonly #payload: Payload;
  readonly #free: Int32Array[];

  constructor(payload: Payload, mostInFlight: number) {
    this.#payload = payload;
    this.#free = [];
    if (payload.kind !== 'bytes') return;
    // A buffer that is cloned can be used again at once.
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
   * @throws Error if every buffer is in flight
   */
  value(i: number): Value {
    switch (this.#payload.kind) {
      case 'ingredient':
        return numberFor(i);
      case 'object':
        return { station: 'oven', ingredient: numberFor(i) };
      case 'bytes':
        return this.#filled(i, this.#payload.passing);
    }
  }

  #filled(i: number, passing: Passing): Int32Array {
    const buffer = passing === 'cloned' ? this.#free[0] : this.#free.shift();
    if (buffer === undefined) throw new Error('expected a free buffer, found every buffer in flight');
    buffer[0] = numberFor(i);
    buffer[buffer.length - 1] = numberFor(i);
    return buffer;
  }

  /** Takes back a buffer that was transferred or shared. A clone is not needed again. */
  restock(value: Value): void {
    if (this.#payload.kind === 'bytes' && this.#payload.passing !== 'cloned' && value instanceof Int32Array)
      this.#free.push(value);
  }
}

/** The buffers that move with a value instead of being copied. */
export function transferOf(value: Value, payload: Payload): ArrayBuffer[] {
  return payload.kind === 'bytes' &&
    payload.passing === 'transferred' &&
    value instanceof Int32Array &&
    value.buffer instanceof ArrayBuffer
    ? [value.buffer]
    : [];
}

/** How many messages may be in flight. A port has no back-pressure, and a flood would measure the garbage collector. */
export function mostInFlight(payload: Payload): number {
  const MOST_CLONED_BYTES = 4 * 2 ** 20;
  if (payload.kind !== 'bytes') return 1024;
  // With fewer than some tens of messages in flight, round trips would dominate.
  return payload.passing === 'cloned' ? Math.max(4, Math.min(64, MOST_CLONED_BYTES / payload.bytes)) : 64;
}

/** The payload as a part of a case's name: `64KiB-cloned`. */
export function payloadName(payload: Payload): string {
  if (payload.kind !== 'bytes') return payload.kind;
  const size = payload.bytes >= 2 ** 20 ? `${payload.bytes / 2 ** 20}MiB` : `${payload.bytes / 1024}KiB`;
  return `${size}-${payload.passing}`;
}

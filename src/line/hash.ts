/** A hash of any value that can be cloned: equal values have equal hashes, before and after they have crossed to a thread. */
import { show } from './printable.ts';
import { isShared } from './shared-memory.ts';

/** Two integers of 32 bits. */
export interface Hash {
  readonly high: number;
  readonly low: number;
}

/** The hash cannot be made: the value cannot be cloned. */
export class UnhashableError extends TypeError {
  override name = 'UnhashableError';

  constructor(value: unknown) {
    super(`expected a value that can be cloned, found ${show(value)}`);
  }
}

/** What kind of value comes next, so that `[1, 2]` and `"1,2"` differ. */
const MARKS = {
  undefined: 1,
  null: 2,
  true: 3,
  false: 4,
  number: 5,
  string: 6,
  bigint: 7,
  list: 8,
  object: 9,
  map: 10,
  set: 11,
  date: 12,
  bytes: 13,
  regexp: 14,
  error: 15,
  again: 16,
  hole: 17,
} as const;

const WORDS = new Float64Array(1);
const BITS = new Uint32Array(WORDS.buffer);

/**
 * Follows structured clone: own enumerable properties count, in their order; prototypes, symbols and property attributes do
 * not. Of an error its standard name, its message and its cause count. NaN, -0 and 0 are three values. Cycles are allowed.
 *
 * @throws UnhashableError for a function, a symbol, or anything else that structured clone refuses
 */
export function hashOf(value: unknown): Hash {
  const mixer = new Mixer();
  if (typeof value === 'number') {
    mixer.number(value);
    return mixer.end();
  }
  // A list that is worked off from its end, so that a deep value is no danger.
  const left: unknown[] = [value];
  const seen = new Map<object, number>();
  while (left.length > 0) hashNext(left.pop(), left, seen, mixer);
  return mixer.end();
}

function hashNext(value: unknown, left: unknown[], seen: Map<object, number>, mixer: Mixer): Mixer {
  switch (typeof value) {
    case 'undefined':
      return mixer.mark('undefined');
    case 'boolean':
      return mixer.mark(value ? 'true' : 'false');
    case 'number':
      return mixer.number(value);
    case 'string':
      return mixer.text('string', value);
    case 'bigint':
      return mixer.text('bigint', value.toString(16));
    case 'function':
    case 'symbol':
      throw new UnhashableError(value);
    case 'object': {
      if (value === null) return mixer.mark('null');
      const place = seen.get(value);
      if (place !== undefined) {
        mixer.mark('again');
        return mixer.word(place);
      }
      seen.set(value, seen.size);
      return hashObject(value, left, mixer);
    }
  }
}

function hashObject(value: object, left: unknown[], mixer: Mixer): Mixer {
  if (Array.isArray(value)) {
    for (let i = value.length - 1; i >= 0; i--) left.push(i in value ? value[i] : HOLE);
    return mixer.mark('list').word(value.length);
  }
  if (value === HOLE) return mixer.mark('hole');
  if (ArrayBuffer.isView(value)) {
    mixer.text('bytes', Object.prototype.toString.call(value));
    return mixer.bytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  }
  if (value instanceof ArrayBuffer || isShared(value)) {
    mixer.mark('bytes');
    return mixer.bytes(new Uint8Array(value));
  }
  if (value instanceof Map) {
    mixer.mark('map');
    for (const [key, entry] of [...value].reverse()) left.push(entry, key);
    return mixer.word(value.size);
  }
  if (value instanceof Set) {
    mixer.mark('set');
    for (const entry of [...value].reverse()) left.push(entry);
    return mixer.word(value.size);
  }
  if (value instanceof Date) {
    mixer.mark('date');
    return mixer.number(value.getTime());
  }
  if (value instanceof RegExp) return mixer.text('regexp', `${value.flags}/${value.source}`);
  if (isError(value)) {
    const cause = Object.getOwnPropertyDescriptor(value, 'cause');
    if (cause !== undefined) left.push(cause.value);
    return mixer.text('error', errorText(value)).mark(cause === undefined ? 'false' : 'true');
  }
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet || value instanceof WeakRef)
    throw new UnhashableError(value);
  if (value instanceof Number || value instanceof String || value instanceof Boolean || value instanceof BigInt) {
    left.push(value.valueOf());
    return mixer.mark('object');
  }
  const entries = Object.entries(value);
  for (const [key, entry] of entries.reverse()) left.push(entry, key);
  return mixer.mark('object').word(entries.length);
}

/** What inherits from Error without being made by it is a plain object for structured clone, and a DOMException is no Error. */
function isError(value: object): value is Error {
  return Object.prototype.toString.call(value) === '[object Error]';
}

/** The names that structured clone keeps. An error with any other name arrives as an Error. */
const ERROR_NAMES: readonly string[] = [
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
];

/** What of an error is cloned, but for its cause and its stack. The stack names places in files, which differ between engines. */
function errorText(error: Error): string {
  const name = String(error.name);
  const message: unknown = Object.getOwnPropertyDescriptor(error, 'message')?.value;
  return `${ERROR_NAMES.includes(name) ? name : 'Error'}: ${message === undefined ? '' : String(message)}`;
}

/** Stands for a hole in a list. */
const HOLE = Object.freeze({});

/** Mixes words into two lanes (MurmurHash3 with two seeds, 32 bits each). */
class Mixer {
  #high = 0x9747b28c;
  #low = 0x3c6ef372;
  #words = 0;

  mark(mark: keyof typeof MARKS): this {
    return this.word(MARKS[mark]);
  }

  number(value: number): this {
    this.word(MARKS.number);
    // All NaN are one value.
    WORDS[0] = Number.isNaN(value) ? Number.NaN : value;
    return this.word(BITS[0] ?? 0).word(BITS[1] ?? 0);
  }

  text(mark: keyof typeof MARKS, text: string): this {
    this.word(MARKS[mark]);
    this.word(text.length);
    for (let i = 0; i < text.length; i += 2) this.word(text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16));
    return this;
  }

  bytes(bytes: Uint8Array): this {
    this.word(bytes.length);
    for (let i = 0; i < bytes.length; i += 4)
      this.word(
        (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24),
      );
    return this;
  }

  word(word: number): this {
    this.#words++;
    const one = Math.imul(word, 0xcc9e2d51);
    const two = Math.imul(word, 0x85ebca77);
    this.#high = Math.imul(rotated(this.#high ^ Math.imul(rotated(one, 15), 0x1b873593), 13), 5) + 0xe6546b64;
    this.#low = Math.imul(rotated(this.#low ^ Math.imul(rotated(two, 16), 0xc2b2ae3d), 17), 5) + 0x561ccd1b;
    return this;
  }

  end(): Hash {
    return { high: finished(this.#high ^ this.#words), low: finished(this.#low + this.#words) };
  }
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function finished(word: number): number {
  let x = word | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

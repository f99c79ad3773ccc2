/** What a supervised station keeps: memory of its own, copied into the record at each commit, and back after its thread has died. */
import { checkKept, isKeptArray, type Keep, type Kept, type KeptArray } from '../../line/keep.ts';
import { MOST_KEPT_BYTES } from './record.ts';

/** The bytes of both banks of a record. */
export type KeptBanks = readonly [Uint8Array, Uint8Array];

/** One thing that a station keeps. */
interface KeptOne {
  readonly bytes: number;
  save(into: 0 | 1): void;
  restore(from: Uint8Array): void;
}

/** In the order in which the station asks for them. A station that begins again has to ask in the same order. */
export class KeptState {
  readonly #all: KeptOne[] = [];
  readonly #banks: KeptBanks;
  #bytes = 0;
  #isOpen = true;
  /** What was committed; null for a station that has not committed anything. */
  readonly #committed: Uint8Array | null;

  /** @param committed the bank that is true; null where nothing has been committed */
  constructor(banks: KeptBanks, committed: 0 | 1 | null) {
    this.#banks = banks;
    // A copy: the first commits of this thread overwrite it.
    this.#committed = committed === null ? null : banks[committed].slice();
  }

  readonly keep: Keep = (initial) => {
    checkKept(initial);
    if (!this.#isOpen) throw new TypeError('expected keep to be called before the first yield, found it after that');
    const offset = this.#bytes;
    this.#bytes += 8 * Math.ceil(bytesOf(initial) / 8);
    if (this.#bytes > MOST_KEPT_BYTES)
      throw new RangeError(`expected a station to keep at most ${MOST_KEPT_BYTES} bytes, found ${this.#bytes}`);
    const one = isKeptArray(initial)
      ? keptArray(initial, this.#banks, offset)
      : keptNumbers(initial, this.#banks, offset);
    this.#all.push(one);
    if (this.#committed !== null) one.restore(this.#committed);
    return initial;
  };

  /** From now on the station may ask for nothing more. What it has changed before is as it was committed. */
  close(): void {
    this.#isOpen = false;
    if (this.#committed !== null) for (const one of this.#all) one.restore(this.#committed);
  }

  get isEmpty(): boolean {
    return this.#all.length === 0;
  }

  save(into: 0 | 1): void {
    this.#isOpen = false;
    for (const one of this.#all) one.save(into);
  }
}

/** Up to so many numbers are copied one by one: a call of `set` takes longer. */
const FEW = 64;

function bytesOf(kept: Kept): number {
  return isKeptArray(kept) ? kept.byteLength : Float64Array.BYTES_PER_ELEMENT * Object.keys(kept).length;
}

function keptArray(kept: KeptArray, banks: KeptBanks, offset: number): KeptOne {
  const bytes = new Uint8Array(kept.buffer, kept.byteOffset, kept.byteLength);
  const [even, odd] = banks.map((bank) => viewLike(kept, bank, offset));
  return {
    bytes: bytes.length,
    save(into) {
      const view = into === 0 ? even : odd;
      if (view === undefined) return;
      if (kept.length > FEW) view.set(kept);
      else for (let i = 0; i < kept.length; i++) view[i] = kept[i] ?? 0;
    },
    restore: (from) => bytes.set(from.subarray(offset, offset + bytes.length)),
  };
}

/** A part of a bank as an array of the same type. */
function viewLike(kept: KeptArray, { buffer, byteOffset }: Uint8Array, offset: number): KeptArray {
  const at = byteOffset + offset;
  if (kept instanceof Float64Array) return new Float64Array(buffer, at, kept.length);
  if (kept instanceof Float32Array) return new Float32Array(buffer, at, kept.length);
  if (kept instanceof Int32Array) return new Int32Array(buffer, at, kept.length);
  if (kept instanceof Uint32Array) return new Uint32Array(buffer, at, kept.length);
  if (kept instanceof Int16Array) return new Int16Array(buffer, at, kept.length);
  if (kept instanceof Uint16Array) return new Uint16Array(buffer, at, kept.length);
  if (kept instanceof Int8Array) return new Int8Array(buffer, at, kept.length);
  return new Uint8Array(buffer, at, kept.length);
}

function keptNumbers(kept: { [name: string]: number }, banks: KeptBanks, offset: number): KeptOne {
  const names = Object.keys(kept);
  const bytes = Float64Array.BYTES_PER_ELEMENT * names.length;
  const [even, odd] = banks.map(
    ({ buffer, byteOffset }) => new Float64Array(buffer, byteOffset + offset, names.length),
  );
  return {
    bytes,
    save(into) {
      const view = into === 0 ? even : odd;
      if (view === undefined) return;
      for (let i = 0; i < names.length; i++) view[i] = kept[names[i] ?? ''] ?? 0;
    },
    restore(from) {
      const numbers = new Float64Array(from.slice(offset, offset + bytes).buffer);
      names.forEach((name, i) => {
        kept[name] = numbers[i] ?? 0;
      });
    },
  };
}

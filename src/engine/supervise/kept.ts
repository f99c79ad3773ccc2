/** What a supervised station keeps: memory of its own, copied into the record at each commit, and back after its thread has died. */
import { checkKept, isKeptArray, type Keep, type Kept } from '../../line/keep.ts';
import { MOST_KEPT_BYTES } from './record.ts';

/** One thing that a station keeps. */
interface KeptOne {
  /** Where it lies in the record. */
  readonly offset: number;
  readonly bytes: number;
  save(into: Uint8Array): void;
  restore(from: Uint8Array): void;
}

/** In the order in which the station asks for them. A station that begins again has to ask in the same order. */
export class KeptState {
  readonly #all: KeptOne[] = [];
  #bytes = 0;
  #isOpen = true;
  /** What was committed; null for a station that has not committed anything. */
  readonly #committed: Uint8Array | null;

  constructor(committed: Uint8Array | null) {
    this.#committed = committed;
  }

  readonly keep: Keep = (initial) => {
    checkKept(initial);
    if (!this.#isOpen) throw new TypeError('expected keep to be called before the first yield, found it after that');
    const one = keptOne(initial, this.#bytes);
    this.#bytes += 8 * Math.ceil(one.bytes / 8);
    if (this.#bytes > MOST_KEPT_BYTES)
      throw new RangeError(`expected a station to keep at most ${MOST_KEPT_BYTES} bytes, found ${this.#bytes}`);
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

  save(into: Uint8Array): void {
    this.#isOpen = false;
    for (const one of this.#all) one.save(into);
  }
}

function keptOne(kept: Kept, offset: number): KeptOne {
  if (isKeptArray(kept)) {
    const bytes = new Uint8Array(kept.buffer, kept.byteOffset, kept.byteLength);
    return {
      offset,
      bytes: bytes.length,
      save: (into) => into.set(bytes, offset),
      restore: (from) => bytes.set(from.subarray(offset, offset + bytes.length)),
    };
  }
  const names = Object.keys(kept);
  const numbers = new Float64Array(names.length);
  const bytes = new Uint8Array(numbers.buffer);
  return {
    offset,
    bytes: bytes.length,
    save(into) {
      for (let i = 0; i < names.length; i++) numbers[i] = kept[names[i] ?? ''] ?? 0;
      into.set(bytes, offset);
    },
    restore(from) {
      bytes.set(from.subarray(offset, offset + bytes.length));
      names.forEach((name, i) => {
        kept[name] = numbers[i] ?? 0;
      });
    },
  };
}

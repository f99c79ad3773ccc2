/** The record of a supervised station in shared memory: see commit.ts. It outlives the threads of the station. */
import { AtomicWords } from '../../channel/shared-words.ts';
import { bankFor, type CommitRecord, FIRST_COUNT } from './commit.ts';

/** How much a station may keep, in bytes. Memory that is not used costs nothing. */
export const MOST_KEPT_BYTES = 2 ** 16;

/** How many of the kills that were planned for the station have happened. */
export const KILLED = 32;
/** 1 when the station has asked for something to be kept. */
export const KEEPS = 33;
const WORDS = 64;

/** Sums of the station that are committed, each a number of 64 bits. `events` are those of a recording. */
export const SUMS = ['sent', 'pieces', 'digest', 'workedMs', 'restedMs', 'events'] as const;
export type Sums = { -readonly [Name in (typeof SUMS)[number]]: number };

interface Bank {
  readonly counts: Int32Array;
  /** In the order of `SUMS`. */
  readonly sums: Float64Array;
  readonly kept: Uint8Array;
}

export interface StationRecord extends CommitRecord {
  readonly all: Int32Array;
  readonly more: readonly [Bank, Bank];
  /** Of each end, where its thread is: beyond the last commit. */
  readonly live: readonly Int32Array[];
  /** When the thread first came to commit, in nanoseconds of the clock of all threads; 0 before that. */
  readonly firstNs: Float64Array;
  /** When the thread ended itself, because that was planned, on the same clock; 0 where it has not. */
  readonly diedNs: Float64Array;
}

/** A sum of the station, as it was committed last. */
export function sumIn({ more }: Pick<StationRecord, 'more'>, commit: number, name: keyof Sums): number {
  return more[bankFor(commit)].sums[SUMS.indexOf(name)] ?? 0;
}

/** @param ends how many inlets and outlets the station has */
export function recordMemory(ends: number): SharedArrayBuffer {
  return new SharedArrayBuffer(layoutOf(ends).bytes);
}

export function recordIn(memory: SharedArrayBuffer, ends: number): StationRecord {
  const { live, first, banks } = layoutOf(ends);
  const bankAt = (offset: number): Bank => ({
    counts: new Int32Array(memory, offset, FIRST_COUNT + ends),
    sums: new Float64Array(memory, offset + countBytes(ends), SUMS.length),
    kept: new Uint8Array(memory, offset + countBytes(ends) + 8 * SUMS.length, MOST_KEPT_BYTES),
  });
  const more: [Bank, Bank] = [bankAt(banks[0]), bankAt(banks[1])];
  return {
    words: new AtomicWords(memory, WORDS),
    all: new Int32Array(memory, 0, WORDS),
    banks: [more[0].counts, more[1].counts],
    more,
    live: Array.from({ length: ends }, (_, i) => new Int32Array(memory, live + 4 * i, 1)),
    firstNs: new Float64Array(memory, first, 1),
    diedNs: new Float64Array(memory, first + 8, 1),
  };
}

function layoutOf(ends: number) {
  const live = 4 * WORDS;
  const first = live + eights(4 * ends);
  const bank = countBytes(ends) + 8 * SUMS.length + MOST_KEPT_BYTES;
  const from = first + 16;
  return { live, first, banks: [from, from + bank], bytes: from + 2 * bank } as const;
}

function countBytes(ends: number): number {
  return eights(4 * (FIRST_COUNT + ends));
}

function eights(bytes: number): number {
  return 8 * Math.ceil(bytes / 8);
}

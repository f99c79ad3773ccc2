/** What a station keeps between items, where an engine can give it back after its thread has died. */
import { show } from './printable.ts';

/** An array of numbers. */
export type KeptArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** Numbers by name, or an array of numbers. The station changes them in place; no name and no place may be added. */
export type Kept = { [name: string]: number } | KeptArray;

/**
 * @returns what to use in place of `initial`: with the same contents, or with those that were kept when the station's thread died
 * @throws TypeError when it is neither an array of numbers nor an object with nothing but numbers in it
 */
export type Keep = <State extends Kept>(initial: State) => State;

/** Where a thread that dies ends the run, nothing has to be given back. */
export const keepForItself: Keep = (initial) => {
  checkKept(initial);
  return initial;
};

const KEPT_ARRAYS = [
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
] as const;

export function isKeptArray(value: unknown): value is KeptArray {
  return KEPT_ARRAYS.some((array) => value instanceof array);
}

/** @throws TypeError */
export function checkKept(value: unknown): void {
  if (isKeptArray(value)) return;
  const isPlain = typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Array.isArray(value);
  if (!isPlain)
    throw new TypeError(
      `expected keep to be given an object of numbers or an array like Int32Array, found ${show(value)}`,
    );
  for (const [name, one] of Object.entries(value))
    if (typeof one !== 'number')
      throw new TypeError(`expected keep to be given numbers, found ${show(one)} as ${show(name)}`);
}

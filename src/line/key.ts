/** Keys: items with the same key go to the same copy of a station, on every thread and under every engine. */
import { hashOf } from './hash.ts';
import { show } from './printable.ts';

export type Key = string | number | boolean | bigint | null;

/** Says which of the copies gets an item. */
export type KeyedDeal = (item: unknown, copies: number) => number;

/**
 * @param by returns the key of an item
 * @param station whose copies get the items, for the error
 * @returns a function that throws a TypeError when a key is anything but a `Key`
 */
export function dealByKey(by: (item: unknown) => unknown, station: string): KeyedDeal {
  return (item, copies) => {
    const key = by(item);
    if (!isKey(key))
      throw new TypeError(
        `Cannot deal to the copies of ${show(station)}: expected by to return a string, a number, a boolean, a bigint or null, found ${show(key)}`,
      );
    // 0 and -0 are one key, as in a Map.
    return hashOf(key === 0 ? 0 : key).low % copies;
  };
}

function isKey(value: unknown): value is Key {
  return value === null || ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
}

/** The check of an item that no channel carries: it leaves the line, or it is a mistake. */
import { show } from '../../line/printable.ts';

/**
 * @param alphabet how many items the line has
 * @throws RangeError when the item is not one of them
 */
export function checkItem(item: unknown, alphabet: number): void {
  if (typeof item !== 'number' || !Number.isInteger(item) || item < 0 || item >= alphabet)
    throw new RangeError(`Cannot send: expected an item from 0 to ${alphabet - 1}, found ${show(item)}`);
}

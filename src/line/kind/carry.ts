/** What every engine does with an item when it is sent: it checks the kind, and makes the item its receiver's own. */
import { show } from '../printable.ts';
import { copyOfBytes, ownBytes } from './bytes.ts';
import { recordCarry } from './record.ts';
import type { KindSpec } from './spec.ts';

export interface Carry {
  /**
   * Checks an item, and returns what its first receiver gets.
   *
   * @throws TypeError or RangeError when the item is not of this kind
   */
  readonly pass: (item: unknown) => unknown;
  /** The same check, for a channel that copies the item into memory of its own at once: `pass` need not copy it then. */
  readonly check: (item: unknown) => unknown;
  /** A copy of what `pass` returned, for one more receiver. */
  readonly copy: (item: unknown) => unknown;
}

export function carryOf(spec: KindSpec): Carry {
  switch (spec.kind) {
    case 'clone':
      return { pass: anything, check: anything, copy: (item) => structuredClone(item) };
    case 'bytes':
      return { pass: ownBytes, check: ownBytes, copy: copyOfBytes };
    case 'ints':
      return { pass: checkInt, check: checkInt, copy: itself };
    case 'places': {
      const places = spec.names.length;
      const pass = (item: unknown): unknown => {
        checkPlace(item, places);
        // -0 becomes 0, as in shared memory.
        return item === 0 ? 0 : item;
      };
      return { pass, check: pass, copy: itself };
    }
    case 'record': {
      const { copy, check } = recordCarry(spec.fields);
      return { pass: copy, check, copy };
    }
  }
}

function itself(item: unknown): unknown {
  return item;
}

function anything(item: unknown): unknown {
  if (item === undefined) throw new TypeError('Cannot send: expected an item, found nothing');
  return item;
}

/** -0 becomes 0, as in shared memory. */
function checkInt(item: unknown): number {
  if (typeof item !== 'number' || (item | 0) !== item)
    throw new RangeError(`Cannot send: expected an integer of 32 bits, found ${show(item)}`);
  return item | 0;
}

/**
 * @param places how many names the items have
 * @throws RangeError when the item is not one of them
 */
export function checkPlace(item: unknown, places: number): void {
  if (typeof item !== 'number' || !Number.isInteger(item) || item < 0 || item >= places)
    throw new RangeError(`Cannot send: expected an item from 0 to ${places - 1}, found ${show(item)}`);
}

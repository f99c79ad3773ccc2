/** Rest: a coroutine asks to be resumed later, and the engine decides what happens meanwhile. */
import { show } from './printable.ts';

/** The longest rest, in milliseconds: a day. A timer of more than 24.8 days would end at once. */
export const MOST_REST_MS = 86_400_000;

/** The mark of a rest. It is the same symbol in every copy of this module that a thread may have loaded. */
const REST = Symbol.for('cake-factory.rest');

/** Asks the engine to resume the coroutine after `ms` milliseconds. */
export interface Rest {
  readonly [REST]: true;
  readonly ms: number;
}

/**
 * Use it with `yield`: `yield rest(5)`.
 *
 * @param ms the shortest time until the coroutine is resumed, 0 to `MOST_REST_MS`
 * @throws RangeError when it is anything else
 */
export function rest(ms: number): Rest {
  checkRest(ms);
  return { [REST]: true, ms };
}

/** Whether a coroutine has yielded a rest. An item may look like anything, but it has not this mark. */
export function isRest(value: unknown): value is Rest {
  return typeof value === 'object' && value !== null && REST in value;
}

/** @throws RangeError when a rest is not a finite number from 0 to `MOST_REST_MS` */
export function checkRest(ms: unknown): asserts ms is number {
  if (typeof ms !== 'number' || !(ms >= 0 && ms <= MOST_REST_MS))
    throw new RangeError(`Cannot rest: expected 0 to ${MOST_REST_MS} milliseconds, found ${show(ms)}`);
}

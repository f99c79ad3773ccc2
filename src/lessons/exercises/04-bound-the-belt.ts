/**
 * Exercise 4: bound the belt.
 *
 * Senders and receivers are coroutines on one thread: they run until their next `yield`, and then another one goes on. The
 * belt has room for a few items, but `send` does not care. Change it so that
 *
 * - there are never more items on the belt than it has room for, with one sender or with several,
 * - all of the room is used,
 * - every item arrives.
 *
 * Grade it: npm run exercise -- 4, or with the package: npx cake-factory exercise 4 --file FILE
 */

export interface Belt {
  /** How many items it has room for. */
  readonly room: number;
  /** How many items are on it. */
  count(): number;
  put(item: string): void;
  /** Takes the item that has been there for the longest time. */
  take(): string;
}

/** Puts one item on the belt. */
export function* send(belt: Belt, item: string): Generator<undefined, void, undefined> {
  yield;
  belt.put(item);
}

/** Takes one item from the belt. This one is right. */
export function* receive(belt: Belt): Generator<undefined, string, undefined> {
  while (belt.count() === 0) yield;
  return belt.take();
}

/** An observer: it is called for every item that moves along a line on one thread. */
import type { Item } from '../../line/coroutine.ts';

/** A run without an observer pays nothing. */
export interface Observer {
  /** The source, or a station, has sent an item. */
  sent(station: string, item: Item): void;
  /** A station is about to be resumed with an item. */
  received(station: string, item: Item): void;
}

/** @param receiverOf the station that an item goes to; none for an item that leaves the line */
export function observed(
  name: string,
  receiverOf: (item: Item) => { readonly name: string } | undefined,
  send: (item: Item) => void,
  observer: Observer,
): (item: Item) => void {
  return (item) => {
    observer.sent(name, item);
    const receiver = receiverOf(item);
    if (receiver !== undefined) observer.received(receiver.name, item);
    send(item);
  };
}

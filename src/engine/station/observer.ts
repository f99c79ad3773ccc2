/** An observer: it is called for every item that moves along a line on one thread. */
import type { Outlet } from '../../channel/channel.ts';
import type { Item } from '../../line/coroutine.ts';

/** A run without an observer pays nothing. */
export interface Observer {
  /** A source or a station has sent an item. */
  sent(station: string, item: Item): void;
  /** A station is about to be resumed with an item. */
  received(station: string, item: Item): void;
}

/** @param to the receiver; null where the items leave the line */
export function observed(from: string, to: string | null, outlet: Outlet, observer: Observer): Outlet {
  return {
    ...outlet,
    send(item) {
      observer.sent(from, item);
      if (to !== null) observer.received(to, item);
      outlet.send(item);
    },
  };
}

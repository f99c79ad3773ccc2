/** A station that sends two for each one that it is given: in a circle it fills any belt. */
import type { Host, Item, Station } from '../../line/coroutine.ts';

export function* doublingStation({ sends }: { readonly sends: Item }, host: Host): Station {
  while (true) {
    yield;
    host.send(sends);
    host.send(sends);
  }
}

/** Sets the circle going with one tray. */
export function* firstTray({ tray }: { readonly tray: Item }): Generator<Item, void, void> {
  yield tray;
}

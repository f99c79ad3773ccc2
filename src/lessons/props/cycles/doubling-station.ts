/** A station that sends two items for each one it receives: in a cycle it fills any belt. */
import type { Host, Item, Station } from '../../../line/coroutine.ts';

export function* doublingStation({ sends }: { readonly sends: Item }, host: Host): Station {
  while (true) {
    yield;
    host.send(sends);
    host.send(sends);
  }
}

/** Starts the cycle with one tray. */
export function* firstTray({ tray }: { readonly tray: Item }): Generator<Item, void, void> {
  yield tray;
}

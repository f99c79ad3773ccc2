/** The dispatch of one station: it sends each item to its channel, and counts how many more the channels have room for. */
import type { Outlet } from '../../channel/channel.ts';
import type { Item } from '../../line/coroutine.ts';
import { checkItem } from './item-check.ts';

/** A station's end of one edge: its channel, and the items that take it. */
export interface Route {
  readonly items: readonly Item[];
  readonly outlet: Outlet;
}

/** More than any channel holds. */
const UNLIMITED = 2 ** 30;

export class Dispatch {
  readonly #outlets: readonly Outlet[];
  /** The outlet of each item; none for an item that leaves the line. */
  readonly #byItem: readonly (Outlet | undefined)[];
  readonly #alphabet: number;
  /** How many items may be sent, to any outlet, until the outlets have to be asked again. */
  #roomLeft = 0;
  /** How many items will have been sent when that room is used up. */
  #sentWhenFull = 0;

  /** @param alphabet how many items the line has */
  constructor(routes: readonly Route[], alphabet: number) {
    const byItem: (Outlet | undefined)[] = [];
    for (const { items, outlet } of routes) for (const item of items) byItem[item] = outlet;
    this.#outlets = routes.map((route) => route.outlet);
    this.#byItem = byItem;
    this.#alphabet = alphabet;
  }

  /**
   * The item is a number by its type. A coroutine in plain JavaScript may send '0', which is a key of the list too.
   *
   * @throws RangeError for an item that is not in the alphabet
   */
  readonly send = (item: Item): void => {
    this.#roomLeft--;
    const outlet = typeof item === 'number' ? this.#byItem[item] : undefined;
    if (outlet === undefined) checkItem(item, this.#alphabet);
    else outlet.send(item);
  };

  /** Items sent so far. It follows from the room that is left, so that `send` has nothing to count. */
  get sent(): number {
    return this.#sentWhenFull - this.#roomLeft;
  }

  /** How many items may be sent until `hasRoom` has to be asked again. */
  get room(): number {
    return this.#roomLeft;
  }

  /** Whether every outlet has room for an item: nothing says which outlet the next item takes. */
  hasRoom(): boolean {
    if (this.#roomLeft > 0) return true;
    let room = UNLIMITED;
    for (const outlet of this.#outlets) room = Math.min(room, outlet.room());
    this.#sentWhenFull = this.sent + room;
    this.#roomLeft = room;
    return room > 0;
  }

  /** The outlets that have no room, by their index. */
  full(): number[] {
    return this.#outlets.flatMap((outlet, index) => (outlet.room() <= 0 ? [index] : []));
  }

  /** Sends what has collected; false when an outlet had no room for all of it. */
  flush(): boolean {
    let all = true;
    for (const outlet of this.#outlets) all = outlet.flush() && all;
    return all;
  }

  close(): void {
    for (const outlet of this.#outlets) outlet.close();
  }
}

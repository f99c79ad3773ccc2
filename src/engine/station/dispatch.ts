/** The dispatch: where what a station sends finds its channel, and where its room is counted. */
import type { Outlet } from '../../channel/channel.ts';
import type { Item } from '../../line/coroutine.ts';

/** One station's end of an edge: what goes this way and the channel it goes by. */
export interface Route {
  readonly items: readonly Item[];
  readonly outlet: Outlet;
}

/** More than any channel holds. */
const PLENTY = 2 ** 30;

export class Dispatch {
  readonly #outlets: readonly Outlet[];
  /** The outlet of each item; none for what leaves the line. */
  readonly #byItem: readonly (Outlet | undefined)[];
  /** How many items may be sent, wherever they go, until the outlets have to be asked again. */
  #credit = 0;

  constructor(routes: readonly Route[]) {
    const byItem: (Outlet | undefined)[] = [];
    for (const { items, outlet } of routes) for (const item of items) byItem[item] = outlet;
    this.#outlets = routes.map((route) => route.outlet);
    this.#byItem = byItem;
  }

  /** How many there will have been when the credit is used up. */
  #limit = 0;

  readonly send = (item: Item): void => {
    this.#credit--;
    this.#byItem[item]?.send(item);
  };

  /** Items sent so far, wherever they went. Counted by what is left of the credit: the way of an item pays nothing for it. */
  get sent(): number {
    return this.#limit - this.#credit;
  }

  /** Whether every outlet has room for an item: nobody knows which of them the next one takes. */
  hasRoom(): boolean {
    if (this.#credit > 0) return true;
    let credit = PLENTY;
    for (const outlet of this.#outlets) credit = Math.min(credit, outlet.room());
    this.#limit = this.sent + credit;
    this.#credit = credit;
    return credit > 0;
  }

  /** The outlets that have no room, by their place. */
  full(): number[] {
    return this.#outlets.flatMap((outlet, place) => (outlet.room() <= 0 ? [place] : []));
  }

  /** Sends off what has collected; false when something is still held back. */
  flush(): boolean {
    let all = true;
    for (const outlet of this.#outlets) all = outlet.flush() && all;
    return all;
  }

  close(): void {
    for (const outlet of this.#outlets) outlet.close();
  }
}

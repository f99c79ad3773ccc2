/** The dispatch of one station: it sends each item to its readers, and counts how many more their channels have room for. */
import { type Outlet, UNLIMITED } from '../../channel/channel.ts';
import { UncloneableError } from '../../channel/uncloneable.ts';
import type { Item } from '../../line/coroutine.ts';
import type { Guard } from '../../line/guard.ts';
import { carryOf, checkPlace } from '../../line/kind/carry.ts';
import type { KindSpec } from '../../line/kind/spec.ts';
import type { Label } from '../../line/labels.ts';
import type { Commits, Summed } from '../supervise/commits.ts';
import type { Sums } from '../supervise/record.ts';

/** A station's end of one edge: its channel, and the items that take it. */
export interface Route {
  readonly outlet: Outlet;
  /** The outlets between which its items are dealt [it alone]: see deal.ts. */
  readonly shares?: readonly Outlet[];
  /** The places in an alphabet that take it; null where they are not chosen by a list. */
  readonly items: readonly number[] | null;
  /** Chooses the items; null where it takes all, or those of the list. */
  readonly guard: Guard | null;
  /** What a recording calls the items. */
  readonly label: Label;
}

export class Dispatch implements Summed {
  readonly #routes: readonly Route[];
  readonly #outlets: readonly Outlet[];
  readonly #commits: Commits | null;
  /** How many items may be sent, to any outlet, until the outlets have to be asked again. */
  #roomLeft = 0;
  /** How many items will have been sent when that room is used up. */
  #sentWhenFull = 0;

  /**
   * Sends an item to each of its readers.
   *
   * @throws TypeError or RangeError when it is not of the station's kind
   * @throws UncloneableError when several readers want it, and it cannot be cloned
   */
  readonly send: (item: Item) => void;

  /**
   * @param kind what the station sends
   * @param commits of a supervised station: what it sends is seen when it is committed
   */
  constructor(routes: readonly Route[], kind: KindSpec, commits: Commits | null = null) {
    this.#routes = routes;
    this.#commits = commits;
    this.#outlets = routes.map((route) => route.outlet);
    const [first] = routes;
    if (kind.kind === 'places' && routes.every(({ items, guard }) => items !== null && guard === null))
      this.send = this.#tableSend(routes, kind.names.length);
    else if (first !== undefined && routes.length === 1 && isPlain(first)) this.send = this.#plainSend(first, kind);
    else this.send = this.#guardedSend(routes, kind);
  }

  /**
   * Looks up the outlet of each item. The item is a number by its type; plain JavaScript may send '0', a key of the list too. -0 is
   * also the key 0, and becomes 0 by `| 0`, as in shared memory. That costs nothing: an index is an integer anyway.
   */
  #tableSend(routes: readonly Route[], places: number): (item: Item) => void {
    const byItem: (Outlet | undefined)[] = [];
    for (const { items, outlet } of routes)
      for (const item of items ?? []) {
        const other = byItem[item];
        byItem[item] = other === undefined ? outlet : both(other, outlet);
      }
    return (item) => {
      this.#roomLeft--;
      if (typeof item === 'number') {
        const outlet = byItem[item];
        if (outlet !== undefined) {
          outlet.send(item | 0);
          return;
        }
      }
      checkPlace(item, places);
    };
  }

  /** One reader, which gets everything. */
  #plainSend({ outlet }: Route, kind: KindSpec): (item: Item) => void {
    const carried = carriedOver(outlet, kind);
    return (item) => {
      const passed = carried(item);
      this.#roomLeft--;
      outlet.send(passed);
    };
  }

  /** Each reader but one gets a copy. All copies are made before anything is sent: a reader on this thread may change its own. */
  #guardedSend(routes: readonly Route[], kind: KindSpec): (item: Item) => void {
    const { pass, copy } = carryOf(kind);
    const copyOf = (item: Item): Item => {
      try {
        return copy(item);
      } catch (error) {
        throw new UncloneableError(`item ${this.sent}`, item, error);
      }
    };
    const guards = routes.map((route) => guardOf(route));
    return (item) => {
      const passed = pass(item);
      this.#roomLeft--;
      const readers = routes.filter((_, i) => guards[i]?.(passed));
      const copies = readers.map((_, i) => (i === 0 ? passed : copyOf(passed)));
      readers.forEach(({ outlet }, i) => void outlet.send(copies[i]));
    };
  }

  /** Items sent so far. It follows from the room that is left, so that `send` has nothing to count. */
  get sent(): number {
    return this.#sentWhenFull - this.#roomLeft;
  }

  /** How many items may be sent until `hasRoom` has to be asked again. */
  get room(): number {
    return this.#roomLeft;
  }

  /** Whether every outlet has room for an item: nothing says which outlets the next item takes. */
  hasRoom(): boolean {
    if (this.#roomLeft > 0) return true;
    let room = UNLIMITED;
    for (const outlet of this.#outlets) room = Math.min(room, outlet.room());
    this.#sentWhenFull = this.sent + room;
    this.#roomLeft = room;
    return room > 0;
  }

  /** The outlets that have no room, by their index: each share of an outlet counts. */
  full(): number[] {
    let index = 0;
    return this.#routes.flatMap(({ outlet, shares = [outlet] }) => {
      const first = index;
      index += shares.length;
      if (outlet.room() > 0) return [];
      return shares.flatMap((share, i) => (share.room() <= 0 ? [first + i] : []));
    });
  }

  /** Commits what a supervised station has done that finds nothing else to do; false where there is nothing to commit. */
  commit(): boolean {
    return this.#commits?.commit('idle') ?? false;
  }

  /** Whether there is room for what the station sends while it ends. Without supervision all of that may wait for room later. */
  hasRoomToEnd(): boolean {
    return this.#commits === null || this.hasRoom();
  }

  /** Sends what has collected, between two items; false when an outlet had no room for all of it. */
  flush(): boolean {
    if (this.#commits !== null) {
      this.#commits.commit('due');
      return true;
    }
    return this.#flushAll();
  }

  /** The same in the middle of an item. A supervised station commits whole items. */
  flushInside(): void {
    if (this.#commits === null) this.#flushAll();
  }

  readSums(into: Sums): void {
    into.sent = this.sent;
  }

  restoreSums({ sent }: Readonly<Sums>): void {
    this.#sentWhenFull = sent + this.#roomLeft;
  }

  #flushAll(): boolean {
    let all = true;
    for (const outlet of this.#outlets) all = outlet.flush() && all;
    return all;
  }

  close(): void {
    for (const outlet of this.#outlets) outlet.close();
  }
}

/** Where the outlet copies, there is no need to do it here. */
function carriedOver({ copies = false }: Outlet, kind: KindSpec): (item: Item) => Item {
  const { pass, check } = carryOf(kind);
  return copies ? check : pass;
}

function isPlain({ items, guard }: Route): boolean {
  return items === null && guard === null;
}

/** Whether an item takes a route. */
export function guardOf({ items, guard }: Pick<Route, 'items' | 'guard'>): Guard {
  if (guard !== null) return guard;
  if (items === null) return () => true;
  const listed = new Set<Item>(items);
  return (item) => listed.has(item);
}

/** Where two readers want an item that needs no copy. */
function both(one: Outlet, other: Outlet): Outlet {
  return {
    room: () => Math.min(one.room(), other.room()),
    send(item) {
      one.send(item);
      other.send(item);
    },
    flush: () => one.flush() && other.flush(),
    close() {},
  };
}

/**
 * The deal: one station sends its items to the copies of another one. To the station it is one outlet.
 *
 * Items are dealt in turn, so that what each copy gets does not depend on speed. An item waits for the copy whose turn it is, even
 * where another one has nothing to do. With a key, the key alone decides. Copies deal whole units to copies: see `DealtShare`.
 */
import type { Outlet } from '../../channel/channel.ts';
import type { Item } from '../../line/coroutine.ts';
import type { KeyedDeal } from '../../line/key.ts';
import type { DealtShare } from '../../line/line.ts';
import { type Counted, CountedOutlet, type Counts } from './counts.ts';
import type { Route } from './dispatch.ts';

/** A route to one copy, or to a station without copies. */
export type SharedRoute = Route & {
  readonly dealt?: DealtShare;
  /** The writer's end of its counts, where its reader collects in turn. */
  readonly counts?: Outlet;
};

/**
 * Joins the routes to the copies of a station to one route.
 *
 * @param deals who gets an item that is dealt by its key, by the `wire` of its routes
 * @param counts of the station, where it has any: it says where a unit ends
 */
export function dealtRoutes(
  routes: readonly SharedRoute[],
  deals: ReadonlyMap<number, KeyedDeal>,
  counts: Counts | null,
): readonly Route[] {
  if (routes.every(({ dealt }) => dealt === undefined)) return routes;
  return routes.flatMap((route): Route[] => {
    const { dealt, items, guard, label } = route;
    if (dealt === undefined) return [route];
    if (dealt.copy > 0) return [];
    const group = routes.filter((other) => other.dealt?.wire === dealt.wire);
    if (dealt.by === 'unit') {
      const shares = group.map((share) => countedShare(share));
      if (counts === null) throw new Error('expected a station that counts, found one that does not');
      return [{ outlet: counts.units(new UnitOutlet(shares, dealt)), items, guard, label, shares }];
    }
    const shares = group.map(({ outlet }) => outlet);
    return [{ outlet: plainOutlet(shares, dealt, deals), items, guard, label, shares }];
  });
}

function plainOutlet(
  shares: readonly Outlet[],
  { by, wire, first }: DealtShare,
  deals: ReadonlyMap<number, KeyedDeal>,
): Outlet {
  if (by === 'turn') return new TurnOutlet(shares, first);
  const deal = deals.get(wire);
  if (deal === undefined) throw new Error(`expected the key of way ${wire}, found none`);
  return new KeyOutlet(shares, deal);
}

/** In units the deal is counted as one, and each share has its own counts. */
function countedShare({ outlet, counts }: SharedRoute): CountedOutlet {
  if (counts === undefined) throw new Error('expected counts beside the items, found none');
  return new CountedOutlet(outlet, counts);
}

class SharedOutlet {
  readonly copies: boolean;
  protected readonly shares: readonly Outlet[];

  constructor(shares: readonly Outlet[]) {
    this.shares = shares;
    this.copies = shares.every(({ copies = false }) => copies);
  }

  flush(): boolean {
    let all = true;
    for (const share of this.shares) all = share.flush() && all;
    return all;
  }

  close(): void {
    for (const share of this.shares) share.close();
  }
}

class TurnOutlet extends SharedOutlet implements Outlet {
  /** Who gets the next item. */
  #next: number;

  /** @param first who gets the first one, from 0 */
  constructor(shares: readonly Outlet[], first: number) {
    super(shares);
    this.#next = first;
  }

  /**
   * How many items may be sent until one of them meets a channel without room. The least room of all, times the number of copies,
   * would be too little: a station would wait for a copy whose turn is far, while the one whose turn it is waits for the station.
   */
  room(): number {
    const { shares } = this;
    let most = Number.POSITIVE_INFINITY;
    shares.forEach((share, copy) => {
      const before = (copy - this.#next + shares.length) % shares.length;
      most = Math.min(most, Math.max(0, share.room()) * shares.length + before);
    });
    return most;
  }

  send(item: Item): void {
    const next = this.#next;
    this.#next = next + 1 === this.shares.length ? 0 : next + 1;
    this.shares[next]?.send(item);
  }
}

class KeyOutlet extends SharedOutlet implements Outlet {
  readonly #deal: KeyedDeal;

  constructor(shares: readonly Outlet[], deal: KeyedDeal) {
    super(shares);
    this.#deal = deal;
  }

  /** Nobody knows which keys come next. */
  room(): number {
    let most = Number.POSITIVE_INFINITY;
    for (const share of this.shares) most = Math.min(most, share.room());
    return most;
  }

  send(item: Item): void {
    const { shares } = this;
    shares[this.#deal(item, shares.length)]?.send(item);
  }
}

/** All that one unit leads to goes to one copy. */
class UnitOutlet extends SharedOutlet implements Outlet, Counted {
  readonly #units: readonly CountedOutlet[];
  readonly #step: number;
  /** Who gets the unit. */
  #to: number;

  constructor(units: readonly CountedOutlet[], { first, step }: DealtShare) {
    super(units);
    this.#units = units;
    this.#step = step;
    this.#to = first;
  }

  /** Nobody else has to have room: to wait for one that waits for a later unit could be to wait for ever. */
  room(): number {
    return this.#units[this.#to]?.room() ?? 0;
  }

  /** It has to be asked for every input, since the next one meets another channel. */
  countRoom(): number {
    return this.room() > 0 ? 1 : 0;
  }

  send(item: Item): void {
    this.#units[this.#to]?.send(item);
  }

  inputHandled(endsUnit: boolean): void {
    this.#units[this.#to]?.inputHandled(endsUnit);
    if (endsUnit) this.#to = (this.#to + this.#step) % this.#units.length;
  }

  /** What comes after the last unit comes from one copy, so that it comes in order. */
  inputEnded(): void {
    for (const unit of this.#units) unit.inputEnded();
    this.#to = 0;
  }
}

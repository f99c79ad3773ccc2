/**
 * The deal: one station sends its items to the copies of another one. To the station it is one outlet.
 *
 * Items are dealt in turn, so that what each copy gets does not depend on speed. An item waits for the copy whose turn it is, even
 * where another one has nothing to do. With a key, the key alone decides.
 */
import type { Outlet } from '../../channel/channel.ts';
import type { Item } from '../../line/coroutine.ts';
import type { KeyedDeal } from '../../line/key.ts';
import type { DealtShare } from '../../line/line.ts';
import type { Route } from './dispatch.ts';

/** A route to one copy, or to a station without copies. */
export type SharedRoute = Route & { readonly dealt?: DealtShare };

/**
 * Joins the routes to the copies of a station to one route.
 *
 * @param deals who gets an item that is dealt by its key, by the `wire` of its routes
 */
export function dealtRoutes(routes: readonly SharedRoute[], deals: ReadonlyMap<number, KeyedDeal>): readonly Route[] {
  if (routes.every(({ dealt }) => dealt === undefined)) return routes;
  return routes.flatMap((route): Route[] => {
    const { dealt, items, guard, label } = route;
    if (dealt === undefined) return [route];
    if (dealt.copy > 0) return [];
    const shares = routes.flatMap((other) => (other.dealt?.wire === dealt.wire ? [other.outlet] : []));
    return [{ outlet: outletTo(shares, dealt, deals), items, guard, label, shares }];
  });
}

function outletTo(
  shares: readonly Outlet[],
  { by, wire, first }: DealtShare,
  deals: ReadonlyMap<number, KeyedDeal>,
): Outlet {
  if (by === 'turn') return new TurnOutlet(shares, first);
  const deal = deals.get(wire);
  if (deal === undefined) throw new Error(`expected the key of way ${wire}, found none`);
  return new KeyOutlet(shares, deal);
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

/** The dealer: what a station does with the units of a firing, if it makes several or makes them for several stations. */
import { type Keep, keepForItself } from '../line/keep.ts';
import type { Ingredient } from './recipe/graph.ts';
import { Turns } from './turns.ts';

/** Plain data. */
export interface Deal {
  /** How many units one firing makes. */
  readonly count: number;
  /** What the units become, one item for each station that needs them, and how many of each the order needs. */
  readonly shares: readonly Share[];
  /** How many units the firings for the order make beyond that: the station keeps them. */
  readonly kept: number;
}

export interface Share {
  readonly item: Ingredient;
  readonly count: number;
}

/**
 * Sends what the order needs, to all its users evenly, and keeps what the last firing makes beyond it. Then it begins again. So
 * where a unit goes depends only on how many were made before it, and on no engine.
 */
export class Dealer {
  readonly #deal: Deal;
  readonly #turns: Turns;
  /** How many units the order needs. */
  readonly #needed: number;
  /** How many units have been made since it last began, and how often the station fired. */
  readonly #progress: { place: number; firings: number };
  readonly #sent: Float64Array;

  /** @param keep of the host [a dealer that nobody else keeps] */
  constructor(deal: Deal, keep: Keep = keepForItself) {
    this.#deal = deal;
    this.#progress = keep({ place: 0, firings: 0 });
    this.#turns = new Turns(
      deal.shares.map(({ count }) => count),
      keep,
    );
    this.#needed = deal.shares.reduce((sum, { count }) => sum + count, 0);
    this.#sent = keep(new Float64Array(deal.shares.length));
  }

  /** Deals the units of one firing. */
  fire(send: (item: Ingredient) => void): void {
    this.#progress.firings++;
    const { count, shares, kept } = this.#deal;
    for (let unit = 0; unit < count; unit++) {
      const isKept = this.#progress.place >= this.#needed;
      this.#progress.place = (this.#progress.place + 1) % (this.#needed + kept);
      if (isKept) continue;
      const share = this.#turns.next();
      this.#sent[share] = (this.#sent[share] ?? 0) + 1;
      send(shares[share]?.item ?? 0);
    }
  }

  /** How many units the station made. */
  get made(): number {
    return this.#progress.firings * this.#deal.count;
  }

  /** How many units it sent, for each share. */
  get sent(): readonly number[] {
    return [...this.#sent];
  }
}

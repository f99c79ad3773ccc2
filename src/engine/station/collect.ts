/**
 * Collecting in turn: what the copies of a station send becomes one inlet, in the order in which a single station would send it.
 *
 * The items of the copies do not say to which input they belong. So beside the channel of items each copy has a channel of counts:
 * for each input that it has handled, how many items it has sent over this edge (see counts.ts). The inlet takes one count from the
 * copy whose turn it is, then so many of its items, and goes on to the next copy, as the items were dealt. When a copy says that its
 * inputs have ended it is left out. What the copies send after that, in their `finally`, comes last, copy by copy.
 *
 * **No deadlock.** Of all inputs that some reader has not collected, look at the first one that was dealt. Every reader has collected
 * what came before it, so the copy that got it has room in every channel of items and of counts: it handles the input, which is the
 * first in its own channel, and says so. If that input is not dealt yet, all copies are empty, and the sender has room for it. So a
 * station that has copies always moves on while its sender and its readers do.
 */
import { type Inlet, NOTHING } from '../../channel/channel.ts';
import type { Item } from '../../line/coroutine.ts';
import type { Share } from '../../line/line.ts';
import { INPUT_ENDED } from './counts.ts';

/** What comes from one copy. */
export interface CopyInlet {
  readonly items: Inlet;
  readonly counts: Inlet;
}

/** One copy, seen from its reader. */
class Collected {
  readonly #items: Inlet;
  readonly #counts: Inlet;
  /** An item that was taken before its count. */
  #early: Item | typeof NOTHING = NOTHING;

  constructor({ items, counts }: CopyInlet) {
    this.#items = items;
    this.#counts = counts;
  }

  /**
   * How many items belong to the next input. Where that is not known yet, it looks for the items all the same: an end of a port gives
   * back the bytes of a batch, and one of a ring its slots, when the next item is asked for. Without that room the copy would not go on.
   */
  count(): number | typeof NOTHING {
    const count = this.#counts.take();
    if (typeof count === 'number') return count;
    if (this.#early === NOTHING) this.#early = this.#items.take();
    return NOTHING;
  }

  take(): Item | typeof NOTHING {
    const early = this.#early;
    if (early === NOTHING) return this.#items.take();
    this.#early = NOTHING;
    return early;
  }

  ended(): boolean {
    return this.#items.ended() && this.#early === NOTHING;
  }
}

export class CollectedInlet implements Inlet {
  readonly #copies: readonly Collected[];
  /** Those whose inputs have not ended, by their places. */
  readonly #open: number[];
  /** The place, among these, of the one that comes next. */
  #turn = 0;
  /** How many items of the last input are left. */
  #left = 0;
  /** How many copies have given all, when none is open any more. */
  #finished = 0;
  /** The place of the copy from which the last item came. */
  from = 0;

  /** @param copies in the order in which they are dealt to */
  constructor(copies: readonly CopyInlet[]) {
    this.#copies = copies.map((copy) => new Collected(copy));
    this.#open = copies.map((_, place) => place);
  }

  take(): Item | typeof NOTHING {
    while (this.#left === 0) {
      if (this.#open.length === 0) return this.#takeLast();
      if (!this.#nextInput()) return NOTHING;
    }
    const item = this.#copies[this.from]?.take();
    if (item !== NOTHING) this.#left--;
    return item;
  }

  /** Asks each of them: an inlet that leads into a cycle says there that it has ended. */
  ended(): boolean {
    let all = this.#open.length === 0;
    for (const copy of this.#copies) all = copy.ended() && all;
    return all;
  }

  /** Begins with the items of the next input; false where it has not been handled yet. */
  #nextInput(): boolean {
    const place = this.#open[this.#turn] ?? 0;
    const count = this.#copies[place]?.count();
    if (count === undefined) return false;
    if (count === INPUT_ENDED) this.#open.splice(this.#turn, 1);
    else {
      this.from = place;
      this.#left = count;
      this.#turn++;
    }
    if (this.#turn >= this.#open.length) this.#turn = 0;
    return true;
  }

  #takeLast(): Item | typeof NOTHING {
    for (; this.#finished < this.#copies.length; this.#finished++) {
      const copy = this.#copies[this.#finished];
      const item = copy?.take();
      this.from = this.#finished;
      if (item !== NOTHING) return item;
      if (copy?.ended() === false) return NOTHING;
    }
    return NOTHING;
  }
}

/** An inlet, and the counts beside it where it is collected in turn. */
export interface ShareInlet {
  readonly inlet: Inlet;
  readonly collected?: { readonly share: Share; readonly counts: Inlet };
}

/** Joins the inlets from the copies of a station to one inlet. */
export function collectedInlets(inlets: readonly ShareInlet[]): Inlet[] {
  return inlets.flatMap(({ inlet, collected }) => {
    if (collected === undefined) return [inlet];
    if (collected.share.copy > 0) return [];
    const copies = inlets.flatMap((other): CopyInlet[] =>
      other.collected?.share.wire === collected.share.wire
        ? [{ items: other.inlet, counts: other.collected.counts }]
        : [],
    );
    return [new CollectedInlet(copies)];
  });
}

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

export class CollectedInlet implements Inlet {
  readonly #copies: readonly CopyInlet[];
  /** Those whose inputs have not ended. */
  readonly #open: CopyInlet[];
  /** The place, among them, of the one that comes next. */
  #turn = 0;
  /** Whose items are taken. */
  #from: CopyInlet | undefined;
  /** How many items of its input are left. */
  #left = 0;
  /** How many copies have given all, when none is open any more. */
  #finished = 0;

  /** @param copies in the order in which they are dealt to */
  constructor(copies: readonly CopyInlet[]) {
    this.#copies = copies;
    this.#open = [...copies];
  }

  take(): Item | typeof NOTHING {
    while (this.#left === 0) {
      if (this.#open.length === 0) return this.#takeLast();
      if (!this.#nextInput()) return NOTHING;
    }
    const item = this.#from?.items.take();
    if (item !== NOTHING) this.#left--;
    return item;
  }

  /** Asks each of them: an inlet that leads into a cycle says there that it has ended. */
  ended(): boolean {
    let all = this.#open.length === 0;
    for (const { items } of this.#copies) all = items.ended() && all;
    return all;
  }

  /** Begins with the items of the next input; false where it has not been handled yet. */
  #nextInput(): boolean {
    const from = this.#open[this.#turn];
    const count = from?.counts.take();
    if (typeof count !== 'number') return false;
    if (count === INPUT_ENDED) this.#open.splice(this.#turn, 1);
    else {
      this.#from = from;
      this.#left = count;
      this.#turn++;
    }
    if (this.#turn >= this.#open.length) this.#turn = 0;
    return true;
  }

  #takeLast(): Item | typeof NOTHING {
    for (; this.#finished < this.#copies.length; this.#finished++) {
      const last = this.#copies[this.#finished]?.items;
      const item = last?.take();
      if (item !== NOTHING) return item;
      if (last?.ended() === false) return NOTHING;
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

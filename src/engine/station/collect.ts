/**
 * Collecting in turn: what the copies of a station send becomes one inlet, in the order in which a single station would send it.
 *
 * The items of the copies do not say to which input they belong. So beside the channel of items each copy has a channel of counts:
 * for each input that it has handled, how many items it has sent over this edge (see counts.ts). The inlet takes one count from the
 * copy whose turn it is, then so many of its items, and goes on to the next copy, as the items were dealt. When a copy says that its
 * inputs have ended there is no further one. What the copies send after that, in their `finally`, comes last, copy by copy.
 *
 * **Copies behind copies** have units in the place of inputs. A unit is an input of the first of them, and all that it leads to. Unit u
 * is handled by copy u modulo n of each station in the row, so that every end of every edge knows whose turn it is, and nobody has to
 * tell anybody else how many items there are. A count says whether the unit ends with it.
 *
 * **No deadlock.** Of all inputs (or units) that some reader has not collected, look at the first one that was dealt. Every reader has
 * collected what came before it, so the copy that got it has room in every channel of items and of counts: it handles the input, which
 * is the first in its own channel, and says so; of a unit, input by input. If it is not dealt yet, all copies are empty, and the sender
 * has room for it. So a station that has copies always moves on while its sender and its readers do. Room is given back in time, too:
 * the reader of that input asks every copy for an item before its count is there.
 */
import { type Inlet, NOTHING } from '../../channel/channel.ts';
import type { Item } from '../../line/coroutine.ts';
import type { CollectedShare } from '../../line/line.ts';
import { type Counts, endsUnit, INPUT_ENDED, itemsOf } from './counts.ts';

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

  /** How many items belong to the next input. */
  count(): number | typeof NOTHING {
    const count = this.#counts.take();
    return typeof count === 'number' ? count : NOTHING;
  }

  /**
   * Looks for an item before it is known to which input it belongs: an end of a port gives back the bytes of a batch, and one of a ring
   * its slots, when the next item is asked for. Without that room the copy would not go on.
   */
  lookAhead(): void {
    if (this.#early === NOTHING) this.#early = this.#items.take();
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
  readonly #step: number;
  readonly #units: UnitReader;
  /** The place of the copy whose turn it is. */
  #turn: number;
  /** How many items are left of the last count. */
  #left = 0;
  /** Whether the unit ends with them. */
  #endsUnit = true;
  /** Whether there are no more units. */
  #over = false;
  /** How many copies have given all, when there are no more units. */
  #finished = 0;
  /** The place of the copy from which the last item came. */
  from = 0;

  /**
   * @param copies in the order in which they are dealt to
   * @param units who hands on the units, if somebody does
   */
  constructor(copies: readonly CopyInlet[], { first, step }: Turns = IN_TURN, units: UnitReader = NOBODY) {
    this.#copies = copies.map((copy) => new Collected(copy));
    this.#turn = first;
    this.#step = step;
    this.#units = units;
  }

  /** Whether all items of the last unit have been taken. */
  unitIsTaken(): boolean {
    return this.#left === 0 && this.#endsUnit;
  }

  take(): Item | typeof NOTHING {
    const item = this.#next();
    if (item !== NOTHING) return item;
    // Also at those whose turn it is not: one of them may need the room to end, and another one may wait for that.
    for (const copy of this.#copies) copy.lookAhead();
    // What it has found just now wakes nobody again.
    return this.#next();
  }

  #next(): Item | typeof NOTHING {
    while (this.#left === 0) {
      if (this.#over) return this.#takeLast();
      if (!this.#nextCount()) return NOTHING;
    }
    const item = this.#copies[this.from]?.take() ?? NOTHING;
    if (item !== NOTHING) this.#left--;
    return item;
  }

  /** Asks each of them: an inlet that leads into a cycle says there that it has ended. */
  ended(): boolean {
    let all = this.#over;
    for (const copy of this.#copies) all = copy.ended() && all;
    return all;
  }

  /** Begins with the items of the next count; false where there is none yet. The first copy without one is behind the last unit. */
  #nextCount(): boolean {
    const count = this.#copies[this.#turn]?.count();
    if (count === undefined) return false;
    if (count === INPUT_ENDED) {
      this.#over = true;
      this.#units.inputEnded();
      return true;
    }
    this.from = this.#turn;
    this.#left = itemsOf(count);
    this.#endsUnit = endsUnit(count);
    if (!this.#endsUnit) return true;
    this.#turn = (this.#turn + this.#step) % this.#copies.length;
    if (this.#left === 0) this.#units.inputHandled(true);
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
  readonly collected?: { readonly share: CollectedShare; readonly counts: Inlet };
}

/** Whose turn it is: see `CollectedShare`. */
type Turns = Pick<CollectedShare, 'first' | 'step'>;

const IN_TURN: Turns = { first: 0, step: 1 };

/** It is told of units of which it gets no item, and when no more units come. */
type UnitReader = Pick<Counts, 'inputHandled' | 'inputEnded'>;

const NOBODY: UnitReader = { inputHandled() {}, inputEnded() {} };

/**
 * Joins the inlets from the copies of a station to one inlet.
 *
 * @param counts of the station, where it has any
 */
export function collectedInlets(inlets: readonly ShareInlet[], counts: Counts | null): Inlet[] {
  return inlets.flatMap(({ inlet, collected }) => {
    if (collected === undefined) return [inlet];
    if (collected.share.copy > 0) return [];
    const copies = inlets.flatMap((other): CopyInlet[] =>
      other.collected?.share.wire === collected.share.wire
        ? [{ items: other.inlet, counts: other.collected.counts }]
        : [],
    );
    const { share } = collected;
    if (!share.handsOn || counts === null) return [new CollectedInlet(copies, share)];
    const units = new CollectedInlet(copies, share, counts);
    counts.handOn(() => units.unitIsTaken());
    return [units];
  });
}

/** A witness counts and hashes every item that a station sends and receives. A run with witnesses is slow: it is a proof. */
import { type Inlet, NOTHING, type Outlet } from '../../channel/channel.ts';
import { UncloneableError } from '../../channel/uncloneable.ts';
import type { Item } from '../../line/coroutine.ts';
import { type Hash, hashOf } from '../../line/hash.ts';
import { NOWHERE } from './nowhere.ts';
import type { StationSetup } from './prime-station.ts';

/** What went over an edge, seen from one of its ends. */
export interface Tally {
  readonly items: number;
  /** The sum of the hashes of all items: it does not depend on their order. Two integers of 32 bits. */
  readonly sum: readonly [high: number, low: number];
  /** A hash of the hashes in their order. */
  readonly sequence: number;
  /** The low halves of the first hashes, to find the first item that differs. */
  readonly first: Int32Array;
}

/** What a station saw, by the names of its neighbours: of an edge both ends see the same, unless an item has changed between. */
export interface Testimony {
  readonly sent: readonly Tally[];
  readonly received: readonly Tally[];
  /** What left the line; null where its items do not. */
  readonly left: Tally | null;
}

/** More hashes than these are not kept one by one. */
const MOST_KEPT = 2 ** 16;

/** Counts and hashes items. */
export class Counter {
  #items = 0;
  #high = 0;
  #low = 0;
  #sequence = 0;
  #first: number[] = [];

  /** @throws UncloneableError when it cannot be cloned, with its number here */
  add(item: Item): void {
    const { high, low } = hashed(item, this.#items + 1);
    this.#items++;
    this.#high = (this.#high + high) >>> 0;
    this.#low = (this.#low + low) >>> 0;
    this.#sequence = (Math.imul(this.#sequence, 31) + high) | 0;
    if (this.#first.length < MOST_KEPT) this.#first.push(low);
  }

  tally(): Tally {
    return {
      items: this.#items,
      sum: [this.#high, this.#low],
      sequence: this.#sequence >>> 0,
      first: Int32Array.from(this.#first),
    };
  }
}

/**
 * @param number which item of this edge it is, from 1
 * @throws UncloneableError when it cannot be cloned
 */
function hashed(item: Item, number: number): Hash {
  try {
    return hashOf(item);
  } catch (error) {
    throw new UncloneableError(`item ${number} to its reader`, item, error);
  }
}

/** The tallies of parts of a line as one. Their order says nothing then. */
export function joinedTally(tallies: readonly Tally[]): Tally {
  const [only] = tallies;
  if (only !== undefined && tallies.length === 1) return only;
  const total = (value: (tally: Tally) => number): number =>
    tallies.reduce((sum, tally) => (sum + value(tally)) >>> 0, 0);
  return {
    items: tallies.reduce((sum, { items }) => sum + items, 0),
    sum: [total(({ sum }) => sum[0]), total(({ sum }) => sum[1])],
    sequence: total(({ sequence }) => sequence),
    first: new Int32Array(0),
  };
}

export class Witness {
  readonly #sent: Counter[] = [];
  readonly #received: Counter[] = [];
  #left: Counter | null = null;

  /** @returns an outlet that counts what is sent over the next edge of the station */
  outlet(outlet: Outlet): Outlet {
    const counter = new Counter();
    this.#sent.push(counter);
    return counted(outlet, counter);
  }

  /** @returns an outlet that counts what leaves the line */
  exit(outlet: Outlet): Outlet {
    this.#left = new Counter();
    return counted(outlet, this.#left);
  }

  /** @returns a function to call with each item that is received over the next edge of the station */
  receiver(): (item: Item) => void {
    const counter = new Counter();
    this.#received.push(counter);
    return (item) => counter.add(item);
  }

  testimony(): Testimony {
    return {
      sent: this.#sent.map((counter) => counter.tally()),
      received: this.#received.map((counter) => counter.tally()),
      left: this.#left?.tally() ?? null,
    };
  }
}

function counted(outlet: Outlet, counter: Counter): Outlet {
  return {
    room: () => outlet.room(),
    send(item) {
      // Before the item is sent: afterwards it is its receiver's, who may change it.
      counter.add(item);
      outlet.send(item);
    },
    flush: () => outlet.flush(),
    close: () => outlet.close(),
  };
}

/** A station whose items are counted at both ends of its edges. */
export function witnessed(setup: StationSetup, witness: Witness): StationSetup {
  const { inlets, outlets, exit } = setup;
  return {
    ...setup,
    inlets: inlets.map((one) => ({ ...one, inlet: countedInlet(one.inlet, witness.receiver()) })),
    outlets: outlets.map((one) => ({ ...one, outlet: witness.outlet(one.outlet) })),
    exit: exit === null ? null : { ...exit, outlet: witness.exit(exit.outlet ?? NOWHERE) },
  };
}

export function countedInlet(inlet: Inlet, count: (item: Item) => void): Inlet {
  return {
    take() {
      const item = inlet.take();
      if (item !== NOTHING) count(item);
      return item;
    },
    ended: () => inlet.ended(),
  };
}

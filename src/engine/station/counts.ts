/**
 * The counts of a copy: for each input that it has handled, how many items it has sent over an edge. They travel in a channel of
 * their own beside that of the items, whatever kind the items are. See collect.ts.
 *
 * An input is handled when the coroutine yields to wait for the next one. A rest in the middle is not that, so what sees it is the
 * coroutine itself, in a wrapper, and the loops stay as they are. What a copy sends before its first input counts as an input too.
 */
import { type Inlet, NOTHING, type Outlet, UNLIMITED } from '../../channel/channel.ts';
import type { Coroutine, Item } from '../../line/coroutine.ts';
import type { FixedKindSpec } from '../../line/kind/spec.ts';
import type { Step } from './steps.ts';

/** What the channel of counts carries. */
export const COUNTS: FixedKindSpec = { kind: 'ints' };

/** Stands for a count: the copy gets no more inputs. */
export const INPUT_ENDED = -1;

/** The lowest bit says whether the unit ends. Without it a reader would wait for a unit, and the copy in the middle of it for room. */
function countOf(items: number, endsUnit: boolean): number {
  return 2 * items + (endsUnit ? 1 : 0);
}

export function itemsOf(count: number): number {
  return count >> 1;
}

export function endsUnit(count: number): boolean {
  return count !== INPUT_ENDED && (count & 1) === 1;
}

/** What is counted: an edge, or the deal of whole units. */
export interface Counted {
  /** How many inputs may be handled until it has to be asked again. */
  countRoom(): number;
  inputHandled(endsUnit: boolean): void;
  inputEnded(): void;
}

/**
 * All edges of one copy on which it counts. A unit is an input of the copy, unless it collects from copies whose units it hands on: then
 * it is all that it gets of such a unit.
 */
export class Counts {
  readonly #outlets: Counted[] = [];
  /** Whether all items of the last unit have been taken. */
  #unitIsTaken = (): boolean => true;
  /** How many inputs may be handled until the outlets have to be asked for their room again. */
  #room = 0;
  #primed = false;
  #ended = false;

  /** An outlet whose items are counted in the channel `counts`. */
  outlet(items: Outlet, counts: Outlet): Outlet {
    const outlet = new CountedOutlet(items, counts);
    this.#outlets.push(outlet);
    return outlet;
  }

  /** The deal of whole units. */
  units<Outlets extends Counted>(outlet: Outlets): Outlets {
    this.#outlets.push(outlet);
    return outlet;
  }

  /**
   * Hands on the units of others, who call `inputHandled` for those of which it gets nothing, and `inputEnded` after the last one.
   *
   * @param unitIsTaken whether all items of the last unit have been taken
   */
  handOn(unitIsTaken: () => boolean): void {
    this.#unitIsTaken = unitIsTaken;
  }

  /** An inlet that gives nothing while there is no room for a count: a copy that sends nothing would run ahead without end. */
  inlet(inlet: Inlet): Inlet {
    return {
      take: () => (this.hasRoom() ? inlet.take() : NOTHING),
      ended: () => inlet.ended(),
    };
  }

  /** A coroutine whose handled inputs are counted. */
  coroutine(coroutine: Coroutine): Coroutine {
    const seen = (step: Step): Step => {
      if (step.value === undefined && step.done !== true && !this.#ended) {
        this.inputHandled(!this.#primed || this.#unitIsTaken());
        this.#primed = true;
      }
      return step;
    };
    const wrapped: Coroutine = {
      next: (item) => seen(coroutine.next(item)),
      return: (value) => {
        this.inputEnded();
        return coroutine.return(value);
      },
      throw: (error) => seen(coroutine.throw(error)),
      [Symbol.iterator]: () => wrapped,
      [Symbol.dispose]: () => void wrapped.return(),
    };
    return wrapped;
  }

  /** Whether one more input may be handled. */
  hasRoom(): boolean {
    if (this.#room > 0 || this.#ended) return true;
    let room = UNLIMITED;
    for (const outlet of this.#outlets) room = Math.min(room, outlet.countRoom());
    this.#room = room;
    return room > 0;
  }

  /** @param endsUnit whether the unit is handled with it */
  inputHandled(endsUnit: boolean): void {
    if (this.#ended) return;
    this.#room--;
    for (const outlet of this.#outlets) outlet.inputHandled(endsUnit);
  }

  inputEnded(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const outlet of this.#outlets) outlet.inputEnded();
  }
}

export class CountedOutlet implements Outlet, Counted {
  readonly copies: boolean;
  readonly #items: Outlet;
  readonly #counts: Outlet;
  /** Items sent since the last input was handled. */
  #sent = 0;
  #ended = false;

  constructor(items: Outlet, counts: Outlet) {
    this.#items = items;
    this.#counts = counts;
    this.copies = items.copies ?? false;
  }

  /** Both are asked: an end of a port learns of new room only when it is asked. */
  room(): number {
    const [items, counts] = [this.#items.room(), this.#counts.room()];
    // Nothing is counted after the end, and nobody may read what says so.
    return this.#ended ? items : Math.min(items, counts);
  }

  countRoom(): number {
    return this.#counts.room();
  }

  send(item: Item): void {
    this.#sent++;
    this.#items.send(item);
  }

  inputHandled(endsUnit: boolean): void {
    this.#counts.send(countOf(this.#sent, endsUnit));
    this.#sent = 0;
  }

  inputEnded(): void {
    this.#ended = true;
    this.#counts.send(INPUT_ENDED);
  }

  /** The items first, so that a reader that has the count mostly finds the items too. */
  flush(): boolean {
    const items = this.#items.flush();
    return this.#counts.flush() && items;
  }

  close(): void {
    this.#items.close();
    this.#counts.close();
  }
}

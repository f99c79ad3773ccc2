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

/** All edges of one copy on which it counts. */
export class Counts {
  readonly #outlets: CountedOutlet[] = [];
  /** How many inputs may be handled until the channels of counts have to be asked for their room again. */
  #room = 0;
  #ended = false;

  /** An outlet whose items are counted in the channel `counts`. */
  outlet(items: Outlet, counts: Outlet): Outlet {
    const outlet = new CountedOutlet(items, counts);
    this.#outlets.push(outlet);
    return outlet;
  }

  /** An inlet that gives nothing while there is no room for a count: a copy that sends nothing would run ahead without end. */
  inlet(inlet: Inlet): Inlet {
    return {
      take: () => (this.#hasRoom() ? inlet.take() : NOTHING),
      ended: () => inlet.ended(),
    };
  }

  /** A coroutine whose handled inputs are counted. */
  coroutine(coroutine: Coroutine): Coroutine {
    const seen = (step: Step): Step => {
      if (step.value === undefined && step.done !== true && !this.#ended) this.#inputHandled();
      return step;
    };
    const wrapped: Coroutine = {
      next: (item) => seen(coroutine.next(item)),
      return: (value) => {
        this.#inputEnded();
        return coroutine.return(value);
      },
      throw: (error) => seen(coroutine.throw(error)),
      [Symbol.iterator]: () => wrapped,
      [Symbol.dispose]: () => void wrapped.return(),
    };
    return wrapped;
  }

  #hasRoom(): boolean {
    if (this.#room > 0) return true;
    let room = UNLIMITED;
    for (const outlet of this.#outlets) room = Math.min(room, outlet.countRoom());
    this.#room = room;
    return room > 0;
  }

  #inputHandled(): void {
    this.#room--;
    for (const outlet of this.#outlets) outlet.inputHandled();
  }

  #inputEnded(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const outlet of this.#outlets) outlet.inputEnded();
  }
}

class CountedOutlet implements Outlet {
  readonly copies: boolean;
  readonly #items: Outlet;
  readonly #counts: Outlet;
  /** Items sent since the last input was handled. */
  #sent = 0;

  constructor(items: Outlet, counts: Outlet) {
    this.#items = items;
    this.#counts = counts;
    this.copies = items.copies ?? false;
  }

  /** Both are asked: an end of a port learns of new room only when it is asked. */
  room(): number {
    return Math.min(this.#items.room(), this.#counts.room());
  }

  countRoom(): number {
    return this.#counts.room();
  }

  send(item: Item): void {
    this.#sent++;
    this.#items.send(item);
  }

  inputHandled(): void {
    this.#counts.send(this.#sent);
    this.#sent = 0;
  }

  inputEnded(): void {
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

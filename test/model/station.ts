/**
 * Stations of a model: they look, arm and wait as those of tend.ts do, with no coroutine inside. Their ends and bells are
 * the real ones.
 */
import { type Inlet, NOTHING, type Outlet } from '../../src/channel/channel.ts';

/** As `Waker`, but the wait is over when it returns. */
export interface BlockingBell {
  prepare(): boolean;
  wait(): void;
  cancel(): void;
}

export interface Ends {
  readonly inlets: readonly Inlet[];
  readonly outlets: readonly Outlet[];
  readonly waker: BlockingBell;
  /** Is told where the station stands. */
  readonly standAt: (place: unknown) => void;
}

/** Sends 0, 1, 2 ... below `items` to each of its outlets, `copies` of them whenever there is room for one. */
export function supply(items: number, { outlets, standAt, ...ends }: Ends, copies = 1): void {
  const waker = new NotedBell(ends.waker);
  let next = 0;
  while (true) {
    while (next < items && hasRoom(outlets)) {
      for (let copy = 0; copy < copies && next < items; copy++) {
        for (const outlet of outlets) outlet.send(next);
        next++;
      }
      if (!waker.armed) standAt(['supplies', next, outlets]);
    }
    if (next === items) break;
    for (const outlet of outlets) outlet.flush();
    if (!waker.armed) standAt(['flushed', next, outlets]);
    if (hasRoom(outlets)) waker.cancel();
    else if (waker.prepare()) waits(outlets, waker);
    if (!waker.armed) standAt(['supplies', next, outlets]);
  }
  leave({ outlets, waker, standAt });
}

/**
 * Takes 0, 1, 2 ... below `items` from each of its inlets, and sends one for each, numbered anew, to each of its outlets.
 *
 * @throws Error when anything else comes, or too little of it
 */
export function receive(items: number, { inlets, outlets, standAt, ...ends }: Ends): void {
  const waker = new NotedBell(ends.waker);
  const taken = inlets.map(() => 0);
  let sent = 0;
  while (true) {
    let idle = true;
    for (const [way, inlet] of inlets.entries()) {
      while (hasRoom(outlets)) {
        const item = inlet.take();
        if (item === NOTHING) break;
        idle = false;
        if (item !== taken[way]) throw new Error(`expected item ${taken[way]}, found ${item}`);
        taken[way] = item + 1;
        for (const outlet of outlets) outlet.send(sent);
        sent++;
        if (!waker.armed) standAt(['took', way, taken, sent, inlets, outlets]);
      }
    }
    if (!idle) waker.cancel();
    else {
      if (inlets.every((inlet) => inlet.ended())) break;
      for (const outlet of outlets) outlet.flush();
      if (!waker.armed) standAt(['flushed', taken, sent, inlets, outlets]);
      if (waker.prepare()) waits(outlets, waker);
    }
    if (!waker.armed) standAt(['receives', taken, sent, inlets, outlets]);
  }
  for (const count of taken) {
    if (count !== items) throw new Error(`expected ${items} items, found the end after ${count}`);
  }
  leave({ outlets, waker, standAt });
}

function leave({ outlets, waker, standAt }: Pick<Ends, 'outlets' | 'standAt'> & { readonly waker: NotedBell }): void {
  while (!allFlushed(outlets)) {
    if (waker.prepare()) waits(outlets, waker);
    if (!waker.armed) standAt(['leaves', outlets]);
  }
  waker.cancel();
  for (const outlet of outlets) outlet.close();
}

/** Asks for what it waits, which is a look too, and waits. */
function waits(outlets: readonly Outlet[], waker: NotedBell): void {
  for (const outlet of outlets) outlet.room();
  waker.wait();
}

/** As the dispatch has it. */
function hasRoom(outlets: readonly Outlet[]): boolean {
  let room = true;
  for (const outlet of outlets) room = outlet.room() > 0 && room;
  return room;
}

function allFlushed(outlets: readonly Outlet[]): boolean {
  let all = true;
  for (const outlet of outlets) all = outlet.flush() && all;
  return all;
}

/** A bell that forgets everything whenever it is not armed: only then does a place say it all. */
class NotedBell implements BlockingBell {
  readonly #waker: BlockingBell;
  armed = false;

  constructor(waker: BlockingBell) {
    this.#waker = waker;
  }

  prepare(): boolean {
    this.armed = true;
    return this.#waker.prepare();
  }

  wait(): void {
    this.#waker.wait();
    this.armed = false;
  }

  cancel(): void {
    this.#waker.cancel();
    this.armed = false;
  }
}

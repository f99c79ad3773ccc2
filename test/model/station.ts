/**
 * Stations of a model: they look, prepare and wait as those of src/engine/station/loop.ts do, with no coroutine inside.
 * Their channels and wakers are the real ones.
 */
import { type Inlet, NOTHING, type Outlet } from '../../src/channel/channel.ts';

/** As `Waker`, but the wait is over when it returns. */
export interface BlockingWaker {
  prepare(): boolean;
  wait(): void;
  cancel(): void;
}

export interface Ends {
  readonly inlets: readonly Inlet[];
  readonly outlets: readonly Outlet[];
  readonly waker: BlockingWaker;
  /** Called with all that the station's next steps depend on. */
  readonly standAt: (place: unknown) => void;
}

/** Sends 0, 1, 2 ... below `items` to each of its outlets, `copies` of them whenever there is room for one. */
export function supply(items: number, { outlets, standAt, ...ends }: Ends, copies = 1): void {
  const waker = new TrackedWaker(ends.waker);
  let next = 0;
  while (true) {
    while (next < items && hasRoom(outlets)) {
      for (let copy = 0; copy < copies && next < items; copy++) {
        for (const outlet of outlets) outlet.send(next);
        next++;
      }
      if (!waker.prepared) standAt(['supplies', next, outlets]);
    }
    if (next === items) break;
    for (const outlet of outlets) outlet.flush();
    if (!waker.prepared) standAt(['flushed', next, outlets]);
    if (hasRoom(outlets)) waker.cancel();
    else if (waker.prepare()) waits(outlets, waker);
    if (!waker.prepared) standAt(['supplies', next, outlets]);
  }
  leave({ outlets, waker, standAt });
}

/**
 * Takes 0, 1, 2 ... below `items` from each of its inlets, and sends one for each, numbered anew, to each of its outlets.
 *
 * @throws Error when anything else comes, or too little of it
 */
export function receive(items: number, { inlets, outlets, standAt, ...ends }: Ends): void {
  const waker = new TrackedWaker(ends.waker);
  const taken = inlets.map(() => 0);
  let sent = 0;
  while (true) {
    let idle = true;
    for (const [way, inlet] of inlets.entries()) {
      while (hasRoom(outlets)) {
        const item = inlet.take();
        if (item === NOTHING) break;
        idle = false;
        if (typeof item !== 'number' || item !== taken[way])
          throw new Error(`expected item ${taken[way]}, found ${item}`);
        taken[way] = item + 1;
        for (const outlet of outlets) outlet.send(sent);
        sent++;
        if (!waker.prepared) standAt(['took', way, taken, sent, inlets, outlets]);
      }
    }
    if (!idle) waker.cancel();
    else {
      if (inlets.every((inlet) => inlet.ended())) break;
      for (const outlet of outlets) outlet.flush();
      if (!waker.prepared) standAt(['flushed', taken, sent, inlets, outlets]);
      if (waker.prepare()) waits(outlets, waker);
    }
    if (!waker.prepared) standAt(['receives', taken, sent, inlets, outlets]);
  }
  for (const count of taken) {
    if (count !== items) throw new Error(`expected ${items} items, found the end after ${count}`);
  }
  leave({ outlets, waker, standAt });
}

function leave({
  outlets,
  waker,
  standAt,
}: Pick<Ends, 'outlets' | 'standAt'> & { readonly waker: TrackedWaker }): void {
  while (!allFlushed(outlets)) {
    if (waker.prepare()) waits(outlets, waker);
    if (!waker.prepared) standAt(['leaves', outlets]);
  }
  waker.cancel();
  for (const outlet of outlets) outlet.close();
}

/** Asks for what it waits, which is a look too, and waits. */
function waits(outlets: readonly Outlet[], waker: TrackedWaker): void {
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

/** Knows whether it is prepared. While it is not, it remembers nothing, and the place of its station says everything. */
class TrackedWaker implements BlockingWaker {
  readonly #waker: BlockingWaker;
  prepared = false;

  constructor(waker: BlockingWaker) {
    this.#waker = waker;
  }

  prepare(): boolean {
    this.prepared = true;
    return this.#waker.prepare();
  }

  wait(): void {
    this.#waker.wait();
    this.prepared = false;
  }

  cancel(): void {
    this.#waker.cancel();
    this.prepared = false;
  }
}

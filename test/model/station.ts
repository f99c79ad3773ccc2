/**
 * Stations of a model: they look, arm and wait as those of tend.ts do, with no coroutine inside. Their ends and bells are
 * the real ones.
 */
import { type Inlet, NOTHING, type Outlet } from '../../src/channel/channel.ts';

/** As `Bell`, but the wait is over when it returns. */
export interface BlockingBell {
  arm(): boolean;
  wait(): void;
  disarm(): void;
}

export interface Ends {
  readonly inlets: readonly Inlet[];
  readonly outlets: readonly Outlet[];
  readonly bell: BlockingBell;
  /** Is told where the station stands. */
  readonly standAt: (place: unknown) => void;
}

/** Sends 0, 1, 2 ... below `items` to each of its outlets, `copies` of them whenever there is room for one. */
export function supply(items: number, { outlets, standAt, ...ends }: Ends, copies = 1): void {
  const bell = new NotedBell(ends.bell);
  let next = 0;
  while (true) {
    while (next < items && hasRoom(outlets)) {
      for (let copy = 0; copy < copies && next < items; copy++) {
        for (const outlet of outlets) outlet.send(next);
        next++;
      }
      if (!bell.armed) standAt(['supplies', next, outlets]);
    }
    if (next === items) break;
    for (const outlet of outlets) outlet.flush();
    if (!bell.armed) standAt(['flushed', next, outlets]);
    if (hasRoom(outlets)) bell.disarm();
    else if (bell.arm()) waits(outlets, bell);
    if (!bell.armed) standAt(['supplies', next, outlets]);
  }
  leave({ outlets, bell, standAt });
}

/**
 * Takes 0, 1, 2 ... below `items` from each of its inlets, and sends one for each, numbered anew, to each of its outlets.
 *
 * @throws Error when anything else comes, or too little of it
 */
export function receive(items: number, { inlets, outlets, standAt, ...ends }: Ends): void {
  const bell = new NotedBell(ends.bell);
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
        if (!bell.armed) standAt(['took', way, taken, sent, inlets, outlets]);
      }
    }
    if (!idle) bell.disarm();
    else {
      if (inlets.every((inlet) => inlet.ended())) break;
      for (const outlet of outlets) outlet.flush();
      if (!bell.armed) standAt(['flushed', taken, sent, inlets, outlets]);
      if (bell.arm()) waits(outlets, bell);
    }
    if (!bell.armed) standAt(['receives', taken, sent, inlets, outlets]);
  }
  for (const count of taken) {
    if (count !== items) throw new Error(`expected ${items} items, found the end after ${count}`);
  }
  leave({ outlets, bell, standAt });
}

function leave({ outlets, bell, standAt }: Pick<Ends, 'outlets' | 'standAt'> & { readonly bell: NotedBell }): void {
  while (!allFlushed(outlets)) {
    if (bell.arm()) waits(outlets, bell);
    if (!bell.armed) standAt(['leaves', outlets]);
  }
  bell.disarm();
  for (const outlet of outlets) outlet.close();
}

/** Asks for what it waits, which is a look too, and waits. */
function waits(outlets: readonly Outlet[], bell: NotedBell): void {
  for (const outlet of outlets) outlet.room();
  bell.wait();
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
  readonly #bell: BlockingBell;
  armed = false;

  constructor(bell: BlockingBell) {
    this.#bell = bell;
  }

  arm(): boolean {
    this.armed = true;
    return this.#bell.arm();
  }

  wait(): void {
    this.#bell.wait();
    this.armed = false;
  }

  disarm(): void {
    this.#bell.disarm();
    this.armed = false;
  }
}

/**
 * A cycle: stations that send items round. It ends when nothing can ever move again: no more items enter it, every station of it
 * waits, and no item is on its way in it.
 *
 * One count in memory that all its stations share says when that is: the edges that lead into the cycle and have not ended, plus
 * the items in it that were sent and have not been handled. An item counts before it is sent, and what a station sends while it
 * handles an item counts before that item is done. So the count is 0 only when nothing is left, and it then stays 0.
 */
import { type Inlet, NOTHING, type Outlet, UNLIMITED, type Wake } from '../../channel/channel.ts';

export const ENDED_CYCLE = 'Cannot send: its cycle has ended, and what its `finally` sends back would be lost';

const COUNT = 0;
const OVER = 1;
const WORDS = 2;

/** @param entering how many edges lead into the cycle from outside, 1 or more */
export function cycleMemory(entering: number): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(4 * WORDS);
  new Int32Array(memory)[COUNT] = entering;
  return memory;
}

export class Cycle {
  readonly #words: Int32Array;
  readonly #wakeAll: Wake;

  /**
   * @param wakeAll called when the cycle has ended: it wakes the stations that read feedback edges, or all stations of the cycle as
   *   in the event loop; where each of them waits with `onOver` it does nothing
   */
  constructor(memory: SharedArrayBuffer, wakeAll: Wake) {
    this.#words = new Int32Array(memory);
    this.#wakeAll = wakeAll;
  }

  over(): boolean {
    return Atomics.load(this.#words, OVER) === 1;
  }

  add(): void {
    Atomics.add(this.#words, COUNT, 1);
  }

  subtract(): void {
    if (Atomics.sub(this.#words, COUNT, 1) > 1) return;
    Atomics.store(this.#words, OVER, 1);
    Atomics.notify(this.#words, OVER);
    this.#wakeAll();
  }

  /** Calls `wake` when the cycle ends, in the event loop of this thread. */
  onOver(wake: Wake): void {
    const { async, value } = Atomics.waitAsync(this.#words, OVER, 0);
    if (async) void value.then(wake);
    else wake();
  }
}

/** What an edge is to a cycle: it leads into it, or it is a part of it, perhaps the one that leads back. */
export type CycleEdge = 'enters' | 'inside' | 'back';

/**
 * The way back always has room: what its channel cannot hold waits at the sender. Otherwise a cycle with more items than its
 * channels hold would wait for itself for ever.
 */
export function outletOf(cycle: Cycle, edge: CycleEdge, outlet: Outlet): Outlet {
  if (edge === 'enters') return outlet;
  return {
    room: () => (edge === 'back' ? UNLIMITED : outlet.room()),
    send(item) {
      if (edge === 'back' && cycle.over()) throw new Error(ENDED_CYCLE);
      cycle.add();
      outlet.send(item);
    },
    flush: () => outlet.flush(),
    close: () => outlet.close(),
  };
}

export function inletOf(cycle: Cycle, edge: CycleEdge, inlet: Inlet): Inlet {
  let open = true;
  if (edge === 'enters')
    return {
      take: () => inlet.take(),
      ended() {
        if (!inlet.ended()) return false;
        if (open) cycle.subtract();
        open = false;
        return true;
      },
    };
  let handling = false;
  return {
    // To ask for the next item is to say that the last one has been handled.
    take() {
      if (handling) cycle.subtract();
      const item = inlet.take();
      handling = item !== NOTHING;
      return item;
    },
    ended: () => (edge === 'back' ? cycle.over() : inlet.ended()),
  };
}

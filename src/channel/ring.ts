/**
 * The ring: a channel between two threads in shared memory, for one writer and one reader.
 *
 * Two counters say everything: how many items were written and how many were read, both only ever growing (and wrapping
 * at 2^32, which the differences do not notice). The slots between them hold what is on its way. An atomic access is a
 * call even in optimised code, while a plain one is a single instruction; so each end keeps its own counter in a local
 * variable, remembers what it last saw of the other's, and touches shared memory once per batch. A published counter
 * is what makes the plain writes before it visible to the other thread.
 */
import { checkCapacity, type Inlet, NOTHING, type Outlet, type Ring } from './channel.ts';

/** Words of 4 bytes on one cache line and the one that is fetched with it: counters must not share one. */
const LINE = 32;
const WRITTEN = 0;
const READ = LINE;
const CLOSED = 2 * LINE;
const SLOTS = 3 * LINE;

/**
 * The shared memory of one ring.
 *
 * @param capacity 1 or more; there are as many slots as the next power of two
 * @param first where the counters start: a test lets them wrap
 * @throws RangeError for a capacity that is not a positive integer
 */
export function ringMemory(capacity: number, first = 0): SharedArrayBuffer {
  checkCapacity(capacity);
  const memory = new SharedArrayBuffer(4 * (SLOTS + slotsFor(capacity)));
  const words = new Int32Array(memory);
  Atomics.store(words, WRITTEN, first);
  Atomics.store(words, READ, first);
  return memory;
}

/**
 * The writer's end.
 *
 * @param ringReader called after something has been published
 */
export function ringOutlet(memory: SharedArrayBuffer, capacity: number, ringReader: Ring): Outlet {
  const words = new Int32Array(memory);
  const mask = slotsFor(capacity) - 1;
  const batch = Math.max(1, capacity >> 2);
  const held: number[] = [];
  let written = Atomics.load(words, WRITTEN);
  let published = written;
  let read = written;

  const publish = (): void => {
    if (published === written) return;
    published = written;
    Atomics.store(words, WRITTEN, written);
    ringReader();
  };
  const room = (): number => {
    const left = capacity - ((written - read) | 0);
    if (left > 0) return left;
    read = Atomics.load(words, READ);
    return capacity - ((written - read) | 0);
  };
  const write = (item: number): void => {
    words[SLOTS + (written & mask)] = item;
    written = (written + 1) | 0;
    if (((written - published) | 0) >= batch) publish();
  };

  return {
    room: () => room() - held.length,
    send(item) {
      if (held.length === 0 && room() > 0) write(item);
      else held.push(item);
    },
    flush() {
      while (held.length > 0 && room() > 0) write(held.shift() ?? 0);
      publish();
      return held.length === 0;
    },
    close() {
      publish();
      Atomics.store(words, CLOSED, 1);
      ringReader();
    },
  };
}

/**
 * The reader's end.
 *
 * @param ringWriter called after room has been given back
 */
export function ringInlet(memory: SharedArrayBuffer, capacity: number, ringWriter: Ring): Inlet {
  const words = new Int32Array(memory);
  const mask = slotsFor(capacity) - 1;
  const step = Math.max(1, capacity >> 2);
  let read = Atomics.load(words, READ);
  let released = read;
  let written = read;

  const release = (): void => {
    if (released === read) return;
    released = read;
    Atomics.store(words, READ, read);
    ringWriter();
  };

  return {
    take() {
      if (read === written) {
        written = Atomics.load(words, WRITTEN);
        if (read === written) {
          release();
          return NOTHING;
        }
      }
      const item = words[SLOTS + (read & mask)] ?? NOTHING;
      read = (read + 1) | 0;
      if (((read - released) | 0) >= step) release();
      return item;
    },
    // In this order: what was written before the end is seen once the end is.
    ended: () => Atomics.load(words, CLOSED) === 1 && read === Atomics.load(words, WRITTEN),
  };
}

function slotsFor(capacity: number): number {
  return 2 ** Math.ceil(Math.log2(capacity));
}

/**
 * The port: a channel between two threads, on a pair of `MessagePort`s.
 *
 * Items go one way, in batches; grants come back the other way. A grant is absolute and only grows ("you may send items
 * below number 512"), so that one that comes late or twice does no harm. A message costs about 1 us however little is in
 * it; a batch is a typed array, which is copied as one block, so that an item in a batch of 512 costs a few nanoseconds.
 */
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { checkCapacity, type Inlet, NOTHING, type Outlet, type Ring } from './channel.ts';

/** To the reader: one item, a batch, or the end. */
type ToReader = number | Uint16Array | null;

/**
 * The writer's end.
 *
 * @param ring called when the reader has granted more
 * @throws RangeError for a capacity that is not a positive integer
 */
export function portOutlet(port: MessagePort, capacity: number, ring: Ring): Outlet {
  checkCapacity(capacity);
  const batch = quarter(capacity);
  let pending: number[] = [];
  let posted = 0;
  let granted = capacity;

  port.on('message', (grant: number) => {
    granted = Math.max(granted, grant);
    ring();
  });

  /**
   * Grants that have arrived but whose event has not been delivered yet. A grant that is read here has no event any more,
   * so that it is rung here: a writer that saw no room a moment ago, and waits because of it, would wait for ever.
   */
  const readGrants = (): void => {
    for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
      if (typeof next.message === 'number') granted = Math.max(granted, next.message);
      ring();
    }
  };

  const post = (): void => {
    const count = Math.min(pending.length, granted - posted);
    if (count <= 0) return;
    const message: ToReader = count === 1 ? (pending[0] ?? 0) : new Uint16Array(pending.slice(0, count));
    port.postMessage(message);
    posted += count;
    pending = pending.slice(count);
  };

  return {
    room() {
      if (posted + pending.length >= granted) readGrants();
      return granted - posted - pending.length;
    },
    send(item) {
      pending.push(item);
      if (pending.length >= batch) post();
    },
    flush() {
      post();
      return pending.length === 0;
    },
    close() {
      const message: ToReader = null;
      port.postMessage(message);
    },
  };
}

/**
 * The reader's end.
 *
 * @param ring called when something has arrived
 * @throws RangeError for a capacity that is not a positive integer
 */
export function portInlet(port: MessagePort, capacity: number, ring: Ring): Inlet {
  checkCapacity(capacity);
  const step = quarter(capacity);
  const arrived: ToReader[] = [];
  let batch: Uint16Array = new Uint16Array(0);
  let position = 0;
  let taken = 0;
  let nextGrant = step;
  let ended = false;

  port.on('message', (message: ToReader) => {
    arrived.push(message);
    ring();
  });

  /** What an event has brought comes before what is still in the port's queue. */
  const next = (): ToReader | undefined => {
    if (arrived.length > 0) return arrived.shift();
    const received: { message: ToReader } | undefined = receiveMessageOnPort(port);
    return received?.message;
  };

  /** Both ends count alike: an item taken is an item more that may be sent. Every step, so that grants are batched too. */
  const count = (item: number): number => {
    if (++taken === nextGrant) {
      nextGrant += step;
      port.postMessage(taken + capacity);
    }
    return item;
  };

  return {
    take() {
      if (position < batch.length) return count(batch[position++] ?? NOTHING);
      const message = next();
      if (message === undefined) return NOTHING;
      if (message === null) {
        ended = true;
        return NOTHING;
      }
      if (typeof message === 'number') return count(message);
      batch = message;
      position = 1;
      return count(message[0] ?? NOTHING);
    },
    ended: () => ended,
  };
}

/** A quarter, for batches and for grants: the other end is at work on one while the next is on its way. */
function quarter(capacity: number): number {
  return Math.max(1, capacity >> 2);
}

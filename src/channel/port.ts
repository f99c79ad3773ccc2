/**
 * The port: a channel between two threads, on the two ends of a message channel.
 *
 * Items go one way, in batches; grants come back the other way. A grant is absolute and only grows ("you may send items
 * below number 512"), so that a grant that comes late or twice does no harm. A message costs about 1 us, even with next to
 * nothing in it. A batch is a typed array, which is copied as one block: an item in a batch of 512 costs a few nanoseconds.
 */
import type { KindSpec } from '../line/kind/spec.ts';
import type { ByteLimit } from './byte-limit.ts';
import type { BatchMessage } from './parcel.ts';

/** To the reader: the items of a batch, or the end. With a limit on bytes, also how many bytes the items take. */
export type ToReader = BatchMessage | { readonly items: BatchMessage; readonly bytes: number } | null;
/** To the writer: items, and where there is a limit bytes, below these numbers may be sent. */
export type ToWriter = number | { readonly items: number; readonly bytes: number };

/** What either end does with its port. Each call is one step, as in shared-words.ts; an arrival is a step too. */
export interface Endpoint<Sent, Received> {
  /** @param transfer buffers that move instead of being copied */
  send(message: Sent, transfer?: readonly ArrayBuffer[]): void;
  /** The next message that has arrived and has not been delivered by an event; `undefined` when there is none. */
  receive(): Received | undefined;
  /** @param deliver called with each message that `receive` did not return before its event */
  onArrival(deliver: (message: Received) => void): void;
}

/** What both ends of a port know of their channel. */
export interface PortOptions {
  /** What the items are [places in an alphabet]. */
  readonly kind?: KindSpec;
  /** How many bytes may wait; null for no limit [null]. */
  readonly limit?: ByteLimit | null;
}

/** A message that cannot be deserialised: its event reports it, or `receive` throws it before that. */
export class UnreadableError extends Error {
  override name = 'UnreadableError';

  constructor(cause: unknown) {
    super(`a message could not be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

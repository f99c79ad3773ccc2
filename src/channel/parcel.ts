/** A parcel: what an end of a port hands over to be sent. */
import type { Item } from '../line/coroutine.ts';
import type { Columns } from './clone-batch.ts';

/** What travels in one message. An integer alone travels as it is, others as an array, and records as their memory. */
export type BatchMessage = number | Uint16Array | Int32Array | ArrayBuffer | readonly Item[] | Columns;

/** A message, and the buffers in it that move instead of being copied. */
export interface Parcel {
  readonly message: BatchMessage;
  readonly transfer: readonly ArrayBuffer[];
}

export const NO_BUFFERS: readonly ArrayBuffer[] = [];

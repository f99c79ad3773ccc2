/**
 * Memory that all threads share, where there is any. Node always has it. A browser has it only on a page that is isolated from all
 * others, which a page from disk never is. There the threads send each other messages, and nothing else connects them.
 */

/** Whether a thread that is sent a buffer sees what the others write in it. */
export const SHARES_MEMORY = typeof SharedArrayBuffer === 'function';

/** Shared memory; where there is none, memory of which each thread gets a copy. */
export function sharedIfPossible(bytes: number): SharedArrayBuffer | ArrayBuffer {
  return SHARES_MEMORY ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}

/** `instanceof SharedArrayBuffer`, for a system that may have no such class. */
export function isShared(value: unknown): value is SharedArrayBuffer {
  return SHARES_MEMORY && value instanceof SharedArrayBuffer;
}

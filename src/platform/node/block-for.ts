/** How a thread sleeps: nobody else is on it, so that it may. */

/** A word that nobody ever changes. */
const NEVER = new Int32Array(new SharedArrayBuffer(4));

/** @param ms 0 or more */
export function blockFor(ms: number): void {
  Atomics.wait(NEVER, 0, 0, ms);
}

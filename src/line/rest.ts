/** Rest: the station asks to be resumed later, and the engine decides what happens meanwhile. */
import type { Rest } from './coroutine.ts';

/**
 * To be yielded: `yield rest(5)`.
 *
 * @param ms at least so many milliseconds, 0 or more
 */
export function rest(ms: number): Rest {
  return { ms };
}

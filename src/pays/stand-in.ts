/** Stands in for the function: gives its outputs, and computes for a chosen time. */
import { kernel } from '../line/kernel.ts';
import type { Callable } from './callable.ts';

/**
 * With it the break-even is measured: everything crosses as with the function itself, and only the time of a call differs.
 *
 * @param outputs of the function, one or more
 * @param copies whether each call makes an output of its own. It has to where outputs are transferred, because what has been
 *   transferred is gone; then the caller's thread does so too, and the time counts as part of the call
 * @param iterations of the kernel in the next call, 0 or more
 */
export function standIn(outputs: readonly unknown[], copies: boolean, iterations: () => number): Callable {
  let calls = 0;
  let check = 0;
  return () => {
    check ^= kernel(iterations(), check);
    const output = outputs[calls++ % outputs.length];
    return copies ? structuredClone(output) : output;
  };
}

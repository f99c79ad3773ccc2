/**
 * Exercise 10: thread or pool? Defend your choice with a figure.
 *
 * `askOven` asks the oven for its temperature, and waits for the answer: it blocks its thread for 5 ms. A program makes many
 * such calls. Will they finish earlier on one worker thread, or on a pool of four, than one after the other on the main
 * thread? The grader measures both on this machine, and prints what it has measured. Change the claim so that a run supports
 * it:
 *
 * - the outcome is what the run shows: 'wins', 'loses' or 'unclear', compared with the main thread,
 * - `times` is how many times as fast as the main thread your choice is: in the measured interval, or at most a quarter
 *   outside of it,
 * - the other choice is not clearly faster than yours.
 *
 * Grade it: npm run exercise -- 10, or with the package: npx cake-factory exercise 10 --file FILE
 */

const NEVER = new Int32Array(new SharedArrayBuffer(4));

export function askOven(oven: number): number {
  Atomics.wait(NEVER, 0, 0, 5);
  return 180 + oven;
}

export interface Claim {
  readonly choice: 'thread' | 'pool';
  readonly outcome: 'wins' | 'loses' | 'unclear';
  readonly times: number;
}

export const claim: Claim = { choice: 'thread', outcome: 'wins', times: 2 };

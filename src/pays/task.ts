/** What a thread that calls a function of the user is sent. */

/** Given to each thread at its start. */
export interface TaskData {
  /** The URL from which the module of the function can be loaded. */
  readonly module: string;
  /** The name of the function's export. */
  readonly exported: string;
  /** The URL of Piscina. A thread loads it only when it has to move an output. */
  readonly piscina: string;
  /** Shared by all threads of a pool: the words below. */
  readonly control: Int32Array<SharedArrayBuffer>;
}

/** Words of `control`. */
export const WORDS = {
  /** How long the stand-in computes, in iterations of the kernel; `REAL` for the function itself. */
  iterations: 0,
  /** How many threads have arrived at the barrier, in all. */
  arrived: 1,
} as const;

/** The function itself is called. */
export const REAL = -1;

export type Task =
  /** Loads the module, then waits for the other threads, so that each thread takes one of these tasks. */
  | { readonly kind: 'load'; readonly until: number }
  /** Keeps outputs of the function for the stand-in; waits as `load` does. */
  | { readonly kind: 'keep'; readonly outputs: readonly unknown[]; readonly copies: boolean; readonly until: number }
  /** Calls the function with each of the inputs, one after the other. `move`: buffers of the outputs are transferred. */
  | { readonly kind: 'call'; readonly inputs: readonly unknown[]; readonly move: boolean };

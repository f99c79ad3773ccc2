/** What goes between the program and the process that runs a student's code. Plain data. */
import type { Check, Checked } from './check.ts';

export interface Request {
  readonly number: number;
  /** Of the file, absolute. */
  readonly path: string;
  /** From where it can be loaded. */
  readonly url: string;
}

export type Report =
  /** The process has started, and begins to load the file. */
  | { readonly kind: 'loads' }
  | { readonly kind: 'begins'; readonly name: string; readonly wanted: string; readonly patience: number }
  | { readonly kind: 'checked'; readonly checked: Checked }
  | { readonly kind: 'done' };

/** On a busy machine the compiler of a file takes a while, and that is not the student's fault. */
export const LEAST_LOAD_MS = 10_000;

/** How long a file may take to load, when a check may take this long. */
export function loadMs(hangMs: number): number {
  return Math.max(hangMs, LEAST_LOAD_MS);
}

/** The check that comes before all others. */
export const LOADS: Omit<Check, 'run'> = { name: 'the file loads', wanted: 'a module that can be loaded' };

/** A check of an exercise: what it is called, what it wants, and what it finds. */
import { positionIn } from '../../../own/position.ts';

export interface Check {
  readonly name: string;
  readonly wanted: string;
  run(): Result | Promise<Result>;
}

export interface Result {
  readonly passed: boolean;
  readonly found: string;
  /** The order of steps that goes wrong, one by one; empty where no order was tried, or none goes wrong. */
  readonly order: readonly string[];
}

/** A check that was made. */
export interface Checked extends Result {
  readonly name: string;
  readonly wanted: string;
}

export function passedIf(passed: boolean, found: string): Result {
  return { passed, found, order: [] };
}

/** Makes one check. What the student's code throws is what was found. */
export async function made({ name, wanted, run }: Check, path: string): Promise<Checked> {
  try {
    return { name, wanted, ...(await run()) };
  } catch (error) {
    return { name, wanted, ...passedIf(false, thrown(error, path)) };
  }
}

/** `TypeError: belt.puts is not a function, at 04-bound-the-belt.ts:29:8` */
export function thrown(error: unknown, path: string): string {
  const position = positionIn(error, [path]);
  return `${error}${position === null ? '' : `, at ${position}`}`;
}

/** The most entries of a list that are shown. */
const MOST_SHOWN = 12;

/** `butter, eggs, butter`; a long list is shortened. */
export function listed(entries: readonly unknown[]): string {
  if (entries.length === 0) return 'nothing';
  const more = entries.length - MOST_SHOWN;
  return `${entries.slice(0, MOST_SHOWN).map(String).join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

/** Whether two lists have the same entries in the same order. */
export function sameList(found: readonly unknown[], wanted: readonly unknown[]): Result {
  const same = found.length === wanted.length && found.every((entry, i) => entry === wanted[i]);
  return passedIf(same, listed(found));
}

/** `1 egg`, `3 eggs`. */
export function counted(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}

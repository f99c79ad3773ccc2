/** The options of a station that has copies: they are checked when the line is written. */
import type { Key } from './key.ts';
import { show } from './printable.ts';

/** More copies than any machine has cores for. */
export const MOST_COPIES = 64;

/** @typeParam In what the station is sent */
export interface CopyOptions<In> {
  /**
   * How many copies of the station run, 1 to 64 [1]: each is a coroutine of its own, on threads with a thread of its own. Items are
   * dealt to the copies in turn. A copy sees only its own items: see `by` for a station that keeps something from item to item.
   */
  readonly concurrency?: number;
  /**
   * Whether what the copies send is collected in turn, so that it is in the order in which a single station would send it [true].
   * Otherwise it comes as the copies send it, and none waits for another one. With `by`, and where the station reads several
   * stages, the order between the copies is never kept.
   */
  readonly ordered?: boolean;
  /**
   * The key of an item: items with the same key go to the same copy, in order. It is asked at the sender, as a guard is, and has to
   * be as pure.
   */
  readonly by?: (item: In) => Key;
}

/** What is kept of these options. */
export interface Copies {
  readonly concurrency: number;
  readonly ordered: boolean;
  /** A function of an item that returns its key; null where items are dealt in turn. */
  readonly by: unknown;
}

export const ONE_COPY: Copies = { concurrency: 1, ordered: true, by: null };

/**
 * @param options what the user has given: plain JavaScript may give what the types exclude
 * @returns what is wrong with them, as the end of a sentence; null where nothing is
 */
export function mistakeInCopies({ concurrency, ordered, by }: Partial<Copies>): string | null {
  if (
    concurrency !== undefined &&
    !(Number.isSafeInteger(concurrency) && concurrency >= 1 && concurrency <= MOST_COPIES)
  )
    return `expected a concurrency from 1 to ${MOST_COPIES}, a whole number, found ${show(concurrency)}`;
  if (ordered !== undefined && typeof ordered !== 'boolean')
    return `expected ordered to be true or false, found ${show(ordered)}`;
  if (by !== undefined && typeof by !== 'function')
    return `expected by to be a function of an item that returns its key, found ${show(by)}`;
  if (by !== undefined && ordered === true)
    return 'expected ordered or by, found both: with by, order is kept for each key alone';
  return null;
}

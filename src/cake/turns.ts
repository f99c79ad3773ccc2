/** Turns: who is next, where several take turns in a fixed proportion. */
import { type Keep, keepForItself } from '../line/keep.ts';

/**
 * Counts out turns evenly: with the counts 2 and 1 it says 0, 1, 0, again and again. After as many turns as the counts add up to,
 * each has had exactly its count.
 *
 * In each turn everybody earns their count, and the one who has earned the most pays the sum of all counts. It is the smooth
 * weighted round-robin of the nginx server.
 */
export class Turns {
  readonly #counts: readonly number[];
  readonly #sum: number;
  readonly #earned: Float64Array;

  /**
   * @param counts one or more, 1 or more each
   * @param keep of the host, where a station takes the turns
   */
  constructor(counts: readonly number[], keep: Keep = keepForItself) {
    this.#counts = counts;
    this.#sum = counts.reduce((sum, count) => sum + count, 0);
    this.#earned = keep(new Float64Array(counts.length));
  }

  /** The place of the one whose turn it is. */
  next(): number {
    const earned = this.#earned;
    let next = 0;
    for (let i = 0; i < earned.length; i++) {
      earned[i] = (earned[i] ?? 0) + (this.#counts[i] ?? 0);
      if ((earned[i] ?? 0) > (earned[next] ?? 0)) next = i;
    }
    earned[next] = (earned[next] ?? 0) - this.#sum;
    return next;
  }
}

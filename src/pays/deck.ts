/** The inputs of a timed run. */

/** The most memory for the inputs that are kept, in bytes. */
const MOST_BYTES = 32_000_000;
/** The most memory for the inputs of one run that may not be used twice. */
const MOST_FRESH_BYTES = 64_000_000;
const MOST_INPUTS = 4096;

/**
 * The samples again and again, as different objects. The same object twice in one message would cross only once, and one that is
 * called with again and again stays in the cache of the core.
 */
export class Deck {
  readonly #samples: readonly unknown[];
  readonly #inputs: readonly unknown[];
  /** The most calls in a run that needs an input of its own for each. */
  readonly mostFresh: number;

  /**
   * @param samples one or more
   * @param bytes of one of them
   */
  constructor(samples: readonly unknown[], bytes: number) {
    const cycles = (most: number): number => Math.max(1, Math.floor(most / Math.max(1, bytes) / samples.length));
    const kept = Math.min(cycles(MOST_BYTES), Math.max(1, Math.floor(MOST_INPUTS / samples.length)));
    this.#samples = samples;
    this.#inputs = Array.from({ length: kept }, () => samples.map((sample) => structuredClone(sample))).flat();
    this.mostFresh = cycles(MOST_FRESH_BYTES) * samples.length;
  }

  /** How many samples there are: the calls of a run are a multiple. */
  get cycle(): number {
    return this.#samples.length;
  }

  /** @param fresh whether each has to be an object that no run has used */
  inputs(count: number, fresh: boolean): unknown[] {
    const from = fresh ? this.#samples : this.#inputs;
    return Array.from({ length: count }, (_, i) => {
      const input = from[i % from.length];
      return fresh ? structuredClone(input) : input;
    });
  }
}

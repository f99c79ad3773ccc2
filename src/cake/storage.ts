/** The storage of a station: the ingredients that it has received and not used yet. */
import { type Keep, keepForItself } from '../line/keep.ts';
import type { Ingredient, Need } from './recipe/graph.ts';

/**
 * Counts the ingredients of a station until there are enough for one firing.
 *
 * It counts down with one array access per ingredient: `short[flour]` is how much more flour the next firing needs, 0 or
 * less if there is enough. In a line without work this is the inner loop, where each access can be measured.
 */
export class Storage {
  readonly #needs: readonly Need[];
  /** For each ingredient; and in the last place the firings, so that one array is all that has to be kept. */
  readonly #short: Int32Array;
  readonly #kinds: number;
  /** How many needs are not met yet. */
  #unmet: number;

  /**
   * @param kinds how many different ingredients there are; every ingredient is less than this
   * @param keep of the host [a storage that nobody else keeps]
   */
  constructor(needs: readonly Need[], kinds: number, keep: Keep = keepForItself) {
    this.#needs = needs;
    this.#kinds = kinds;
    const short = new Int32Array(kinds + 1);
    for (const { ingredient, count } of needs) short[ingredient] = count;
    this.#short = keep(short);
    this.#unmet = needs.filter(({ ingredient }) => (this.#short[ingredient] ?? 0) > 0).length;
  }

  /** How often the ingredients of a firing were taken out. */
  get firings(): number {
    return this.#short[this.#kinds] ?? 0;
  }

  /** Adds one ingredient. Returns true if there is now enough for a firing. */
  add(ingredient: Ingredient): boolean {
    const short = (this.#short[ingredient] ?? 0) - 1;
    this.#short[ingredient] = short;
    // Exactly 0: the count of an ingredient that is not needed starts at 0 and never becomes 0 again.
    return short === 0 && --this.#unmet === 0;
  }

  /** Removes the ingredients of one firing. */
  take(): void {
    const needs = this.#needs;
    const short = this.#short;
    let unmet = 0;
    for (let i = 0; i < needs.length; i++) {
      const need = needs[i];
      if (need === undefined) break;
      const left = (short[need.ingredient] ?? 0) + need.count;
      short[need.ingredient] = left;
      if (left > 0) unmet++;
    }
    this.#unmet = unmet;
    short[this.#kinds] = (short[this.#kinds] ?? 0) + 1;
  }

  /** How many of each needed ingredient there are, in the order of the needs. */
  contents(): number[] {
    return this.#needs.map(({ ingredient, count }) => count - (this.#short[ingredient] ?? 0));
  }

  /** How many needed ingredients were added, including those already used. */
  received(): number {
    const perFiring = this.#needs.reduce((sum, need) => sum + need.count, 0);
    return this.firings * perFiring + this.contents().reduce((sum, count) => sum + count, 0);
  }
}

/** More of one ingredient are not drawn one by one. */
const MOST_DRAWN = 40;

/** The contents of a storage as the lecture draws them: `[ 🥚🥚🍯 ]`. */
export function renderStorage(contents: Iterable<readonly [symbol: string, count: number]>): string {
  let row = '';
  for (const [symbol, count] of contents) row += count > MOST_DRAWN ? `${symbol}x${count} ` : symbol.repeat(count);
  return `[ ${row.trimEnd()} ]`;
}

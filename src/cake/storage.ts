/** What stands on a station's shelf. */
import type { Ingredient, Need } from './recipe/graph.ts';

/**
 * Counts a station's ingredients until there are enough for one product.
 *
 * It counts down, one array access per ingredient: `short[flour]` is how many more flour the next product takes, 0 or
 * less when there is enough. This is the inner loop of a line that does no work, where each access shows.
 */
export class Storage {
  readonly #needs: readonly Need[];
  readonly #short: number[];
  /** How many of the needs are not met yet. */
  #unmet: number;
  /** Products taken out so far. */
  made = 0;

  /** @param kinds how many different ingredients there are: an ingredient is below it */
  constructor(needs: readonly Need[], kinds: number) {
    this.#needs = needs;
    this.#short = new Array<number>(kinds).fill(0);
    for (const { ingredient, count } of needs) this.#short[ingredient] = count;
    this.#unmet = needs.length;
  }

  /** Puts one ingredient on the shelf; true when there is now enough for a product. */
  add(ingredient: Ingredient): boolean {
    const short = (this.#short[ingredient] ?? 0) - 1;
    this.#short[ingredient] = short;
    // Asking for exactly 0 makes what is not needed harmless: its count starts at 0 and never comes back to it.
    return short === 0 && --this.#unmet === 0;
  }

  /** Takes out the ingredients of one product. */
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
    this.made++;
  }

  /** How many there are of each need, in the order of the needs. */
  contents(): number[] {
    return this.#needs.map(({ ingredient, count }) => count - (this.#short[ingredient] ?? 0));
  }

  /** The needed ingredients that came in, those of the finished products included. */
  received(): number {
    const perProduct = this.#needs.reduce((sum, need) => sum + need.count, 0);
    return this.made * perProduct + this.contents().reduce((sum, count) => sum + count, 0);
  }
}

/** A shelf as the lecture draws it: `[ 🥚🥚🍯 ]`. */
export function renderStorage(shelf: Iterable<readonly [symbol: string, count: number]>): string {
  let row = '';
  for (const [symbol, count] of shelf) row += symbol.repeat(count);
  return `[ ${row} ]`;
}

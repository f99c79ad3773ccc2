/** A number of ingredients as symbols, as in the lecture. */

const letters = new Intl.Segmenter();

/**
 * One symbol for each item while there are few: `🥚🥚`. Otherwise, or where the symbol is a long word: `12 × 🥚`.
 *
 * @param most more items than this become a number
 */
export function symbolsOf(symbol: string, count: number, most: number): string {
  if (count === 0) return '';
  const long = [...letters.segment(symbol)].length > 2;
  return long || count > most ? `${count} × ${symbol} ` : symbol.repeat(count);
}

/** How an item looks on a belt: its symbol, a short label, or a coloured dot. */
import type { DrawnRecipe } from '../../recording/recorded.ts';

export interface ItemLook {
  /** The same for items that look the same. */
  readonly key: string;
  readonly text: string;
  /** Classes of the style. */
  readonly style: string;
}

const letters = new Intl.Segmenter();
/** A symbol with more letters than this is a word. */
const MOST_LETTERS = 3;
/** How many colours dots have. */
const DOTS = 6;
/** What items of a line of one's own have for a symbol. */
const PLAIN = '●';

/** @param item its place in the alphabet of the recording */
export function lookOf(item: number, { ingredients }: DrawnRecipe): ItemLook {
  const symbol = ingredients[item]?.symbol ?? PLAIN;
  if (symbol === PLAIN) return { key: `dot ${item % DOTS}`, text: '', style: `dot dot-${item % DOTS}` };
  const parts = [...letters.segment(symbol)];
  const isWord = parts.length > 1 && /\p{L}/u.test(symbol);
  const text = parts
    .slice(0, MOST_LETTERS)
    .map(({ segment }) => segment)
    .join('');
  return { key: text, text, style: isWord ? 'word' : 'symbol' };
}

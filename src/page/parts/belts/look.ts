/** How an item looks on a belt: its symbol, a short label, or a coloured dot. */
import type { DrawnRecipe } from '../../recording/recorded.ts';

export interface ItemLook {
  /** The same for items that look the same. */
  readonly key: string;
  readonly text: string;
  /** Classes of the style. */
  readonly style: string;
}

/** Made when the first item is drawn. A browser may have none: then letters are code points. */
let segmenter: Intl.Segmenter | null = null;

function lettersOf(symbol: string): string[] {
  if (!('Segmenter' in Intl)) return [...symbol];
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(symbol), ({ segment }) => segment);
}

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
  const parts = lettersOf(symbol);
  const isWord = parts.length > 1 && /\p{L}/u.test(symbol);
  const text = parts.slice(0, MOST_LETTERS).join('');
  return { key: text, text, style: isWord ? 'word' : 'symbol' };
}

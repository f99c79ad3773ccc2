/** A belt (a bounded queue) as a picture: `hens ─[■■■···]─> oven  3 of 6`. */

export interface Belt {
  readonly from: string;
  readonly to: string;
  /** How many items are on it. */
  readonly held: number;
  /** How many fit; `Infinity` where it has no bound. */
  readonly capacity: number;
}

/** The most marks that are drawn; a longer belt is drawn to scale. */
const MOST_MARKS = 24;

/**
 * @param fullAt the number of items that fills the drawing of a belt without a bound
 * @param of the word between both figures: `3 of 6`
 */
export function beltPicture({ from, to, held, capacity }: Belt, fullAt: number, of: string): string {
  const isBounded = Number.isFinite(capacity);
  const full = isBounded ? capacity : Math.max(1, fullAt);
  const marks = Math.min(full, MOST_MARKS);
  // An item is always seen.
  const filled = held === 0 ? 0 : Math.max(1, Math.min(marks, Math.round((held / full) * marks)));
  const drawn = `${'■'.repeat(filled)}${'·'.repeat(marks - filled)}`;
  const figures = isBounded ? `${held} ${of} ${capacity}` : held.toLocaleString('en');
  return `${from} ─[${drawn}${isBounded ? ']' : '…'}─> ${to}  ${figures}`;
}

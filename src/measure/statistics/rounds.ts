/** How many rounds a race takes: a fixed number, or until the intervals are narrow enough. */
import { CONFIDENCE, intervalOf } from './samples.ts';

export type Rounds =
  | { readonly kind: 'fixed'; readonly count: number }
  /** At least `least` rounds; after that until the intervals are narrow, or until the next round would exceed the budget. */
  | { readonly kind: 'until-narrow'; readonly least: number; readonly most: number; readonly budgetMs: number };

/** An interval is narrow when it reaches from 97 to 103 % of its median, or less far. */
const NARROW = 0.06;

/**
 * Whether a race needs another round.
 *
 * @param done how many rounds there were
 * @param elapsedMs since the first round began
 * @param ratios of each engine that is compared, by round; asked for only where they decide
 */
export function needsAnother(
  rounds: Rounds,
  done: number,
  elapsedMs: number,
  ratios: () => readonly (readonly number[])[],
): boolean {
  if (rounds.kind === 'fixed') return done < rounds.count;
  if (done < rounds.least) return true;
  if (done >= rounds.most || elapsedMs * (1 + 1 / done) > rounds.budgetMs) return false;
  return !ratios().every(isNarrow);
}

/** Only the width decides. To stop as soon as a difference is clear would find differences where there are none. */
function isNarrow(ratios: readonly number[]): boolean {
  const { median, low, high, confidence } = intervalOf(ratios);
  return confidence >= CONFIDENCE && high - low <= NARROW * median;
}

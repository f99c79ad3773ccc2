/** Gains that are planted into the facts of a chapter, to test how it judges them. */
import type { Gain } from '../../src/lessons/props/gains/gain.ts';
import { outcomeOf } from '../../src/measure/statistics/outcome.ts';

/** From enough rounds for a verdict. */
export function plantedGain(low: number, median: number, high: number): Gain {
  const ratio = { low, median, high, confidence: 0.95 };
  return { ratio, outcome: outcomeOf(ratio) };
}

/** From one round, which says nothing. */
export function oneRound(ratio: number): Gain {
  return { ratio: { low: ratio, median: ratio, high: ratio, confidence: 0 }, outcome: 'unclear' };
}

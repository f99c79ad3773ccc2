/** Samples that are taken in turn, and the gain of one runner over another. */
import { type Outcome, outcomeOf } from '../../../measure/statistics/outcome.ts';
import { type Interval, intervalOf, pairedRatios } from '../../../measure/statistics/samples.ts';

/** Samples several runners in the order A B B A, so a drift affects all alike. Returns each runner's samples by round. */
export async function inTurn(rounds: number, runners: readonly (() => Promise<number>)[]): Promise<number[][]> {
  const samples: number[][] = runners.map(() => []);
  for (let round = 0; round < rounds; round++) {
    const places = runners.map((_, place) => place);
    for (const place of round % 2 === 0 ? places : places.toReversed()) {
      const value = await runners[place]?.();
      if (value !== undefined) samples[place]?.push(value);
    }
  }
  return samples;
}

export interface Gain {
  /** How many times as fast the other is as the first: the median of the rounds, with its interval. */
  readonly ratio: Interval;
  readonly outcome: Outcome;
}

/** How many times as fast the runs of the other are as those of the first, round by round. */
export function gainOf(first: readonly number[] = [], other: readonly number[] = []): Gain {
  const ratio = intervalOf(pairedRatios(first, other));
  return { ratio, outcome: outcomeOf(ratio) };
}

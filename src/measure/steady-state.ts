/** The steady state of a line: its speedup without the time in which it fills and runs empty. */
import type { EngineName } from '../engine/engine-table.ts';
import type { EngineResult } from './race.ts';
import { type Outcome, outcomeOf } from './statistics/outcome.ts';
import { type Interval, intervalOf, pairedRatios } from './statistics/samples.ts';

/** For a round in which a longer run took no longer, because something disturbed the short one. */
const NEXT_TO_NO_TIME_MS = 1e-9;
/** An interval that goes further contains such rounds: it says nothing. */
const MOST_SPEEDUP = 10_000;

export interface SteadyState {
  readonly name: EngineName;
  readonly channel: EngineResult['channel'];
  readonly packed: EngineResult['packed'];
  /** How many products a longer run made. */
  readonly products: number;
  readonly speedup: Interval & { readonly limit: number };
  readonly outcome: Outcome;
  /** How much faster it is than the whole runs, and whether that is clear. */
  readonly gain: Interval & { readonly outcome: Outcome };
}

/**
 * A run takes some time to fill and to run empty, and the same time more for each product:
 *
 *     time of n products = filling and emptying + n x time of a product
 *
 * So the difference between a longer run and a short one is products alone, if the longer run begins with the products of the
 * short one. On one thread a line does not fill: its time per product is that of a short run. All three times are those of the
 * same round.
 *
 * @param short the results of the short runs of the line on threads
 * @param baseline the results of the cooperative engine
 * @param longMs the time of a longer run in each round
 * @param products how many products a longer run made: more than a short one
 * @returns null where longer runs took no longer, as on a machine that other programs use
 */
export function steadyStateOf(
  short: EngineResult,
  baseline: EngineResult,
  longMs: readonly number[],
  products: number,
): SteadyState | null {
  const shortMs = short.wallMs.samples;
  const perProductMs = longMs.map((ms, round) =>
    Math.max(NEXT_TO_NO_TIME_MS, (ms - (shortMs[round] ?? ms)) / (products - short.products)),
  );
  const aloneMs = baseline.wallMs.samples.map((ms) => ms / baseline.products);
  if (perProductMs.length === 0) return null;
  const speedup = intervalOf(pairedRatios(aloneMs, perProductMs));
  if (speedup.high > MOST_SPEEDUP) return null;
  const gain = intervalOf(
    pairedRatios(
      shortMs.map((ms) => ms / short.products),
      perProductMs,
    ),
  );
  const { limit } = short.speedup;
  return {
    name: short.name,
    channel: short.channel,
    packed: short.packed,
    products,
    speedup: { ...speedup, limit },
    outcome: outcomeOf(speedup, limit),
    gain: { ...gain, outcome: outcomeOf(gain) },
  };
}

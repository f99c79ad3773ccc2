/** The steady state of a line: its speedup without the time in which it fills and runs empty. */
import type { EngineResult } from './race.ts';
import { isTooFew, type Outcome } from './statistics/outcome.ts';
import type { Interval, MedianAndRange } from './statistics/samples.ts';

export interface SteadyState {
  readonly name: EngineResult['name'];
  readonly channel: EngineResult['channel'];
  /** How many products a longer run made. */
  readonly products: number;
  readonly speedup: Interval & { readonly limit: number };
  readonly outcome: Outcome;
}

/**
 * The steady state, if it is clearly faster than the whole runs and not faster than possible.
 *
 * @param engines whose whole runs were timed, that of the steady state among them
 */
export function clearSteadyState<
  Engine extends Pick<EngineResult, 'name' | 'channel'> & { readonly speedup: MedianAndRange },
>(steady: SteadyState | null, engines: readonly Engine[]): SteadyState | null {
  const whole = engines.find(({ name, channel }) => name === steady?.name && channel === steady.channel);
  if (steady === null || whole === undefined || steady.outcome === 'not-trusted' || isTooFew(steady.speedup))
    return null;
  return steady.speedup.low > whole.speedup.median ? steady : null;
}

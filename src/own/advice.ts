/** The advice: which engine to use for a line, and why. It claims no more than the intervals show. */
import type { EngineName } from '../engine/engine-table.ts';
import { labelOf } from '../engine/engine-table.ts';
import { interval, percent } from '../measure/figures.ts';
import type { EngineResult, RaceResult } from '../measure/race.ts';
import type { StationCost } from '../measure/station-cost.ts';
import { isTooFew } from '../measure/statistics/outcome.ts';
import { comparisonOf } from '../measure/verdict.ts';

export interface Advice {
  readonly engine: EngineName;
  readonly channel: EngineResult['channel'];
  readonly threads: number;
  /** In a sentence. */
  readonly reason: string;
}

/** Of two engines that are not clearly different, the simpler one is advised: it stands first here. */
const SIMPLE_FIRST: readonly EngineName[] = ['cooperative', 'event-loop', 'pool', 'threads'];

/** Null where there were too few rounds for one. */
export function adviceFor(race: RaceResult, stations: readonly StationCost[]): Advice | null {
  const alone = race.engines.find(({ outcome }) => outcome === 'baseline');
  if (alone === undefined) return null;
  if (race.engines.some(({ outcome, speedup }) => outcome !== 'baseline' && isTooFew(speedup))) return null;
  const winners = race.engines
    .filter(({ outcome }) => outcome === 'wins')
    .toSorted((one, other) => SIMPLE_FIRST.indexOf(one.name) - SIMPLE_FIRST.indexOf(other.name));
  const best = winners.reduce<EngineResult | null>(
    (found, engine) => (found === null || comparisonOf(engine, found).outcome === 'wins' ? engine : found),
    null,
  );
  const chosen = best ?? alone;
  return {
    engine: chosen.name,
    channel: chosen.channel,
    threads: chosen.threads,
    reason:
      best === null
        ? reasonToStay(race, stations)
        : `${labelOf(best)} is ${interval(best.speedup)} as fast as one thread`,
  };
}

function reasonToStay(race: RaceResult, stations: readonly StationCost[]): string {
  const others = race.engines.filter(({ outcome }) => outcome !== 'baseline');
  if (others.length === 0) return 'no other engine took part';
  const total = stations.reduce((sum, { selfMs }) => sum + selfMs, 0);
  const slowest = stations.toSorted((one, other) => other.selfMs - one.selfMs)[0];
  const because =
    slowest !== undefined && slowest.selfMs > 0.75 * total
      ? `: ${percent(slowest.selfMs / total)} of the time is spent in "${slowest.name}", which one thread has to do alone`
      : '';
  return `no engine is clearly faster than one thread${because}`;
}

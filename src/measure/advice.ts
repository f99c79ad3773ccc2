/** The advice: which engine to use for a line, on how many threads, and why. It claims no more than the intervals show. */
import { type EngineName, labelOf } from '../engine/engine-table.ts';
import type { Placement } from '../engine/placement/placement.ts';
import { interval, percent } from './figures.ts';
import type { EngineResult, RaceResult } from './race.ts';
import { isTooFew } from './statistics/outcome.ts';
import { comparisonOf, placementText } from './verdict.ts';

export interface Advice {
  readonly engine: EngineName;
  readonly channel: EngineResult['channel'];
  readonly threads: number;
  /** Which stations share a thread; null where the engine does not place them. */
  readonly placement: Placement | null;
  /** In a sentence. */
  readonly reason: string;
}

/** What one thread needed for a coroutine. */
interface Share {
  readonly name: string;
  readonly selfMs: number;
}

/** Of two engines that are not clearly different, the simpler one is advised: it stands first here. */
const SIMPLE_FIRST: readonly EngineName[] = ['cooperative', 'event-loop', 'pool', 'threads'];

/** Null where there were too few rounds for one, or nothing was compared. */
export function adviceFor(race: RaceResult, stations: readonly Share[]): Advice | null {
  const alone = race.engines.find(({ outcome }) => outcome === 'baseline');
  const others = race.engines.filter(({ outcome }) => outcome !== 'baseline');
  if (alone === undefined || others.length === 0) return null;
  if (others.some(({ outcome, speedup }) => outcome === 'not-trusted' || isTooFew(speedup))) return null;
  const winners = others.filter(({ outcome }) => outcome === 'wins').toSorted(bySimplicity);
  const best = winners.reduce<EngineResult | null>(
    (found, engine) => (found === null || comparisonOf(engine, found).outcome === 'wins' ? engine : found),
    null,
  );
  const { name: engine, channel, threads, placement } = best ?? alone;
  const reason =
    best === null ? reasonToStay(stations) : `${labelOf(best)} is ${interval(best.speedup)} as fast as one thread`;
  return { engine, channel, threads, placement, reason };
}

/** Of two lines on threads, the one with fewer threads. */
function bySimplicity(one: EngineResult, other: EngineResult): number {
  return SIMPLE_FIRST.indexOf(one.name) - SIMPLE_FIRST.indexOf(other.name) || one.threads - other.threads;
}

function reasonToStay(stations: readonly Share[]): string {
  const total = stations.reduce((sum, { selfMs }) => sum + selfMs, 0);
  const slowest = stations.toSorted((one, other) => other.selfMs - one.selfMs)[0];
  const because =
    slowest !== undefined && slowest.selfMs > 0.75 * total
      ? `: ${percent(slowest.selfMs / total)} of the time is spent in "${slowest.name}", which one thread has to do alone`
      : '';
  return `no engine is clearly faster than one thread${because}`;
}

/**
 * `use threads over rings (2 threads [a + b | c], about 12 MB each): ...`
 *
 * @param threadMb about how much memory a thread takes, in megabytes; null where it is not known
 */
export function adviceText({ engine, channel, threads, placement, reason }: Advice, threadMb: number | null): string {
  const over = engine === 'threads' ? ` over ${channel}s` : '';
  const shared = placement?.some((group) => group.length > 1) ? ` ${placementText(placement)}` : '';
  const memory = threadMb === null ? '' : `, about ${Math.round(threadMb)} MB${threads > 1 ? ' each' : ''}`;
  const number = `${threads} thread${threads === 1 ? '' : 's'}`;
  const cost = engine === 'threads' || threads > 1 ? ` (${number}${shared}${memory})` : '';
  return `use ${engine}${over}${cost}: ${reason}`;
}

/** The advice: which engine to use for a line, on how many threads, and why. It claims no more than the intervals show. */
import type { EngineName } from '../engine/engine-table.ts';
import type { Placement } from '../engine/placement/placement.ts';
import { interval, percent } from './figures.ts';
import type { EngineResult, RaceResult } from './race.ts';
import { type StartedEngine, startOf, startsThreads } from './started.ts';
import { isTooFew } from './statistics/outcome.ts';
import type { Interval } from './statistics/samples.ts';
import { comparisonOf, placementText } from './verdict.ts';

export interface Advice {
  readonly engine: EngineName;
  readonly channel: EngineResult['channel'];
  readonly threads: number;
  /** Which stations share a thread; null where the engine does not place them. */
  readonly placement: Placement | null;
  /** How many times as fast as the cooperative engine it is; null where the advice is to stay with that one. */
  readonly speedup: Pick<Interval, 'median' | 'low' | 'high'> | null;
  /** About how much memory each of its threads takes, in megabytes, 0 or more; null where it starts none. */
  readonly threadMb: number | null;
  /** In a sentence. */
  readonly reason: string;
}

/** What one thread needed for a coroutine. */
export interface Share {
  readonly name: string;
  readonly selfMs: number;
  /** How many copies its station has, itself included: 1 or more. */
  readonly copies: number;
}

/** Of two engines that are not clearly different, the simpler one is advised: it stands first here. */
const SIMPLE_FIRST: readonly EngineName[] = ['cooperative', 'event-loop', 'pool', 'threads'];

/**
 * Null where there were too few rounds for one, or nothing was compared.
 *
 * @param started the engines of the race, for the memory of their threads
 */
export function adviceFor(
  race: RaceResult,
  stations: readonly Share[],
  started: readonly StartedEngine[],
): Advice | null {
  const alone = race.engines.find(({ outcome }) => outcome === 'baseline');
  const others = race.engines.filter(({ outcome }) => outcome !== 'baseline');
  if (alone === undefined || others.length === 0) return null;
  if (others.some(({ outcome, speedup }) => outcome === 'not-trusted' || isTooFew(speedup))) return null;
  const best = simplestOfFastest(others);
  const { name: engine, channel, threads, placement } = best ?? alone;
  return {
    engine,
    channel,
    threads,
    placement,
    speedup: best === null ? null : spreadOf(best),
    threadMb: best === null || !startsThreads(best) ? null : (startOf(started, best)?.threadMb ?? null),
    reason: best === null ? reasonToStay(stations, others) : reasonToUse(best, others),
  };
}

/** Of those that clearly win and that no engine clearly beats; null where none wins. */
function simplestOfFastest(others: readonly EngineResult[]): EngineResult | null {
  const winners = others.filter((one) => one.outcome === 'wins' && !isBaselineAgain(one)).toSorted(bySimplicity);
  const isBeaten = (one: EngineResult): boolean => others.some((other) => beats(other, one));
  return winners.find((one) => !isBeaten(one)) ?? winners[0] ?? null;
}

/** Where all stations share the main thread, sends are the calls of the cooperative engine. */
function isBaselineAgain({ packed, onMain }: EngineResult): boolean {
  return packed !== null && onMain;
}

function beats(one: EngineResult, other: EngineResult): boolean {
  return one !== other && comparisonOf(one, other).outcome === 'wins';
}

/** Of two lines on threads, the one with fewer threads. */
function bySimplicity(one: EngineResult, other: EngineResult): number {
  return SIMPLE_FIRST.indexOf(one.name) - SIMPLE_FIRST.indexOf(other.name) || one.threads - other.threads;
}

function spreadOf({ speedup: { median, low, high } }: EngineResult): NonNullable<Advice['speedup']> {
  return { median, low, high };
}

function reasonToUse(best: EngineResult, others: readonly EngineResult[]): string {
  return `it is ${interval(best.speedup)} as fast as the cooperative engine${reasonAgainst(
    others.filter(({ speedup }) => speedup.median > best.speedup.median),
    best,
  )}`;
}

/** Why none of the engines with a higher median is advised. */
function reasonAgainst(higher: readonly EngineResult[], best: EngineResult): string {
  if (higher.length === 0 || higher.some((one) => beats(one, best))) return '';
  const isSimplest = higher.every((one) => bySimplicity(best, one) <= 0);
  return `; no engine is clearly faster${isSimplest ? ', and it is the simplest of these' : ''}`;
}

/** A station with copies is no reason: a line has a thread for each of them. */
function reasonToStay(stations: readonly Share[], others: readonly EngineResult[]): string {
  const total = stations.reduce((sum, { selfMs }) => sum + selfMs, 0);
  const slowest = stations.toSorted((one, other) => other.selfMs - one.selfMs)[0];
  const because =
    slowest !== undefined &&
    slowest.copies === 1 &&
    slowest.selfMs > 0.75 * total &&
    others.some(({ name }) => name === 'threads')
      ? `: ${percent(slowest.selfMs / total)} of the time is spent in "${slowest.name}", which a line does on one thread`
      : '';
  return `no other engine is clearly faster${because}`;
}

/** `use threads over rings (2 threads [a + b | c], about 12 MB each): ...` */
export function adviceText({ engine, channel, threads, placement, threadMb, reason }: Advice): string {
  const over = engine === 'threads' ? ` over ${channel}s` : '';
  const shared = placement?.some((group) => group.length > 1) ? ` ${placementText(placement)}` : '';
  // Where the process had memory left from before, it may not have grown.
  const megabytes = Math.round(threadMb ?? 0);
  const memory = megabytes === 0 ? '' : `, about ${megabytes} MB${threads > 1 ? ' each' : ''}`;
  const number = `${threads} thread${threads === 1 ? '' : 's'}`;
  const cost = startsThreads({ name: engine }) ? ` (${number}${shared}${memory})` : '';
  return `use ${engine}${over}${cost}: ${reason}`;
}

/** The verdict: where the function should run, and why. Only arithmetic. */
import { isTooFew, MARGIN, outcomeOf } from '../measure/statistics/outcome.ts';
import { type Interval, intervalOf, medianOf, pairedRatios } from '../measure/statistics/samples.ts';
import type { Reason, Side } from './answer.ts';
import type { Measured } from './measure.ts';
import type { Raced } from './race.ts';
import { INLINE, nameOf, type Way } from './way.ts';

export interface Verdict {
  readonly side: Side;
  /** Why threads do not pay; null where they do, or where nothing is clear. */
  readonly reason: Reason | null;
  /** The way of calling that is meant; for an unclear verdict the one that was compared. */
  readonly way: Way;
  /** The best way on the main thread. */
  readonly against: Way;
  /** Compared with that. */
  readonly speedup: Interval;
  /** Whether it pays although it is not faster: the event loop is free. */
  readonly onlyFrees: boolean;
}

/** A call that holds the event loop for so long, in milliseconds, delays what a user waits for. */
const LONG_HELD_MS = 10;
/** A worker that only frees the event loop may be so much slower. */
const LEAST_SPEEDUP = 0.7;
/** The main thread is free when it is busy for less than this share of a call. */
const FREE_SHARE = 0.5;
/** Where the longest calls that were tried gain less than this, no core is free. */
const LEAST_GAIN = 1.1;
/** Where copies take this share of the crossing or more, the inputs and outputs are too big. */
const COPY_SHARE = 0.5;

export function verdictOf(measured: Measured): Verdict {
  const { raced, chosen } = measured;
  const inline = find(raced, INLINE);
  const atOnce = raced.find(({ way }) => way.threads === 0 && way.inFlight > 1) ?? null;
  const best = atOnce !== null && outcomeOf(intervalOf(atOnce.speedups)) === 'wins' ? atOnce : inline;
  const pool = find(raced, chosen);
  // Only ways of the same race can be compared.
  const worker = raced.find(({ way, isFinal }) => isFinal && way.threads === 1);
  const against = (other: Raced): Interval => ratio(best, other);
  const candidates = worker === undefined || worker === pool ? [pool] : [pool, worker];
  for (const candidate of candidates) {
    const speedup = against(candidate);
    const { way } = candidate;
    if (outcomeOf(speedup) === 'wins')
      return {
        side: way.threads === 1 ? 'worker' : 'pool',
        reason: null,
        way,
        against: best.way,
        speedup,
        onlyFrees: false,
      };
  }
  const speedup = against(pool);
  if (worker !== undefined && frees(measured, worker) && isFastEnough(against(worker)))
    return {
      side: 'worker',
      reason: null,
      way: worker.way,
      against: best.way,
      speedup: against(worker),
      onlyFrees: true,
    };
  const isClear = outcomeOf(speedup) === 'loses' || (speedup.high <= MARGIN && !isTooFew(speedup));
  if (!isClear) return { side: 'unclear', reason: null, way: chosen, against: best.way, speedup, onlyFrees: false };
  return {
    side: 'inline',
    reason: reasonFor(measured, best),
    way: best.way,
    against: best.way,
    speedup,
    onlyFrees: false,
  };
}

function isFastEnough(speedup: Interval): boolean {
  return !isTooFew(speedup) && speedup.low > LEAST_SPEEDUP;
}

function frees({ heldMs }: Measured, { runs }: Raced): boolean {
  const mainMs = medianOf(runs.map((run) => run.mainMs));
  return heldMs >= LONG_HELD_MS && mainMs < FREE_SHARE * heldMs;
}

function reasonFor(measured: Measured, best: Raced): Reason {
  const { machine, breakEven } = measured;
  if (best.way.inFlight > 1) return 'waits';
  if (machine.cores === 1) return 'no-core';
  if (!measured.fits) return 'memory';
  const callUs = medianOf(best.runs.map(({ callMs }) => callMs)) * 1000;
  const crossingUs = medianOf(breakEven.crossingUs);
  // Transferred memory is not copied.
  const isCopied = !measured.oneByOne.transfer && measured.copyUs >= COPY_SHARE * crossingUs;
  const tooLittle = isCopied ? 'too-big' : 'too-short';
  if (callUs < crossingUs) return tooLittle;
  const gain = intervalOf(breakEven.longest);
  if (!isTooFew(gain) && gain.high < LEAST_GAIN) return 'no-core';
  const needed = breakEvenIn(breakEven.crossing);
  return needed !== null && callUs > 2 * needed.high ? 'contention' : tooLittle;
}

/** As an interval in microseconds; null where it has an open end. */
export function breakEvenIn(
  crossing: Measured['breakEven']['crossing'],
): { readonly low: number; readonly high: number } | null {
  switch (crossing.kind) {
    case 'between':
      return { low: crossing.lowUs, high: crossing.highUs };
    case 'at-most':
      return { low: 0, high: crossing.highUs };
    case 'always':
      return { low: 0, high: 0 };
    case 'at-least':
    case 'never':
    case 'no-interval':
    case 'not-shown':
      return null;
  }
}

export function find(raced: readonly Raced[], way: Way): Raced {
  const found = raced.find((other) => nameOf(other.way) === nameOf(way));
  if (found === undefined) throw new Error(`expected the way "${nameOf(way)}" among those that were raced`);
  return found;
}

/** How much faster a call is in another way: by round, where both were in the same race. */
export function ratio(one: Raced, other: Raced): Interval {
  return intervalOf(pairedRatios(other.speedups, one.speedups).filter((value) => Number.isFinite(value)));
}

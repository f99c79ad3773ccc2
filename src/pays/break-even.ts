/** How long a call would have to take so that a thread pays: measured with a stand-in for the function. */
import { calibrate } from '../measure/machine/calibrate.ts';
import { type Crossing, crossingOf } from '../measure/statistics/crossing.ts';
import { medianOf } from '../measure/statistics/samples.ts';
import { nodeClock } from '../platform/node/clock.ts';
import type { Deck } from './deck.ts';
import type { Tell } from './measure.ts';
import type { TaskPool } from './pool.ts';
import { inlineRunner, poolRunner } from './runner.ts';
import { standIn } from './stand-in.ts';
import { INLINE, type Way } from './way.ts';

/** The measured times of a call, as multiples of what crossing costs. */
const MULTIPLES = [0, 0.5, 1, 2, 4, 8];
/** The same where crossing takes so long, in milliseconds, that there is no time for all. */
const LONG_CROSSING_MS = 5;
const FEW_MULTIPLES = [0, 1, 2, 4];
const LEAST_SWEEPS = 5;
const MOST_SWEEPS = 9;
/** About how long each run takes, in milliseconds. */
const RUN_MS = 10;
/** The least number of sweeps may exceed the budget so many times. */
const MOST_OVER = 2;
/** A kernel may compute so long, in iterations. */
const MOST_ITERATIONS = 2 ** 32 - 1;

export interface BreakEven {
  /** What a call costs on the pool when there is nothing to compute: the crossing of inputs and outputs. Microseconds, by sweep. */
  readonly crossingUs: readonly number[];
  readonly crossing: Crossing;
  /** The speedups of the longest calls that were tried, by sweep. */
  readonly longest: readonly number[];
}

export interface BreakEvenTrial {
  /** With one input a task. */
  readonly way: Way;
  readonly pool: TaskPool;
  readonly deck: Deck;
  /** Of the function, for the samples of the deck. */
  readonly outputs: readonly unknown[];
  /** Whether the stand-in makes an output of its own for each call. */
  readonly copies: boolean;
  /** How long runs are, 1 for the usual length. */
  readonly pace: number;
  readonly tell: Tell;
}

/** @param budgetMs how long all sweeps may take together, in milliseconds, if there are enough of them */
export async function breakEvenOf(trial: BreakEvenTrial, budgetMs: number): Promise<BreakEven> {
  const { way, pool, deck, outputs, copies, pace, tell } = trial;
  const callsFor = (callMs: number, most: number, { threads }: Way): number => {
    const wanted = Math.max((RUN_MS * pace) / callMs, (callMs > LONG_CROSSING_MS ? 1 : 2) * threads);
    return Math.min(most, deck.cycle * Math.ceil(wanted / deck.cycle));
  };
  const perUs = calibrate(nodeClock);
  let iterations = 0;
  const call = standIn(outputs, copies, () => iterations);
  const fail = (error: unknown): never => {
    throw error;
  };
  const inline = inlineRunner(INLINE, { call, isAsync: false, changesInput: false }, deck, fail);
  const pooled = poolRunner(way, pool, deck, fail);
  const setWork = (us: number): void => {
    iterations = Math.min(MOST_ITERATIONS, Math.round(us * perUs));
    pool.standIn(iterations);
  };
  try {
    setWork(0);
    let calls = deck.cycle * Math.ceil(way.inFlight / deck.cycle);
    let crossingMs = (await pooled.run(calls)).callMs;
    // Until the threads are warm.
    for (let i = 0; i < (crossingMs > LONG_CROSSING_MS ? 1 : 3); i++) {
      calls = callsFor(crossingMs, pooled.most, way);
      crossingMs = (await pooled.run(calls)).callMs;
      await inline.run(callsFor(crossingMs, inline.most, INLINE));
    }
    const multiples = crossingMs > LONG_CROSSING_MS ? FEW_MULTIPLES : MULTIPLES;
    const grainsUs = multiples.map((multiple) => multiple * crossingMs * 1000);
    const sweeps: Sweep[] = [];
    const beganMs = performance.now();
    const enough = (): boolean => {
      const tookMs = performance.now() - beganMs;
      if (sweeps.length < LEAST_SWEEPS) return sweeps.length > 0 && tookMs > MOST_OVER * budgetMs;
      return sweeps.length >= MOST_SWEEPS || tookMs * (1 + 1 / sweeps.length) > budgetMs;
    };
    while (!enough()) {
      const points: Point[] = [];
      for (const workUs of sweeps.length % 2 === 0 ? grainsUs : grainsUs.toReversed()) {
        setWork(workUs);
        tell('the break-even', 4 * (2 * RUN_MS * pace + deck.cycle * (crossingMs + workUs / 1000)));
        const aloneMs = Math.max(workUs / 1000, crossingMs / 4);
        const runs = [
          async () => (await inline.run(callsFor(aloneMs, inline.most, INLINE))).callMs,
          async () => (await pooled.run(callsFor(Math.max(aloneMs, crossingMs), pooled.most, way))).callMs,
        ] as const;
        const [alone, together] = await inTurn(runs, sweeps.length % 2 === 0);
        points.push({ workUs, alone, together });
      }
      sweeps.push(points.toSorted((one, other) => one.workUs - other.workUs));
    }
    return resultOf(sweeps);
  } finally {
    pool.standIn(null);
  }
}

interface Point {
  readonly workUs: number;
  /** The time of a call, in milliseconds. */
  readonly alone: number;
  readonly together: number;
}
type Sweep = readonly Point[];

type Run = () => Promise<number>;

async function inTurn([one, other]: readonly [Run, Run], forwards: boolean): Promise<readonly [number, number]> {
  if (forwards) {
    const first = await one();
    return [first, await other()];
  }
  const second = await other();
  return [await one(), second];
}

/** The core may be faster or slower than it was when the kernel was calibrated: the longest calls say what a grain really took. */
function resultOf(sweeps: readonly Sweep[]): BreakEven {
  const columns = (sweeps[0] ?? []).map((_, i) => sweeps.flatMap((sweep) => sweep[i] ?? []));
  const aloneUs = columns.map((points) => medianOf(points.map(({ alone }) => alone * 1000)));
  const [baseUs = 0] = aloneUs;
  const wantedUs = (sweeps[0] ?? []).map(({ workUs }) => workUs);
  const slowness = ((aloneUs.at(-1) ?? 0) - baseUs) / (wantedUs.at(-1) ?? 1);
  const speedups = sweeps.map((sweep) => sweep.map(({ alone, together }) => alone / together));
  const crossing = crossingOf({
    grainsUs: wantedUs.map((us) => us * slowness),
    sweeps: speedups,
    callUs: baseUs,
  });
  return {
    crossingUs: sweeps.map(([first]) => (first?.together ?? Number.NaN) * 1000),
    crossing: shifted(crossing, baseUs),
    longest: speedups.map((sweep) => sweep.at(-1) ?? Number.NaN),
  };
}

/** The time of a call contains what the stand-in does besides its work. */
function shifted(crossing: Crossing, us: number): Crossing {
  switch (crossing.kind) {
    case 'between':
      return {
        ...crossing,
        lowUs: crossing.lowUs + us,
        medianUs: crossing.medianUs + us,
        highUs: crossing.highUs + us,
      };
    case 'at-most':
      return { ...crossing, highUs: crossing.highUs + us };
    case 'at-least':
      return { ...crossing, lowUs: crossing.lowUs + us };
    case 'never':
      return { ...crossing, upToUs: crossing.upToUs + us };
    case 'always':
    case 'not-shown':
    case 'no-interval':
      return crossing;
  }
}

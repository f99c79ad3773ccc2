/** The answer, from what was measured. */

import { figure as fixed } from '../measure/figures.ts';
import { differWidely, disturbedBy, noiseFrom } from '../measure/machine/noise.ts';
import type { Crossing } from '../measure/statistics/crossing.ts';
import { type Figure, figure } from '../measure/statistics/figure.ts';
import { isTooFew } from '../measure/statistics/outcome.ts';
import { intervalOf, medianOf } from '../measure/statistics/samples.ts';
import type { Answer, PoolAnswer } from './answer.ts';
import { codeFor } from './code.ts';
import type { Measured } from './measure.ts';
import { movablePlaces } from './movable.ts';
import type { Raced } from './race.ts';
import type { Request } from './request.ts';
import { sentenceOf } from './sentence.ts';
import { breakEvenIn, find, type Verdict, verdictOf } from './verdict.ts';
import { INLINE, nameOf } from './way.ts';

export function answerOf(measured: Measured, request: Pick<Request, 'name' | 'path' | 'exported'>): Answer {
  const { raced, machine, disturbance, proved, breakEven } = measured;
  const verdict = verdictOf(measured);
  const inline = find(raced, INLINE);
  const atOnce = raced.find(({ way }) => way.threads === 0 && way.inFlight > 1);
  const shown = contradicts(verdict, callMsOf(inline) * 1000, breakEven.crossing) ? NOT_SHOWN : breakEven.crossing;
  const pools = raced.filter(({ way }) => way.threads > 0);
  const finals = pools.filter(({ isFinal }) => isFinal).map((pool) => intervalOf(pool.speedups));
  const speedups = finals.filter((speedup) => !isTooFew(speedup));
  const wide = differWidely(speedups) ? ['the calls'] : [];
  const disturbances = [...disturbedBy(disturbance), ...changesIn(raced)];
  const figures = {
    machine,
    inline: {
      msPerCall: callMsOf(inline),
      heldMs: measured.heldMs,
      mainMsPerCall: mainMsOf(inline),
      cpuMsPerCall: medianOf(inline.runs.map(({ cpuMs }) => cpuMs)),
      atOnce: atOnce === undefined ? null : { calls: atOnce.way.inFlight, speedup: intervalOf(atOnce.speedups) },
    },
    crossing: {
      bytesIn: measured.bytesIn,
      bytesOut: measured.bytesOut,
      usPerCall: medianOf(breakEven.crossingUs),
    },
    startupMs: medianOf(measured.startupMs),
    memoryMb: measured.memoryMb,
    availableMb: measured.availableMb,
    breakEven: shown,
    breakEvenUs: breakEvenIn(shown),
    startPays: startPaysOf(measured, verdict),
  };
  const { way } = verdict;
  const mainMs = mainMsOf(find(raced, way));
  return {
    schema: 1,
    function: request.name,
    samples: { count: measured.samples, timed: measured.timed },
    noise: { ...disturbance, ...noiseFrom(disturbances, wide) },
    proof: { equal: proved.equal, reason: proved.reason, inputs: proved.inputs, lostClass: proved.lostClass },
    ...figures,
    pools: pools.map(poolAnswer),
    verdict: {
      side: verdict.side,
      reason: verdict.reason,
      threads: verdict.side === 'inline' ? 0 : way.threads,
      batch: way.batch,
      transfer: way.transfer,
      sentence: sentenceOf(verdict, { ...figures, mainMs, proof: proved }),
    },
    code: codeFor(verdict, request, {
      isAsync: proved.isAsync,
      inputBuffers: movablePlaces(proved.samples[0]?.input),
      outputBuffers: movablePlaces(proved.outputs[0]),
    }),
    figures: figuresOf(measured, verdict),
  };
}

const NOT_SHOWN: Crossing = { kind: 'not-shown' };

/**
 * Whether a pool pays for this function with calls for which the break-even says that it loses. Then the stand-in is not like the
 * function, for instance because it uses memory in another way, and nothing is shown.
 *
 * @param callUs the time of a call on the main thread, in microseconds
 */
function contradicts({ side, way, onlyFrees }: Verdict, callUs: number, crossing: Crossing): boolean {
  const pays = (side === 'pool' || side === 'worker') && !onlyFrees && way.batch === 1;
  return pays && callUs < losesBelowUs(crossing);
}

function losesBelowUs(crossing: Crossing): number {
  switch (crossing.kind) {
    case 'between':
    case 'at-least':
      return crossing.lowUs;
    case 'never':
      return crossing.upToUs;
    case 'always':
    case 'at-most':
    case 'no-interval':
    case 'not-shown':
      return 0;
  }
}

/** With fewer runs a change says nothing. */
const LEAST_RUNS = 6;
/** How much slower or faster calls may become. */
const MOST_CHANGE = 1.5;

/** Calls that became slower or faster in the middle of a race, as when V8 compiles a function anew. */
function changesIn(raced: readonly Raced[]): string[] {
  return raced.flatMap(({ way, runs }) => {
    if (runs.length < LEAST_RUNS) return [];
    const third = Math.floor(runs.length / 3);
    const times = runs.map(({ callMs }) => callMs);
    const [before, after] = [medianOf(times.slice(0, third)), medianOf(times.slice(-third))];
    const change = Math.max(before, after) / Math.min(before, after);
    const what = after > before ? 'slow' : 'fast';
    return change > MOST_CHANGE ? [`"${nameOf(way)}" became ${fixed(change)} times as ${what} during the race`] : [];
  });
}

function poolAnswer(raced: Raced): PoolAnswer {
  const { threads, batch, transfer } = raced.way;
  return {
    threads,
    batch,
    transfer,
    speedup: intervalOf(raced.speedups),
    isFinal: raced.isFinal,
    msPerCall: callMsOf(raced),
    mainMsPerCall: mainMsOf(raced),
  };
}

function callMsOf({ runs }: Raced): number {
  return medianOf(runs.map(({ callMs }) => callMs));
}

function mainMsOf({ runs }: Raced): number {
  return medianOf(runs.map(({ mainMs }) => mainMs));
}

/** From how many calls on a program that starts the threads is faster. */
function startPaysOf(
  { raced, poolStartupMs }: Measured,
  { side, way, against, speedup, onlyFrees }: Verdict,
): Answer['startPays'] {
  if ((side !== 'pool' && side !== 'worker') || onlyFrees) return null;
  const alone = callMsOf(find(raced, against));
  const calls = (times: number): number => callsThatPay(poolStartupMs, alone, alone / times, way.threads * way.batch);
  return { least: calls(speedup.high), most: calls(speedup.low) };
}

/**
 * The least number of calls that take less time with the start of the threads than without them. Threads work in waves: with two
 * of them, one call takes as long as two.
 *
 * @param aloneMs the time of a call on the main thread
 * @param pooledMs the time of a call on the pool when it is full, less than `aloneMs`
 * @param wave how many calls are made at once
 */
export function callsThatPay(startMs: number, aloneMs: number, pooledMs: number, wave: number): number {
  const waves = Math.max(1, Math.floor(startMs / (aloneMs - pooledMs) / wave));
  for (let k = waves; ; k++) {
    const calls = Math.ceil((startMs + k * wave * pooledMs) / aloneMs);
    if (calls <= k * wave) return calls;
  }
}

/** In nanoseconds for a call, so that short calls have digits too. */
function figuresOf({ raced, breakEven, startupMs }: Measured, { way }: Verdict): Figure[] {
  const call = (name: string, { runs }: Raced): Figure =>
    figure(
      name,
      'ns',
      runs.map(({ callMs }) => callMs * 1e6),
    );
  const chosen = find(raced, way);
  return [
    call('inline', find(raced, INLINE)),
    ...(way.threads === 0 ? [] : [call(nameOf(way), chosen)]),
    figure(
      'crossing',
      'ns',
      breakEven.crossingUs.map((us) => us * 1000),
    ),
    figure('start of a thread', 'ms', startupMs),
  ];
}

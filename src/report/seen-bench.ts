/** One sentence for each chart of the bench. It says what the chart shows, computed from the figures alone. */

import { percent } from '../measure/figures.ts';
import { rangeText, startPays } from '../measure/start-up.ts';
import { modelWords, payingWords, predictedWords } from '../page/paying-words.ts';
import { durationOf, significant } from '../page/units.ts';
import type { ReportBench, ReportFigure } from './document.ts';
import { messageLabel } from './message-labels.ts';

export function grainSeen({ breakEven }: ReportBench): string {
  const naive = breakEven.grains['threads (port, one by one)'];
  const batched = breakEven.grains['threads (port)'];
  return [
    `With one message per ingredient, ${payingWords(naive.measured, 'a thread per station ')} (${predictedWords(naive)}).`,
    `With batches, ${payingWords(batched.measured, 'it ')} (${predictedWords(batched)}).`,
    ...modelWords(breakEven.medianError, breakEven.medianBias),
  ].join(' ');
}

/** What a message costs on one carrier. */
export interface MessageFigure {
  readonly name: string;
  /** The name in words. */
  readonly label: string;
  readonly ns: number;
  readonly lowNs: number;
  readonly highNs: number;
  readonly roundTripNs: number | null;
}

const THROUGHPUT = '-throughput';
/** From this share on, a time is mostly something else than what it seems to be. */
const MOSTLY = 0.5;

export function messagesOf({ figures }: ReportBench): MessageFigure[] {
  return figures
    .filter(({ name }) => name.endsWith(THROUGHPUT))
    .map(({ name, median, low, high }) => {
      const base = name.slice(0, -THROUGHPUT.length);
      const roundTrip = figures.find((figure) => figure.name === `${base}-round-trip-p50`);
      return {
        name: base,
        label: messageLabel(base),
        ns: median,
        lowNs: low,
        highNs: high,
        roundTripNs: roundTrip?.median ?? null,
      };
    });
}

export function messagesSeen(bench: ReportBench): string {
  const cost = new Map(messagesOf(bench).map(({ name, ns }) => [name, ns]));
  const call = cost.get('same-thread-call');
  const port = cost.get('one-to-one-port');
  const batched = cost.get('one-to-one-port-batched');
  if (call === undefined || port === undefined) return 'The cost of a message, with both ends at work.';
  const many =
    batched === undefined ? '' : ` When thousands of ingredients share one message, each costs ${durationOf(batched)}.`;
  return `A function call costs ${durationOf(call)}. A message to another thread costs ${durationOf(port)}, ${significant(Math.round(port / call))} times as much.${many}`;
}

export interface FirstCake {
  readonly what: string;
  readonly ms: number;
  readonly engine: string;
}

/** The time until the first cake, including the start of threads. */
export function firstCakesOf({ figures }: ReportBench): FirstCake[] {
  const known = new Map(figures.map(({ name, median }) => [name, median]));
  return [
    ['one thread', 'first-cake-cooperative', 'cooperative'],
    ['a thread per station, cold', 'first-cake-threads-cold', 'threads (port)'],
    ['a thread per station, warm', 'first-cake-threads-warm', 'threads (port)'],
  ].flatMap(([what = '', name = '', engine = '']) => {
    const ms = known.get(name);
    return ms === undefined ? [] : [{ what, ms, engine }];
  });
}

export function firstCakeSeen(bench: ReportBench): string {
  const [alone, cold, warm] = firstCakesOf(bench);
  if (alone === undefined || cold === undefined || warm === undefined) return 'The time until the first cake.';
  const known = new Map(bench.figures.map((figure) => [figure.name, figure]));
  const [onOne, onThreads] = [known.get('cake-cooperative'), known.get('cake-threads')];
  const later = startWords(onOne, onThreads, known.get('threads-nothing-to-ready')?.median ?? 0);
  return `The first cake takes ${ms(alone.ms)} on one thread, ${ms(cold.ms)} on threads that have to start first (${significant(cold.ms / alone.ms)} times as long${startShare(known.get('threads-nothing-to-ready')?.median ?? 0, cold.ms)}), and ${ms(warm.ms)} on threads that are already running. ${later}`.trim();
}

/** How much of the first cake is no baking. */
function startShare(startMs: number, coldMs: number): string {
  const share = startMs / coldMs;
  return share < MOSTLY || share > 1 ? '' : `; ${percent(share)} of it is the start of the threads`;
}

/** After how many cakes the start has paid for itself. */
function startWords(onOne: ReportFigure | undefined, onThreads: ReportFigure | undefined, startMs: number): string {
  if (onOne === undefined || onThreads === undefined) return '';
  const pays = startPays(onOne, onThreads, startMs);
  switch (pays.kind) {
    case 'never':
      return 'The start never pays for itself here: threads save no time.';
    case 'not-shown':
      return 'The time that threads save per cake is within the noise: this run does not show when their start pays for itself.';
    case 'after':
      return `The start pays for itself after ${rangeText(pays)} cakes.`;
  }
}

function ms(value: number): string {
  return durationOf(value * 1e6);
}

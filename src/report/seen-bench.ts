/** What is to be seen on the pictures of the bench, in a sentence each, computed from the figures alone. */
import type { ReportBench, ReportDocument } from './document.ts';
import { durationOf, significant } from './units.ts';

export function grainSeen({ breakEven }: ReportBench): string {
  const naive = breakEven.grains['threads (port, one by one)'];
  const batched = breakEven.grains['threads (port)'];
  const most = greatestUs(breakEven);
  return [
    `With a message for each ingredient a thread per station ${grainWords(naive.measuredUs, most)}; predicted: ${predictedWords(naive.predictedUs, most)}.`,
    `In batches it ${grainWords(batched.measuredUs, most)}; predicted: ${predictedWords(batched.predictedUs, most)}.`,
  ].join(' ');
}

/** The most work per ingredient that was tried. */
export function greatestUs({ points }: ReportBench['breakEven']): number {
  return Math.max(0, ...points.map(({ workUs }) => workUs));
}

export function grainWords(workUs: number | null, mostUs: number): string {
  return workUs === null ? `does not pay ${fromWords(workUs, mostUs)}` : `pays ${fromWords(workUs, mostUs)}`;
}

function fromWords(workUs: number | null, mostUs: number): string {
  if (workUs === null) return `at any size tried (up to ${durationOf(mostUs * 1000)})`;
  return workUs === 0 ? 'with no work at all' : `from ${durationOf(workUs * 1000)} of work on`;
}

export function predictedWords(workUs: number | null, mostUs: number): string {
  return workUs === null ? `not ${fromWords(workUs, mostUs)}` : fromWords(workUs, mostUs);
}

/** One way to send an ingredient, and what a message costs that way. */
export interface MessageFigure {
  readonly name: string;
  readonly ns: number;
  readonly lowNs: number;
  readonly highNs: number;
  readonly roundTripNs: number | null;
}

const THROUGHPUT = '-throughput';

export function messagesOf({ figures }: ReportBench): MessageFigure[] {
  return figures
    .filter(({ name }) => name.endsWith(THROUGHPUT))
    .map(({ name, median, low, high }) => {
      const base = name.slice(0, -THROUGHPUT.length);
      const roundTrip = figures.find((figure) => figure.name === `${base}-round-trip-p50`);
      return { name: base, ns: median, lowNs: low, highNs: high, roundTripNs: roundTrip?.median ?? null };
    });
}

export function messagesSeen(bench: ReportBench): string {
  const cost = new Map(messagesOf(bench).map(({ name, ns }) => [name, ns]));
  const call = cost.get('same-thread-call');
  const port = cost.get('one-to-one-port');
  const batched = cost.get('one-to-one-port-batched');
  if (call === undefined || port === undefined) return 'What a message costs, with both ends at work.';
  const many =
    batched === undefined
      ? ''
      : ` Thousands of ingredients in one message bring it down to ${durationOf(batched)} each.`;
  return `A call costs ${durationOf(call)}, a message to another thread ${durationOf(port)}: ${significant(Math.round(port / call))} times as much.${many}`;
}

export interface FirstCake {
  readonly what: string;
  readonly ms: number;
  readonly engine: string;
}

/** Until the first cake, start included. */
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

export function firstCakeSeen({ bench }: Pick<ReportDocument, 'bench'>): string {
  const [alone, cold, warm] = firstCakesOf(bench);
  if (alone === undefined || cold === undefined || warm === undefined) return 'How long until the first cake.';
  const known = new Map(bench.figures.map(({ name, median }) => [name, median]));
  const savedMs = (known.get('cake-cooperative') ?? 0) - (known.get('cake-threads') ?? 0);
  const startMs = known.get('threads-nothing-to-ready') ?? 0;
  const later =
    savedMs > 0
      ? `Starting has paid for itself after ${Math.ceil(startMs / savedMs).toLocaleString('en')} cakes.`
      : 'Starting never pays for itself here: the threads save nothing.';
  return `The first cake comes after ${ms(alone.ms)} on one thread, after ${ms(cold.ms)} on threads that have to start (${significant(cold.ms / alone.ms)} times as long), after ${ms(warm.ms)} on threads that are there. ${later}`;
}

function ms(value: number): string {
  return durationOf(value * 1e6);
}

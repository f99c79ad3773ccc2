/** The verdict: what the figures of a race mean, in at most three sentences for each workload, and one about placement. */
import { type EngineName, labelOf } from '../engine/engine-table.ts';
import type { Placement } from '../engine/placement/placement.ts';
import { printable } from '../line/printable.ts';
import { count, interval, times } from './figures.ts';
import type { EngineResult, RaceResult } from './race.ts';
import { rangeText } from './start-up.ts';
import { isTooFew, type Outcome, outcomeOf } from './statistics/outcome.ts';
import { type Interval, intervalOf, pairedRatios } from './statistics/samples.ts';
import type { Workload } from './workload.ts';

/** The words of the verdict for what travels along the line, and for what leaves it. */
export interface Vocabulary {
  readonly item: string;
  readonly product: string;
  readonly products: string;
  /** What each thread of a pool does: `makes whole cakes`. */
  readonly whole: string;
}

export interface WorkloadVerdict {
  readonly workload: Workload;
  /** Three or fewer, and one where stations shared threads, each with one idea. None where no other engine took part. */
  readonly sentences: readonly string[];
}

const MOST_SENTENCES = 3;

/** A sentence claims only what its interval carries: see `outcomeOf`. */
export function verdictOf(races: readonly RaceResult[], words: Vocabulary): WorkloadVerdict[] {
  return races.map((race) => ({
    workload: race.workload,
    sentences: sentencesOf(race, words).slice(0, MOST_SENTENCES + (packedOf(race) === undefined ? 0 : 1)),
  }));
}

/** The verdict as paragraphs: one for each workload of which there is something to say. */
export function paragraphsOf(verdict: readonly WorkloadVerdict[]): string[] {
  return verdict.flatMap(({ workload, sentences }) =>
    sentences.length === 0 ? [] : [`${workload}: ${sentences.join(' ')}`],
  );
}

/** The most important first: the caller cuts off what is too much. Nothing else is said of a run that is not to be trusted. */
function sentencesOf(race: RaceResult, words: Vocabulary): string[] {
  const untrusted = race.engines.filter(({ outcome }) => outcome === 'not-trusted');
  if (untrusted.length > 0) return [aboutUntrusted(untrusted)];
  const threads = bestOf(race, 'threads');
  const pool = bestOf(race, 'pool');
  const eventLoop = bestOf(race, 'event-loop');
  const cooperative = bestOf(race, 'cooperative');
  return [
    ...(threads === undefined ? [] : [aboutThreads(race)]),
    ...(eventLoop !== undefined && race.kind === 'wait-bound' ? [aboutTimers(eventLoop, threads)] : []),
    ...(threads !== undefined && cooperative !== undefined && race.kind === 'message-bound'
      ? [aboutMessages(race, cooperative, words)]
      : []),
    ...(pool === undefined ? [] : [aboutPool(pool, threads, words)]),
    ...aboutPacked(race, threads),
    ...(threads === undefined || cooperative === undefined ? [] : aboutStart(threads, cooperative, words)),
  ];
}

/** The result of an engine; of the threads engine, with a thread per station, that with the channel that was faster. */
export function bestOf({ engines }: RaceResult, name: EngineName): EngineResult | undefined {
  return fastestOf(engines.filter((engine) => engine.name === name && engine.packed === null));
}

/** The result of stations that share threads, where they took part. */
export function packedOf({ engines }: RaceResult): EngineResult | undefined {
  return fastestOf(engines.filter(({ packed }) => packed !== null));
}

function fastestOf(engines: readonly EngineResult[]): EngineResult | undefined {
  return engines.toSorted((one, other) => other.speedup.median - one.speedup.median)[0];
}

/** The lines with a thread per station: one for each channel. */
export function threadPerStation({ engines }: RaceResult): EngineResult[] {
  return engines.filter(({ name, packed }) => name === 'threads' && packed === null);
}

/** The times of an engine, by round. */
type Timed = Pick<EngineResult, 'wallMs'>;

/** How many times as fast one engine is as another, with the outcome for the first. */
export function comparisonOf(one: Timed, other: Timed): { readonly ratio: Interval; readonly outcome: Outcome } {
  const ratio = intervalOf(pairedRatios(other.wallMs.samples, one.wallMs.samples));
  return { ratio, outcome: outcomeOf(ratio) };
}

function aboutUntrusted(engines: readonly EngineResult[]): string {
  const figures = engines.map(
    (engine) =>
      `${labelOf(engine)} shows ${interval(engine.speedup)}, and more than ${times(engine.speedup.limit)} is not possible`,
  );
  return `Do not trust this run: ${listed(figures)}.`;
}

/** With both channels where their outcomes differ, otherwise with the faster one. */
function aboutThreads(race: RaceResult): string {
  const lines = threadPerStation(race);
  const best = bestOf(race, 'threads');
  const differ = new Set(lines.map(({ outcome }) => outcome)).size > 1;
  const told = differ || best === undefined ? lines : [best];
  const limit = race.kind !== 'message-bound' && told.some(({ outcome }) => outcome === 'wins') ? limitText(told) : '';
  return `A thread per station ${listed(told.map(outcomeText))}${limit}.`;
}

/** `wins with rings: 1.62x (1.58 to 1.66)` */
function outcomeText({ speedup, outcome, channel }: EngineResult): string {
  const reached = `with ${channel}s: ${interval(speedup)}`;
  switch (outcome) {
    case 'wins':
      return `wins ${reached}`;
    case 'loses':
      return `loses ${reached}`;
    case 'baseline':
    case 'unclear':
    case 'not-trusted':
      return isTooFew(speedup)
        ? `reaches ${interval(speedup)} with ${channel}s, in too few rounds for a verdict`
        : `makes no clear difference ${reached}`;
  }
}

function limitText([first]: readonly EngineResult[]): string {
  return first === undefined ? '' : `; the limit here is ${times(first.speedup.limit)}`;
}

function aboutTimers(eventLoop: EngineResult, threads: EngineResult | undefined): string {
  const reached = `One thread with timers reaches ${interval(eventLoop.speedup)}`;
  if (eventLoop.outcome !== 'wins' || threads === undefined) return `${reached}.`;
  const { ratio, outcome } = comparisonOf(threads, eventLoop);
  switch (outcome) {
    case 'wins':
      return `${reached}, and threads ${interval(ratio)} as much.`;
    case 'loses':
      return `${reached}, more than threads.`;
    case 'unclear':
    case 'not-trusted':
      return `${reached}, not clearly less than threads.`;
  }
}

function aboutPool(pool: EngineResult, threads: EngineResult | undefined, { whole }: Vocabulary): string {
  const size = `${pool.threads} ${pool.threads === 1 ? 'thread' : 'threads'}`;
  const reached = `A pool of ${size} that ${whole} reaches ${interval(pool.speedup)}`;
  if (threads === undefined) return `${reached}.`;
  const { ratio, outcome } = comparisonOf(pool, threads);
  switch (outcome) {
    case 'wins':
      return `${reached}: ${interval(ratio)} as fast as the line.`;
    case 'loses':
      return `${reached}: the line is faster.`;
    case 'unclear':
    case 'not-trusted':
      return `${reached}: not clearly faster or slower than the line.`;
  }
}

/** What it costs to forward an item. Figures, not a comparison. */
function aboutMessages(race: RaceResult, cooperative: EngineResult, { item }: Vocabulary): string {
  const { items } = race;
  const nsPer = ({ wallMs }: EngineResult) => `${count((wallMs.median * 1e6) / items)} ns`;
  const lines = threadPerStation(race);
  const costs = [`${nsPer(cooperative)} as calls`, ...lines.map((line) => `${nsPer(line)} over ${line.channel}s`)];
  return `There is no work: for each ${item} that enters, the line takes ${listed(costs)}.`;
}

/** What fewer threads than stations gave, beside what was predicted. */
function aboutPacked(race: RaceResult, threads: EngineResult | undefined): string[] {
  const packed = packedOf(race);
  if (packed === undefined || packed.placement === null) return [];
  const { placement, predicted, speedup, onMain } = packed;
  const each = threads === undefined ? '' : `; a thread each gives ${times(threads.speedup.median)}`;
  if (onMain)
    return [
      `The plan for shared threads is the main thread: no worker thread pays here; it gives ${interval(speedup)}${each}.`,
    ];
  const expected = predicted === null ? '' : `, predicted ${times(predicted)}`;
  const where =
    placement.length === 1
      ? 'All stations on one worker thread give'
      : `${placement.length} threads ${placementText(placement)} give`;
  return [`${where} ${interval(speedup)}${expected}${each}.`];
}

/** More names than these are no help in a sentence, and neither are more letters of one, or more numbers. */
const MOST_NAMED = 10;
const MOST_LETTERS = 30;
const MOST_NUMBERS = 8;

/**
 * `[butter melter + oven | wet mixer + dry mixer]`, `of 30 and 34 stations`
 *
 * @param letters the most letters of a name [30]
 */
export function placementText(placement: Placement, letters: number = MOST_LETTERS): string {
  if (!isNamed(placement)) return `of ${sizesText(placement.map(({ length }) => length))}`;
  return `[${placement.map((group) => group.map((name) => printable(name, letters)).join(' + ')).join(' | ')}]`;
}

/** Whether the stations are so few that a sentence names them. */
export function isNamed(placement: Placement): boolean {
  return placement.flat().length <= MOST_NAMED;
}

function sizesText(sizes: readonly number[]): string {
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (least === most) return `${most} station${most === 1 ? '' : 's'}${sizes.length === 1 ? '' : ' each'}`;
  return `${sizes.length > MOST_NUMBERS ? `${least} to ${most}` : listed(sizes.map(String))} stations`;
}

function listed(texts: readonly string[]): string {
  return new Intl.ListFormat('en').format(texts);
}

/** After how many products a thread per station has saved the time of its start; nothing where it does not clearly save time. */
function aboutStart(threads: EngineResult, cooperative: EngineResult, words: Vocabulary): string[] {
  if (threads.outcome !== 'wins') return [];
  const onOneMs = cooperative.wallMs.median / cooperative.products;
  const needed = (speedup: number): number => Math.ceil(threads.startupMs / (onOneMs * (1 - 1 / speedup)));
  const [most, least] = [needed(threads.speedup.low), needed(threads.speedup.high)];
  const range = rangeText({ least, most });
  return [
    `Starting the threads took ${count(threads.startupMs)} ms, which ${range} ${most === 1 ? `${words.product} saves` : `${words.products} save`}.`,
  ];
}

/** The verdict: what the figures of a race mean, in at most three sentences for each workload. */
import type { EngineName } from '../engine/engine-table.ts';
import { count, figure, interval, times } from './figures.ts';
import { isTooFew, type Outcome, outcomeOf } from './outcome.ts';
import type { EngineResult, RaceResult } from './race.ts';
import { type Interval, intervalOf, pairedRatios } from './statistics.ts';
import type { Workload } from './workload.ts';

/** The words of the verdict for what travels along the line, and for what leaves it. */
export interface Vocabulary {
  readonly item: string;
  readonly product: string;
  readonly products: string;
}

export interface WorkloadVerdict {
  readonly workload: Workload;
  /** Three or fewer, each with one idea. None where no other engine took part. */
  readonly sentences: readonly string[];
}

const MOST_SENTENCES = 3;

/** A sentence claims only what its interval carries: see `outcomeOf`. */
export function verdictOf(races: readonly RaceResult[], words: Vocabulary): WorkloadVerdict[] {
  return races.map((race) => ({
    workload: race.workload,
    sentences: sentencesOf(race, words).slice(0, MOST_SENTENCES),
  }));
}

/** The verdict as paragraphs: one for each workload of which there is something to say. */
export function paragraphsOf(verdict: readonly WorkloadVerdict[]): string[] {
  return verdict.flatMap(({ workload, sentences }) =>
    sentences.length === 0 ? [] : [`${workload}: ${sentences.join(' ')}`],
  );
}

/** The most important first: the caller cuts off what is too much. */
function sentencesOf(race: RaceResult, words: Vocabulary): string[] {
  const threads = bestOf(race, 'threads');
  const pool = bestOf(race, 'pool');
  const eventLoop = bestOf(race, 'event-loop');
  const cooperative = bestOf(race, 'cooperative');
  const rests = race.kind === 'wait-bound';
  return [
    ...(threads === undefined ? [] : [aboutThreads(threads, race)]),
    ...(eventLoop !== undefined && rests ? [aboutTimers(eventLoop, threads)] : []),
    ...(threads !== undefined && cooperative !== undefined && race.kind === 'message-bound'
      ? [aboutMessages(race, cooperative, words)]
      : []),
    ...(pool === undefined ? [] : [aboutPool(pool, threads, words)]),
    ...(threads === undefined || cooperative === undefined ? [] : aboutStart(threads, cooperative, words)),
  ];
}

/** The result of an engine; of the threads engine with the channel that was faster. */
export function bestOf({ engines }: RaceResult, name: EngineName): EngineResult | undefined {
  return engines
    .filter((engine) => engine.name === name)
    .toSorted((one, other) => other.speedup.median - one.speedup.median)[0];
}

/** The times of an engine, by round. */
type Timed = Pick<EngineResult, 'wallMs'>;

/** How many times as fast one engine is as another, with the outcome for the first. */
export function comparisonOf(one: Timed, other: Timed): { readonly ratio: Interval; readonly outcome: Outcome } {
  const ratio = intervalOf(pairedRatios(other.wallMs.samples, one.wallMs.samples));
  return { ratio, outcome: outcomeOf(ratio) };
}

function aboutThreads(threads: EngineResult, { kind, parallelCapacity }: RaceResult): string {
  const { speedup, outcome, channel } = threads;
  const reached = `${interval(speedup)} over ${channel}s`;
  switch (outcome) {
    case 'baseline':
    case 'unclear':
      return isTooFew(speedup)
        ? `There were too few rounds to tell whether a thread per station gains: ${reached}.`
        : `A thread per station makes no clear difference: ${reached}.`;
    case 'wins':
      return kind === 'message-bound'
        ? `A thread per station wins, even without work: ${reached}.`
        : `A thread per station wins: ${reached}; the limit here is ${times(speedup.limit)}.`;
    case 'loses':
      return `A thread per station loses: ${reached}.`;
    case 'not-trusted':
      return `Do not trust this run: a thread per station shows ${reached}, and more than ${times(speedup.limit)} is not possible with a parallel capacity of ${figure(parallelCapacity)}.`;
  }
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

function aboutPool(pool: EngineResult, threads: EngineResult | undefined, { products }: Vocabulary): string {
  const size = `${pool.threads} ${pool.threads === 1 ? 'thread' : 'threads'}`;
  const reached = `A pool of ${size} that makes whole ${products} reaches ${interval(pool.speedup)}`;
  if (pool.outcome === 'not-trusted')
    return `Do not trust this run: a pool of ${size} shows ${interval(pool.speedup)}, and more than ${times(pool.speedup.limit)} is not possible.`;
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

/** What it costs to pass an item on. Figures, not a comparison. */
function aboutMessages({ engines, items }: RaceResult, cooperative: EngineResult, { item }: Vocabulary): string {
  const nsPer = ({ wallMs }: EngineResult) => `${count((wallMs.median * 1e6) / items)} ns`;
  const lines = engines.filter(({ name }) => name === 'threads');
  const costs = [`${nsPer(cooperative)} as a call`, ...lines.map((line) => `${nsPer(line)} over ${line.channel}s`)];
  return `There is no work to share: each ${item} takes ${new Intl.ListFormat('en').format(costs)}.`;
}

/** After how many products a thread per station has saved the time of its start; nothing where it does not clearly save time. */
function aboutStart(threads: EngineResult, cooperative: EngineResult, words: Vocabulary): string[] {
  if (threads.outcome !== 'wins') return [];
  const savedMs = cooperative.wallMs.median / cooperative.products - threads.wallMs.median / threads.products;
  const needed = Math.ceil(threads.startupMs / savedMs);
  if (!(savedMs > 0)) return [];
  return [
    `Starting the threads took ${count(threads.startupMs)} ms: about ${count(needed)} ${needed === 1 ? words.product : words.products} save that.`,
  ];
}

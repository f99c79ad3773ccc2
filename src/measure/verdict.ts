/** The verdict: sentences that say what the figures of a race mean, computed from these figures alone. */
import type { Throttled } from '../platform/platform.ts';
import { bottleneckOf } from './bottleneck.ts';
import type { EngineResult, RaceResult } from './race.ts';

/** The words of the verdict for what travels along the line, and for what leaves it. */
export interface Vocabulary {
  readonly item: string;
  readonly product: string;
  readonly products: string;
}

/** Two medians count as different if one is at least this many times the other. */
export const CLEAR = 1.05;

/**
 * The verdict on one race or more, in paragraphs without line breaks.
 *
 * @param throttled how long a CPU quota stopped the process during the races; null where none did
 * @returns a paragraph for each race of which there is something to say, after one about the quota
 */
export function verdictOf(
  races: readonly RaceResult[],
  words: Vocabulary,
  throttled: Throttled | null = null,
): string[] {
  const paragraphs = races.flatMap((race) => {
    const sentences = sentencesOf(race, words, throttled !== null);
    return sentences.length === 0 ? [] : [`${race.workload}: ${sentences.join(' ')}`];
  });
  return throttled === null ? paragraphs : [aboutQuota(throttled), ...paragraphs];
}

function aboutQuota({ times, ms }: Throttled): string {
  return `throttled: A CPU quota stopped this process ${count(times)} times, for ${count(ms)} ms in all, during the measurement. The times and speedups describe the quota, not the machine.`;
}

function sentencesOf(race: RaceResult, words: Vocabulary, isThrottled: boolean): string[] {
  const engine = (name: EngineResult['name']) => race.engines.find((result) => result.name === name);
  const cooperative = engine('cooperative');
  const lines = race.engines.filter(({ name }) => name === 'threads');
  const [threads, overRings] = lines;
  const [fastest] = lines.toSorted((one, other) => other.speedup.median - one.speedup.median);
  const pool = engine('pool');
  const eventLoop = engine('event-loop');
  const sentences: string[] = [];
  if (threads !== undefined) sentences.push(aboutThreads(threads, race));
  if (threads !== undefined && overRings !== undefined) sentences.push(aboutRings(overRings, threads));
  // Under a quota neither the line nor the machine sets the limit.
  if (threads !== undefined && cooperative !== undefined && !isThrottled)
    sentences.push(...aboutCause(threads, cooperative, race));
  if (eventLoop !== undefined) sentences.push(...aboutTimers(eventLoop, fastest, race));
  if (pool !== undefined) sentences.push(...aboutPool(pool, fastest, race, words));
  if (threads !== undefined && cooperative !== undefined) {
    if (race.kind === 'message-bound') sentences.push(...aboutMessages(lines, cooperative, race, words));
    sentences.push(...aboutStartup(threads, cooperative, words));
  }
  return sentences;
}

function aboutThreads({ speedup }: EngineResult, { kind }: RaceResult): string {
  const times = `${figure(speedup.median)}x`;
  const limit =
    kind === 'message-bound'
      ? ''
      : `, ${percent(speedup.median / speedup.limit)} of the limit ${figure(speedup.limit)}x`;
  if (speedup.median >= CLEAR) return `A thread per station wins: ${times} the speed of one thread${limit}.`;
  if (speedup.median > 1 / CLEAR) return `A thread per station gains nothing: ${times}${limit}.`;
  return `A thread per station loses: ${times}. It takes ${figure(1 / speedup.median)} times as long as one thread.`;
}

function aboutRings(ring: EngineResult, port: EngineResult): string {
  const reached = `With rings in shared memory instead of ports it reaches ${figure(ring.speedup.median)}x`;
  const ratio = ring.speedup.median / port.speedup.median;
  if (ratio >= CLEAR) return `${reached}: rings are faster.`;
  return ratio > 1 / CLEAR ? `${reached}: no clear difference.` : `${reached}: rings are slower.`;
}

function aboutTimers(eventLoop: EngineResult, threads: EngineResult | undefined, { kind }: RaceResult): string[] {
  const timers = eventLoop.speedup.median;
  if (kind === 'wait-bound' && timers >= CLEAR) {
    const reached = `One thread with timers reaches ${figure(timers)}x`;
    return threads !== undefined && threads.speedup.median < timers * CLEAR
      ? [`${reached}. That is enough: while a station rests, its thread has nothing to do.`]
      : [`${reached}.`];
  }
  if (kind === 'cpu-bound' && timers < CLEAR)
    return [`Timers do not help (${figure(timers)}x): the one thread is busy with work.`];
  return [];
}

function aboutPool(
  pool: EngineResult,
  threads: EngineResult | undefined,
  { kind }: RaceResult,
  { products }: Vocabulary,
): string[] {
  const speedup = pool.speedup.median;
  const size = `${pool.threads} ${pool.threads === 1 ? 'thread' : 'threads'}`;
  const reached = `A pool of ${size} that makes whole ${products} reaches ${figure(speedup)}x`;
  if (threads === undefined) return [`${reached}.`];
  const line = threads.speedup.median;
  if (speedup > line * CLEAR) {
    if (speedup < CLEAR) return [`${reached}: faster than the line, but not faster than one thread.`];
    return [`${reached}: the pool beats the line${kind === 'wait-bound' ? '' : ', because it passes nothing on'}.`];
  }
  if (line > speedup * CLEAR)
    return [
      `${reached}: the line beats the pool${kind === 'wait-bound' ? ', whose threads sleep while they rest' : ''}.`,
    ];
  return [`${reached}: as fast as the line, and simpler.`];
}

/** An engine that reaches this share of its limit counts as held back by the limit. */
const NEAR = 0.85;
/** An engine that uses this many times the CPU time of the cooperative engine counts as held back by passing items on. */
const COSTLY = 1.2;
const FILLING = 'the line has to fill and to run empty, which takes a larger share of a short run.';
const PASSING_ON = 'much of the CPU time goes into passing items on.';

/** Why a thread per station is as fast, or as slow, as it is. */
function aboutCause(threads: EngineResult, cooperative: EngineResult, race: RaceResult): string[] {
  const bottleneck = bottleneckOf(threads.stations)?.name ?? '';
  const far = threads.speedup.median < NEAR * threads.speedup.limit;
  const costly = threads.cpuMs.median > COSTLY * cooperative.cpuMs.median;
  switch (race.kind) {
    case 'message-bound':
      return [];
    case 'cpu-bound':
      if (far) return [`It is far from the limit: ${costly ? PASSING_ON : FILLING}`];
      return race.parallelCapacity < race.lineLimit
        ? [
            `The machine sets the limit: its parallel capacity is ${figure(race.parallelCapacity)}. With more cores the slowest station, the ${bottleneck}, would set it, at ${figure(race.lineLimit)}x.`,
          ]
        : [`The slowest station, the ${bottleneck}, sets the limit: no line is faster than its slowest station.`];
    case 'wait-bound':
      if (far) return [`It is far from the limit: ${FILLING}`];
      return [`The slowest station, the ${bottleneck}, sets the pace: the others wait for it.`];
  }
}

/** What it costs to pass an item on, and why threads can win even without work. */
function aboutMessages(
  lines: readonly EngineResult[],
  cooperative: EngineResult,
  { items }: RaceResult,
  { item }: Vocabulary,
): string[] {
  const nsPer = ({ wallMs }: EngineResult) => count((wallMs.median * 1e6) / items);
  const costs = lines.map((line) => `${nsPer(line)} ns over ${line.channel === 'ring' ? 'rings' : 'ports'}`);
  const said = `There is no work to share. Each ${item} takes ${costs.join(', ')} and ${nsPer(cooperative)} ns as a call.`;
  return lines.some((line) => line.speedup.median >= CLEAR)
    ? [said, 'The cores share the resuming of coroutines, and in large batches a message costs little.']
    : [said];
}

/** After how many products a thread per station has saved the time of its start. */
function aboutStartup(threads: EngineResult, cooperative: EngineResult, words: Vocabulary): string[] {
  const savedMs = cooperative.wallMs.median / cooperative.products - threads.wallMs.median / threads.products;
  // Where a round shows no clear speedup, the difference may be noise.
  if (threads.speedup.low < CLEAR || !(savedMs > 0)) return [];
  const needed = Math.ceil(threads.startupMs / savedMs);
  return [
    `Starting the threads took ${count(threads.startupMs)} ms. They save that in ${count(needed)} ${needed === 1 ? words.product : words.products}.`,
  ];
}

function figure(value: number): string {
  return value.toFixed(2);
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}

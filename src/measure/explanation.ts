/** The reasoning behind the verdict: every comparison with its interval, and a cause only where a difference is clear. */
import { labelOf } from '../engine/engine-table.ts';
import { bottleneckOf } from './bottleneck.ts';
import { figure, interval, percent, times } from './figures.ts';
import type { EngineResult, RaceResult } from './race.ts';
import { isTooFew, type Outcome } from './statistics/outcome.ts';
import { bestOf, comparisonOf, threadPerStation, type WorkloadVerdict } from './verdict.ts';

/** An engine whose whole interval lies above this share of its limit counts as held back by the limit. */
const NEAR = 0.85;

export function explanationOf(races: readonly RaceResult[]): WorkloadVerdict[] {
  return races.map((race) => ({ workload: race.workload, sentences: reasonsOf(race) }));
}

function reasonsOf(race: RaceResult): string[] {
  const lines = threadPerStation(race);
  const [port, ring] = [
    lines.find(({ channel }) => channel === 'port'),
    lines.find(({ channel }) => channel === 'ring'),
  ];
  const threads = bestOf(race, 'threads');
  return [
    ...race.engines.flatMap(aboutOutcome),
    ...(port === undefined || ring === undefined ? [] : [aboutRings(ring, port)]),
    ...(threads === undefined ? [] : aboutLimit(threads, race)),
    ...aboutSteadyState(race),
  ];
}

function aboutOutcome(engine: EngineResult): string[] {
  const { speedup, outcome } = engine;
  if (outcome === 'baseline') return [];
  const meaning: Readonly<Record<Outcome, string>> = {
    wins: 'the whole interval lies above 1',
    loses: 'the whole interval lies below 1',
    unclear: isTooFew(speedup) ? 'there were too few rounds' : 'the interval holds 1, or comes too close to it',
    'not-trusted': 'the whole interval lies above the limit',
  };
  return [
    `${labelOf(engine)}: ${interval(speedup)} with a confidence of ${percent(speedup.confidence)}, limit ${times(speedup.limit)}. ${outcome}: ${meaning[outcome]}.`,
  ];
}

function aboutRings(ring: EngineResult, port: EngineResult): string {
  const { ratio, outcome } = comparisonOf(ring, port);
  const compared = `Rings are ${interval(ratio)} as fast as ports`;
  return outcome === 'unclear' ? `${compared}: no clear difference.` : `${compared}.`;
}

/** What holds a line of threads back; nothing where it does not clearly win. */
function aboutLimit(threads: EngineResult, { kind, parallelCapacity, lineLimit }: RaceResult): string[] {
  const { speedup, outcome } = threads;
  if (outcome !== 'wins' || kind === 'message-bound') return [];
  const bottleneck = bottleneckOf(threads.stations)?.name ?? '';
  if (speedup.high < NEAR * speedup.limit)
    return [
      'The line stays clearly below its limit. Possible reasons: it has to fill and to run empty, which weighs more in a short run, and it forwards items.',
    ];
  if (speedup.low < NEAR * speedup.limit) return [];
  if (kind === 'cpu-bound' && parallelCapacity < lineLimit)
    return [
      `The machine sets the limit: its parallel capacity is ${figure(parallelCapacity)}. With more cores the slowest station, the ${bottleneck}, would set it, at ${times(lineLimit)}.`,
    ];
  return [`The slowest station, the ${bottleneck}, sets the limit: no line is faster than its slowest station.`];
}

/** What filling the line and emptying it cost. */
function aboutSteadyState({ steady }: RaceResult): string[] {
  if (steady === null || steady.outcome === 'not-trusted') return [];
  const difference = steady.gain.outcome === 'unclear' ? ', no clear difference' : '';
  return [
    `In the steady state, while the line is full, ${labelOf(steady)} reaches ${interval(steady.speedup)}. It comes from runs of ${steady.products} products, less the time of the runs in the table; that is ${interval(steady.gain)} as fast as these${difference}.`,
  ];
}

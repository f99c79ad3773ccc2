/** One or two sentences for each chart of the race. They say what the chart shows, computed from the figures alone. */
import { labelOf } from '../engine/engine-table.ts';
import { bottleneckOf } from '../measure/bottleneck.ts';
import { percent } from '../measure/figures.ts';
import { isTooFew } from '../measure/statistics/outcome.ts';
import { comparisonOf } from '../measure/verdict.ts';
import { WHAT_STATIONS_DO } from '../measure/workload.ts';
import type { IndexedTrace } from '../page/recording/indexed-trace.ts';
import type { RecordedWorkload } from '../page/recording/recorded.ts';
import { counted, durationOf, sentence, times } from '../page/units.ts';
import type { RacedEngine, RacedWorkload } from './document.ts';

/** `When every station works, threads (ring) is the fastest engine: 1.88×. The limit for a line of threads is 1.99× here.` */
export function contrastSeen(workload: RacedWorkload): string {
  const ranked = workload.engines.toSorted((one, other) => other.speedup.median - one.speedup.median);
  const threads = ranked.find(({ name, packed }) => name === 'threads' && packed === null);
  if (ranked.length === 0) return '';
  const first = `When ${WHAT_STATIONS_DO[workload.name]}, ${winnerWords(ranked)}`;
  return [first, ...threadsWords(threads, ranked[0]), ...steadyWords(workload), ...beyondWords(workload)].join(' ');
}

/** Which engine wins, if the intervals leave no doubt. */
function winnerWords(ranked: readonly RacedEngine[]): string {
  const [fastest, ...others] = ranked.filter(({ outcome }) => outcome === 'wins');
  if (fastest === undefined)
    return ranked.every(({ speedup }) => isTooFew(speedup))
      ? 'there were too few rounds to tell which engine is the fastest.'
      : 'no engine is clearly faster than one thread (cooperative).';
  const equals = [fastest, ...others.filter((other) => comparisonOf(fastest, other).outcome === 'unclear')];
  if (equals.length === 1) return `${labelOf(fastest)} is the fastest engine: ${times(fastest.speedup.median)}.`;
  const figures = equals.map(({ speedup }) => times(speedup.median));
  return `${listed(equals.map(labelOf))} are fastest: ${listed(figures)}. This run does not show which of them is the fastest.`;
}

function threadsWords(threads: RacedEngine | undefined, fastest: RacedEngine | undefined): string[] {
  if (threads === undefined) return [];
  const { median, low, high, limit } = threads.speedup;
  switch (threads.outcome) {
    case 'loses':
      return [`A thread per station loses: it takes ${(1 / median).toFixed(2)} times as long as one thread.`];
    case 'wins':
      return threads === fastest
        ? [`The limit for a line of threads is ${times(limit)} here.`]
        : [`A thread per station reaches ${times(median)}; the limit is ${times(limit)}.`];
    case 'baseline':
    case 'unclear':
      return [`A thread per station shows no clear gain: ${times(median)}, interval ${times(low)} to ${times(high)}.`];
    case 'not-trusted':
      return [];
  }
}

/** What filling the line and emptying it hides in a short run. */
function steadyWords({ steady }: RacedWorkload): string[] {
  if (steady === null || steady.outcome === 'not-trusted') return [];
  const { median, low, high } = steady.speedup;
  return [
    `In the steady state, while the line is full, ${labelOf(steady)} reaches ${times(median)} (${times(low)} to ${times(high)}); in the whole runs it also fills and runs empty.`,
  ];
}

/** A speedup above its limit is not possible: something is wrong with the measurement. */
function beyondWords({ engines }: RacedWorkload): string[] {
  const beyond = engines.filter(({ outcome }) => outcome === 'not-trusted');
  if (beyond.length === 0) return [];
  return [`Do not trust this run: the speedup of ${listed(beyond.map(labelOf))} is above the limit.`];
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/**
 * How long the same products took under several engines.
 *
 * @param indexedTraces the engines that are drawn
 * @param product what leaves the line: `cake`
 */
export function timelineSeen(
  recording: RecordedWorkload,
  indexedTraces: readonly IndexedTrace[],
  product: string,
): string {
  const [fastest, ...others] = indexedTraces.toSorted((one, other) => one.endNs - other.endNs);
  const alone = indexedTraces.find(({ engine }) => engine === 'cooperative');
  if (fastest === undefined) return 'Nothing was recorded.';
  const what = WHAT_STATIONS_DO[recording.workload];
  const together = togetherWords(recording, indexedTraces);
  if (recording.beginningNs !== null) {
    const shown = `${sentence(what)}. This is the first ${durationOf(recording.beginningNs)} of each recorded run, or all of it where it was shorter; the race below is about whole runs.`;
    return [shown, ...together].join(' ');
  }
  const cakes = recording.cakes === 1 ? `1 ${product} takes` : `${counted(recording.cakes, product)} take`;
  const first = `${sentence(what)}. ${cakes} ${tookWords(fastest)}`;
  return [`${first}${othersWords(fastest, others, alone)}.`, ...together].join(' ');
}

/** `511 µs with threads (ring)` */
function tookWords({ engine, endNs }: IndexedTrace): string {
  return `${durationOf(endNs)} with ${engine}${engine === 'cooperative' ? ' (one thread)' : ''}`;
}

/** Compares the fastest engine with one thread; if that is the fastest, with the slowest engine. */
function othersWords(fastest: IndexedTrace, others: readonly IndexedTrace[], alone: IndexedTrace | undefined): string {
  if (alone !== undefined && alone !== fastest) return ` and ${tookWords(alone)}`;
  const slowest = others.at(-1);
  return slowest === undefined ? '' : `, and up to ${tookWords(slowest)}`;
}

/** How many stations were busy at the same moment. */
function togetherWords({ workload }: RecordedWorkload, indexedTraces: readonly IndexedTrace[]): string[] {
  const overlaps = indexedTraces.map((indexed) => ({ indexed, most: mostAtOnce(indexed) }));
  const widest = overlaps.reduce((best, one) => (one.most > best.most ? one : best));
  if (widest.most === 0) return [];
  const aloneMost = overlaps.find(({ indexed }) => indexed.engine === 'cooperative')?.most;
  if (aloneMost === undefined || aloneMost === widest.most)
    return [
      widest.most === 1 ? 'Only one station is busy at a time.' : `At most ${widest.most} stations are busy at a time.`,
    ];
  // Work is measured in wall time: a thread that waits for a core counts as working.
  const busy = workload === 'cpu-bound' ? 'work or wait for a core' : 'are busy';
  return [
    `With cooperative, ${aloneMost === 1 ? 'only 1 station is' : `up to ${aloneMost} stations are`} busy at a time; with ${widest.indexed.engine}, up to ${widest.most} ${busy}.`,
  ];
}

/** The most stations that work or rest at the same moment. */
export function mostAtOnce({ lanes }: IndexedTrace): number {
  const changes = lanes.flatMap(({ spans }) =>
    [...spans.state].flatMap((state, i) =>
      // The first two states are work and rest.
      state > 1
        ? []
        : [
            { atNs: spans.beganNs[i] ?? 0, by: 1 },
            { atNs: spans.endedNs[i] ?? 0, by: -1 },
          ],
    ),
  );
  // At the same nanosecond an end comes before a begin: the two did not overlap.
  changes.sort((one, other) => one.atNs - other.atNs || one.by - other.by);
  let busy = 0;
  let most = 0;
  for (const { by } of changes) {
    busy += by;
    most = Math.max(most, busy);
  }
  return most;
}

/** From this utilisation on, the other stations wait for a station. */
const BOTTLENECK = 0.8;

/** Only a line has a bottleneck: a station that is busy almost all the time and makes the others wait. */
export function isBottleneck({ name }: RacedEngine, { utilisation }: RacedEngine['stations'][number]): boolean {
  return (name === 'threads' || name === 'event-loop') && utilisation >= BOTTLENECK;
}

export function stationsSeen({ name, engines }: RacedWorkload): string {
  const [line] = engines
    .filter(({ name: engine, packed }) => engine === 'threads' && packed === null)
    .toSorted((one, other) => other.speedup.median - one.speedup.median);
  if (line === undefined) return 'How busy each station was in the timed runs.';
  const busiest = bottleneckOf(line.stations);
  if (busiest === undefined || busiest.utilisation === 0)
    return 'No station works or waits for a timer here: all time goes into forwarding items.';
  const core = name === 'cpu-bound' ? ' A station that waits for a core counts as busy.' : '';
  const what = isBottleneck(line, busiest) ? 'bottleneck' : 'busiest station';
  return `With ${labelOf(line)}, the ${what} is "${busiest.name}": busy ${percent(busiest.utilisation)} of the time.${core}`;
}

export function depthSeen(indexedTraces: readonly IndexedTrace[]): string {
  const peaks = indexedTraces.flatMap((indexed) =>
    indexed.arrows.map(({ to, depth }) => ({
      engine: indexed.engine,
      station: indexed.lanes[to]?.station ?? '',
      most: depth.reduce((most, one) => Math.max(most, one), 0),
    })),
  );
  const highest = peaks.reduce<(typeof peaks)[number] | null>(
    (best, one) => (one.most > (best?.most ?? 0) ? one : best),
    null,
  );
  if (highest === null) return 'No item waits: every send is a function call.';
  return `The longest queue is in front of "${highest.station}": up to ${highest.most} items in one channel, with ${highest.engine}. Where a send is a function call, no item waits.`;
}

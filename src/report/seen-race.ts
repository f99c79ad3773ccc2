/** What is to be seen on the pictures of the race, in a sentence each, computed from the figures alone. */
import type { RacedEngine, RacedWorkload, Recording } from './document.ts';
import type { Stage } from './timeline/stage.ts';
import { counted, durationOf, percent, times } from './units.ts';

/** Below this a difference between two medians is not called one. */
const CLEAR = 1.05;

export function labelOf({ name, channel }: Pick<RacedEngine, 'name' | 'channel'>): string {
  return name === 'threads' ? `${name} (${channel})` : name;
}

export const WHAT: Readonly<Record<RacedWorkload['name'], string>> = {
  'cpu-bound': 'every station works',
  'wait-bound': 'every station rests',
  'message-bound': 'every station only passes on',
};

/** `When every station works, bakers are fastest: 1.88×. A thread per station reaches 1.73× of at most 1.99×.` */
export function contrastSeen(workload: RacedWorkload): string {
  const ranked = workload.engines.toSorted((one, other) => other.speedup.median - one.speedup.median);
  const [fastest] = ranked;
  const threads = ranked.find((engine) => engine.name === 'threads');
  if (fastest === undefined) return '';
  const first = `When ${WHAT[workload.name]}, ${winnerWords(fastest, ranked)}`;
  return [first, ...threadsWords(threads, fastest), ...beyondWords(workload)].join(' ');
}

/** Who wins: only what the spread leaves no doubt about. */
function winnerWords(fastest: RacedEngine, ranked: readonly RacedEngine[]): string {
  const { median, low } = fastest.speedup;
  if (median < CLEAR || low <= 1) return 'nobody is clearly faster than one thread taking turns.';
  const equals = ranked.filter(({ speedup }) => speedup.high >= low);
  if (equals.length > 1) {
    const names = equals.map(labelOf);
    const figures = equals.map(({ speedup }) => times(speedup.median));
    return `${listed(names)} are fastest, too close to tell apart: ${listed(figures)}.`;
  }
  return `${labelOf(fastest)} ${fastest.name === 'pool' || fastest.name === 'threads' ? 'are' : 'is'} fastest: ${times(median)}.`;
}

function threadsWords(threads: RacedEngine | undefined, fastest: RacedEngine): string[] {
  if (threads === undefined) return [];
  const { median, low, high, limit } = threads.speedup;
  if (median < 1 / CLEAR && high < 1)
    return [`A thread per station loses: it takes ${(1 / median).toFixed(2)} times as long as one thread.`];
  if (median < CLEAR || low <= 1)
    return [`A thread per station gains nothing clear: ${times(median)}, from ${low.toFixed(2)} to ${times(high)}.`];
  const most = median > limit ? '' : ` of at most ${times(limit)}`;
  if (threads !== fastest) return [`A thread per station reaches ${times(median)}${most}.`];
  return most === '' ? [] : [`No line of threads could gain more than ${times(limit)} here.`];
}

/** A bar beyond its mark has to be explained; the limit of rests is not the machine's. */
function beyondWords({ name, engines, parallelCapacity }: RacedWorkload): string[] {
  const beyond = engines.filter(
    ({ threads, speedup }) =>
      threads > 1 && speedup.median > speedup.limit && times(speedup.median) !== times(speedup.limit),
  );
  if (beyond.length === 0 || name === 'wait-bound') return [];
  return [
    `${listed(beyond.map(labelOf))} went beyond the limit: the capacity, ${parallelCapacity.toFixed(2)}, was measured too low.`,
  ];
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/**
 * How the same cakes went by under several engines.
 *
 * @param stages those that are drawn
 */
export function timelineSeen(recording: Recording, stages: readonly Stage[]): string {
  const [fastest, ...others] = stages.toSorted((one, other) => one.endNs - other.endNs);
  const alone = stages.find(({ engine }) => engine === 'cooperative');
  if (fastest === undefined) return 'Nothing was recorded.';
  const what = WHAT[recording.workload];
  const first = `${what.charAt(0).toUpperCase()}${what.slice(1)}, ${counted(recording.cakes, 'cake')}: ${fastest.engine} had them done after ${durationOf(fastest.endNs)}`;
  const rest =
    alone === undefined || alone === fastest
      ? others.length === 0
        ? '.'
        : `, the slowest, ${others.at(-1)?.engine}, after ${durationOf(others.at(-1)?.endNs ?? 0)}.`
      : `, taking turns on one thread (cooperative) took ${durationOf(alone.endNs)}.`;
  return [`${first}${rest}`, ...togetherWords(recording, stages)].join(' ');
}

/** How many stations were at it at the same moment. */
function togetherWords({ workload }: Recording, stages: readonly Stage[]): string[] {
  const overlaps = stages.map((stage) => ({ stage, most: mostAtOnce(stage) }));
  const widest = overlaps.reduce((best, one) => (one.most > best.most ? one : best));
  if (widest.most === 0) return [];
  const aloneMost = overlaps.find(({ stage }) => stage.engine === 'cooperative')?.most;
  if (aloneMost === undefined || aloneMost === widest.most)
    return [
      widest.most === 1
        ? 'Never more than one station is busy at a time.'
        : `At most ${widest.most} stations are busy at a time.`,
    ];
  // Work is measured by the clock: a thread that has no core just now counts as working.
  const busy = workload === 'cpu-bound' ? 'work or wait for a core' : 'are busy';
  return [
    `With cooperative ${counted(aloneMost, 'station')} at a time ${aloneMost === 1 ? 'is' : 'are'} busy, with ${widest.stage.engine} up to ${widest.most} ${busy}.`,
  ];
}

/** The most stations that work or rest at the same moment. */
export function mostAtOnce({ lanes }: Stage): number {
  const changes = lanes.flatMap(({ spans }) =>
    [...spans.state].flatMap((state, i) =>
      // Works or rests: the first two states.
      state > 1
        ? []
        : [
            { atNs: spans.beganNs[i] ?? 0, by: 1 },
            { atNs: spans.endedNs[i] ?? 0, by: -1 },
          ],
    ),
  );
  // One that ends in the nanosecond in which another begins was not busy beside it.
  changes.sort((one, other) => one.atNs - other.atNs || one.by - other.by);
  let busy = 0;
  let most = 0;
  for (const { by } of changes) {
    busy += by;
    most = Math.max(most, busy);
  }
  return most;
}

/** The station with the highest utilisation, the first of them. */
export function bottleneckOf({ stations }: RacedEngine): RacedEngine['stations'][number] | undefined {
  const most = Math.max(...stations.map(({ utilisation }) => utilisation));
  return stations.find(({ utilisation }) => utilisation === most);
}

/** From here on a station is so busy that the others wait for it. */
const HELD_BACK = 0.8;

/** Only in a line does one station hold back the others, and only where it has hardly a pause itself. */
export function isBottleneck({ name }: RacedEngine, { utilisation }: RacedEngine['stations'][number]): boolean {
  return (name === 'threads' || name === 'event-loop') && utilisation >= HELD_BACK;
}

export function stationsSeen({ name, engines }: RacedWorkload): string {
  const [line] = engines
    .filter((engine) => engine.name === 'threads')
    .toSorted((one, other) => other.speedup.median - one.speedup.median);
  if (line === undefined) return 'How busy each station was, in the timed runs.';
  const busiest = bottleneckOf(line);
  if (busiest === undefined || busiest.utilisation === 0)
    return 'No station works or rests here: the time goes into passing on.';
  const core = name === 'cpu-bound' ? ' Whoever works and has to wait for a core counts as busy.' : '';
  return `With ${labelOf(line)} the busiest station${isBottleneck(line, busiest) ? ', the bottleneck,' : ''} is the ${busiest.name}: ${percent(busiest.utilisation)} of the time.${core}`;
}

export function depthSeen(stages: readonly Stage[]): string {
  const peaks = stages.flatMap((stage) =>
    stage.arrows.map(({ to, depth }) => ({
      engine: stage.engine,
      station: stage.lanes[to]?.station ?? '',
      most: depth.reduce((most, one) => Math.max(most, one), 0),
    })),
  );
  const highest = peaks.reduce<(typeof peaks)[number] | null>(
    (best, one) => (one.most > (best?.most ?? 0) ? one : best),
    null,
  );
  if (highest === null) return 'Nothing ever waits: every send is a call.';
  return `Most wait before the ${highest.station}: up to ${highest.most} in one channel, with ${highest.engine}. Where a send is a call nothing waits.`;
}

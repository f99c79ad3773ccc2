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
export function contrastSeen({ name, engines }: RacedWorkload): string {
  const [fastest] = engines.toSorted((one, other) => other.speedup.median - one.speedup.median);
  const [threads] = engines
    .filter((engine) => engine.name === 'threads')
    .toSorted((one, other) => other.speedup.median - one.speedup.median);
  if (fastest === undefined) return '';
  const when = `When ${WHAT[name]}, `;
  const first =
    fastest.speedup.median < CLEAR
      ? `${when}nobody is clearly faster than one thread taking turns.`
      : `${when}${labelOf(fastest)} ${fastest.name === 'bakers' || fastest.name === 'threads' ? 'are' : 'is'} fastest: ${times(fastest.speedup.median)}.`;
  if (threads === undefined) return first;
  const { median, limit } = threads.speedup;
  if (median < 1 / CLEAR)
    return `${first} A thread per station loses: it takes ${(1 / median).toFixed(2)} times as long as one thread.`;
  if (median < CLEAR) return `${first} A thread per station gains nothing: ${times(median)}.`;
  if (threads === fastest) return `${first.slice(0, -1)}, of at most ${times(limit)}.`;
  return `${first} A thread per station reaches ${times(median)} of at most ${times(limit)}.`;
}

/** How the same cakes went by under every engine. */
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
  const overlaps = stages.map((stage) => ({ stage, most: mostAtOnce(stage) }));
  const widest = overlaps.reduce((best, one) => (one.most > best.most ? one : best));
  if (widest.most === 0) return `${first}${rest} No station works or rests: all of it is passing on.`;
  const most = `${counted(widest.most, 'station')} at once`;
  const aloneMost = overlaps.find(({ stage }) => stage === alone)?.most;
  return aloneMost === undefined || aloneMost === widest.most
    ? `${first}${rest} At most ${most} ${widest.most === 1 ? 'is' : 'are'} busy.`
    : `${first}${rest} With cooperative ${counted(aloneMost, 'station')} at a time ${aloneMost === 1 ? 'is' : 'are'} busy, with ${widest.stage.engine} up to ${widest.most}.`;
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

export function stationsSeen({ engines }: RacedWorkload): string {
  const [line] = engines
    .filter(({ name }) => name === 'threads')
    .toSorted((one, other) => other.speedup.median - one.speedup.median);
  if (line === undefined) return 'How busy each station was, in the timed runs.';
  const busiest = bottleneckOf(line);
  if (busiest === undefined || busiest.utilisation === 0)
    return 'No station works or rests here: the time goes into passing on.';
  return `With ${labelOf(line)} the busiest station, the bottleneck, is the ${busiest.name}: ${percent(busiest.utilisation)} of the time.`;
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

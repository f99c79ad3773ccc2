/** The verdict of a line of one's own, in sentences. */
import { MOST_COPIES } from '../line/concurrency.ts';
import { adviceText } from '../measure/advice.ts';
import { limitWithAnother, slowestOf } from '../measure/bottleneck.ts';
import { figure, percent } from '../measure/figures.ts';
import { type Vocabulary, verdictOf } from '../measure/verdict.ts';
import type { OwnContrast } from './contrast-line.ts';
import { type CostedStation, wholeStations } from './whole-stations.ts';

const WORDS: Vocabulary = {
  item: 'item',
  product: 'result',
  products: 'results',
  whole: 'runs whole parts of the work',
};

/** A station with this share of the time or more is worth a sentence. */
const LARGE_SHARE = 0.4;

/** Empty where nothing could be compared. */
export function sentencesOf({ race, line, stations, advice }: OwnContrast): string[] {
  if (race === null) return [];
  const [verdict] = verdictOf([race], WORDS);
  return [
    ...(verdict?.sentences ?? []),
    ...slowestSentence(wholeStations(line, stations), race.parallelCapacity),
    ...(advice === null ? [] : [`Advice: ${adviceText(advice)}.`]),
  ];
}

/**
 * What the slowest station takes, and what another copy of it would give.
 *
 * @param capacity all cores together do so many times the work of one: where that is the lower limit, the station sets none
 */
export function slowestSentence(stations: readonly CostedStation[], capacity: number): string[] {
  const totalMs = sumOf(stations.flatMap(({ times }) => times));
  const slowest = slowestOf(stations);
  if (slowest === undefined || totalMs === 0) return [];
  const { name, kind, times } = slowest;
  const share = sumOf(times) / totalMs;
  if (share < LARGE_SHARE) return [];
  const takes = times.length === 1 ? 'it takes' : `its ${times.length} copies take`;
  const most = totalMs / Math.max(...times);
  const what = `${kind === 'source' ? 'The source ' : ''}"${name}" is the bottleneck: ${takes} ${percent(share)} of the time`;
  if (most > capacity) return [`${what}.`];
  if (kind === 'source')
    return [`${what}, so that no line of these stations is more than ${figure(most)} times as fast.`];
  const copies = times.length + 1;
  const more = Math.min(capacity, limitWithAnother(stations));
  const number = copies === 2 ? 'two' : copies;
  const another =
    more > most && copies <= MOST_COPIES
      ? `; ${number} copies of it ({ concurrency: ${copies} }) at most ${figure(more)}x`
      : '';
  return [`${what}, so that a thread per station gives at most ${figure(most)}x${another}.`];
}

function sumOf(times: readonly number[]): number {
  return times.reduce((sum, time) => sum + time, 0);
}

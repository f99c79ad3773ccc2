/** The verdict of a line of one's own, in sentences. */
import { adviceText } from '../measure/advice.ts';
import { limitWithSecond } from '../measure/bottleneck.ts';
import { figure, percent } from '../measure/figures.ts';
import { type Vocabulary, verdictOf } from '../measure/verdict.ts';
import type { OwnContrast } from './contrast-line.ts';

const WORDS: Vocabulary = {
  item: 'item',
  product: 'result',
  products: 'results',
  whole: 'runs whole parts of the work',
};

/** A station with this share of the time or more is worth a sentence. */
const LARGE_SHARE = 0.4;

/** Empty where nothing could be compared. */
export function sentencesOf({ race, stations, advice, threadMb }: OwnContrast): string[] {
  if (race === null) return [];
  const [verdict] = verdictOf([race], WORDS);
  return [
    ...(verdict?.sentences ?? []),
    ...slowestSentence(stations, race.parallelCapacity),
    ...(advice === null ? [] : [`Advice: ${adviceText(advice, threadMb)}.`]),
  ];
}

/** @param capacity all cores together do so many times the work of one: where that is the lower limit, the station sets none */
function slowestSentence(stations: OwnContrast['stations'], capacity: number): string[] {
  const totalMs = stations.reduce((sum, { selfMs }) => sum + selfMs, 0);
  const slowest = stations.toSorted((one, other) => other.selfMs - one.selfMs)[0];
  if (slowest === undefined || totalMs === 0 || slowest.selfMs < LARGE_SHARE * totalMs) return [];
  const share = percent(slowest.selfMs / totalMs);
  const most = totalMs / slowest.selfMs;
  const what = `${slowest.kind === 'source' ? 'The source ' : ''}"${slowest.name}" is the bottleneck: it takes ${share} of the time`;
  if (most > capacity) return [`${what}.`];
  if (slowest.kind === 'source')
    return [`${what}, so that no line of these stations is more than ${figure(most)} times as fast.`];
  const doubled = Math.min(capacity, limitWithSecond(stations.map(({ selfMs }) => selfMs)));
  const second = doubled > most ? `; two copies of it ({ concurrency: 2 }) at most ${figure(doubled)}x` : '';
  return [`${what}, so that a thread per station gives at most ${figure(most)}x${second}.`];
}

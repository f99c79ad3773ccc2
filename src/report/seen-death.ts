/** The question about a thread that dies, and what its recording shows. */
import type { IndexedTrace } from '../page/recording/indexed-trace.ts';
import { counted, durationOf } from '../page/units.ts';
import { SPAN_STATES, type SpanState } from '../trace/spans.ts';
import type { RecordedDeath } from './document.ts';

/** How many products the run makes in which the thread dies, compared with the order. */
export const DEATH_ANSWERS = ['fewer', 'exactly as many', 'more'] as const;
export type DeathAnswer = (typeof DEATH_ANSWERS)[number];

/** `In the second run the thread of the oven is killed in the middle of its item 6, ... How many cakes come out: fewer than 12, ...?` */
export function deathQuestion({ victim, recording }: RecordedDeath, product: string): string {
  return `In the second run the thread of the ${victim.station} is killed in the middle of its item ${victim.item}, and another one takes its place. How many ${product}s come out: fewer than ${recording.cakes}, exactly ${recording.cakes}, or more?`;
}

/**
 * @param supervised the run in which the thread dies
 * @param said the prediction; null where there was none
 */
export function deathSeen(
  { recording: { cakes }, victim: { station } }: Pick<RecordedDeath, 'recording' | 'victim'>,
  supervised: IndexedTrace,
  product: string,
  said: DeathAnswer | null,
): string {
  const lane = supervised.lanes.find((one) => one.station === station);
  const made = supervised.cakesNs.length;
  const answer: DeathAnswer = made < cakes ? 'fewer' : made > cakes ? 'more' : 'exactly as many';
  const judged =
    said === null
      ? []
      : [said === answer ? `You said: ${said}. That is right.` : `You said: ${said}. It was: ${answer}.`];
  if (lane === undefined) return judged.join(' ');
  const [deadNs, redoNs] = [lengthOf(lane, 'dead'), lengthOf(lane, 'redo')];
  const again =
    redoNs === 0
      ? 'and had nothing to do again'
      : `and spent ${durationOf(redoNs)} on doing again what had died with the first one`;
  const death =
    deadNs === 0
      ? `The run ended before the thread of the ${station} died.`
      : `The ${station} had no thread for ${durationOf(deadNs)}. The new one went on at the last commit, ${again}.`;
  return [...judged, `${death} ${counted(made, product)} came out; ${cakes} were ordered.`].join(' ');
}

function lengthOf({ spans }: IndexedTrace['lanes'][number], state: SpanState): number {
  const index = SPAN_STATES.indexOf(state);
  return spans.state.reduce(
    (sum, one, i) => (one === index ? sum + (spans.endedNs[i] ?? 0) - (spans.beganNs[i] ?? 0) : sum),
    0,
  );
}

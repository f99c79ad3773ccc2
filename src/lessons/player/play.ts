/** Plays a chapter: idea, code, question, run, reveal. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Paint } from '../../terminal/style.ts';
import type { Chapter, Outcome, Stage } from '../chapter.ts';
import { openingText, questionText, revealText } from './chapter-text.ts';

/** The people in front of the screen, or a run without them. */
export interface Audience {
  print(text: string): void;
  readonly paint: Paint;
  /** The index of the audience's answer; null if there is none. */
  vote(question: Chapter['question']): Promise<number | null>;
  /** Resolves when the audience is ready for the next part. */
  ready(next: string): Promise<void>;
  /** The number of lines on its screen. */
  readonly rows: number;
  /** Whether people read along, so that a pause is useful. */
  readonly reads: boolean;
  /** Whether this is a quick run, only large enough to check the claim. */
  readonly quick: boolean;
  /** Begins to watch for disturbances. The returned function says what there was, each as a part of a sentence. */
  watch(): () => readonly string[];
}

/** The lines that a vote takes on the screen. */
const VOTE_LINES = 8;

export async function play(chapter: Chapter, audience: Audience): Promise<Outcome> {
  const { print, paint, quick, reads } = audience;
  const opening = await openingText(chapter, paint);
  const question = questionText(chapter, paint);
  print(opening);
  if (`${opening}\n${question}`.split('\n').length + VOTE_LINES > audience.rows) await audience.ready('the question');
  print(question);
  const vote = await audience.vote(chapter.question);
  print('');
  const stage: Stage = {
    print: (line = '') => print(line),
    amount: (shown, checked) => (quick ? checked : shown),
    pause: async (ms) => (reads && !quick ? sleep(ms) : undefined),
  };
  const disturbances = chapter.timed ? audience.watch() : () => [];
  const run = await chapter.run(stage);
  const outcome = disturbed(run, disturbances());
  await audience.ready('the answer');
  print(revealText(chapter, outcome, vote, paint));
  return outcome;
}

/** A run that something disturbed confirms nothing about time. */
function disturbed(outcome: Outcome, reasons: readonly string[]): Outcome {
  if (reasons.length === 0 || outcome.claim.kind === 'not-shown') return outcome;
  return {
    ...outcome,
    claim: { kind: 'not-shown', because: `${reasons.join('; ')}, so that nothing can be said about time` },
  };
}

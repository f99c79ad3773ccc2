/** Plays a chapter: idea, code, question, run, reveal. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Paint } from '../../terminal/style.ts';
import type { Chapter, Outcome, Stage } from '../chapter.ts';
import { openingText, questionText, revealText } from './chapter-text.ts';

/** Who sits in front of it. */
export interface Audience {
  print(text: string): void;
  readonly paint: Paint;
  /** The answer that most hands were raised for; null where nobody answers. */
  vote(question: Chapter['question']): Promise<number | null>;
  /** Returns when the hall is ready for what comes next. */
  ready(next: string): Promise<void>;
  /** Lines that it sees at once. */
  readonly rows: number;
  /** Whether somebody reads along. */
  readonly reads: boolean;
  /** A smoke run: as little of everything as still makes the point. */
  readonly quick: boolean;
}

/** What a vote takes of the screen. */
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
  const outcome = await chapter.run(stage);
  await audience.ready('the answer');
  print(revealText(chapter, outcome, vote, paint));
  return outcome;
}

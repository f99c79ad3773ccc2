/** Plays a chapter: idea, code, question, run, reveal. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openingText, questionText, revealText } from '../cli/chapter-text.ts';
import type { Paint } from '../cli/style.ts';
import type { Chapter, Outcome, Stage } from './chapter.ts';

/** Who sits in front of it. */
export interface Audience {
  print(text: string): void;
  readonly paint: Paint;
  /** The answer that most hands were raised for; null where nobody answers. */
  vote(question: Chapter['question']): Promise<number | null>;
  /** Returns when the hall is ready for the answer. */
  ready(): Promise<void>;
  /** Whether somebody reads along. */
  readonly reads: boolean;
  /** A smoke run: as little of everything as still makes the point. */
  readonly quick: boolean;
}

export async function play(chapter: Chapter, audience: Audience): Promise<Outcome> {
  const { print, paint, quick, reads } = audience;
  print(await openingText(chapter, paint));
  print(questionText(chapter, paint));
  const vote = await audience.vote(chapter.question);
  print('');
  const stage: Stage = {
    print: (line = '') => print(line),
    amount: (shown, checked) => (quick ? checked : shown),
    pause: async (ms) => (reads && !quick ? sleep(ms) : undefined),
  };
  const outcome = await chapter.run(stage);
  await audience.ready();
  print(revealText(chapter, outcome, vote, paint));
  return outcome;
}

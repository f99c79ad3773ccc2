/** An audience for tests that records everything it is shown. */
import type { Chapter, Outcome } from '../../src/lessons/chapter.ts';
import { type Audience, play } from '../../src/lessons/player/play.ts';

export interface Seen {
  readonly outcome: Outcome;
  /** What was printed before the vote, during the run, and after the request for the answer. */
  readonly opening: string;
  readonly run: string;
  readonly reveal: string;
}

/** Plays a chapter as a quick run. */
export async function played(chapter: Chapter): Promise<Seen> {
  const parts = { opening: '', run: '', reveal: '' };
  let part: keyof typeof parts = 'opening';
  const audience: Audience = {
    print: (text) => {
      parts[part] += `${text}\n`;
    },
    paint: (_, text) => text,
    async vote() {
      part = 'run';
      return null;
    },
    async ready() {
      part = 'reveal';
    },
    rows: Number.POSITIVE_INFINITY,
    reads: false,
    quick: true,
    watch: () => () => [],
  };
  const outcome = await play(chapter, audience);
  return { outcome, ...parts };
}

/** Plays chapters as quick runs, and records everything that the audience is shown. */
import type { Chapter, Outcome } from '../../src/lessons/chapter.ts';
import type { Given } from '../../src/lessons/knobs.ts';
import type { Language } from '../../src/lessons/language.ts';
import { type Audience, play } from '../../src/lessons/player/play.ts';
import type { RecordedRun } from '../../src/lessons/player/recorded.ts';

export interface Seen {
  readonly outcome: Outcome;
  /** The run, to show it again. */
  readonly recorded: RecordedRun;
  /** What was printed before the vote, during the run, and after the request for the answer. */
  readonly opening: string;
  readonly run: string;
  readonly reveal: string;
}

export interface Circumstances {
  readonly columns?: number;
  readonly language?: Language;
  /** The keys that the audience presses. With them people read along, so this is no quick run. */
  readonly key?: Audience['key'];
  /** A run that is shown again, perhaps on another screen. */
  readonly recorded?: RecordedRun | null;
}

/** What a replay says of the run besides its content. */
const ANYWHERE = { number: 0, language: 'en', set: {}, quick: true, when: '2026-01-31', where: 'a machine' } as const;

/** @param given the knobs that are set */
export async function played(
  chapter: Chapter,
  given: Given = {},
  { columns = 80, language = 'en', key, recorded = null }: Circumstances = {},
): Promise<Seen> {
  const parts = { opening: '', run: '', reveal: '' };
  let part: keyof typeof parts = 'opening';
  const audience: Audience = {
    print: (text) => {
      parts[part] += `${text}\n`;
    },
    paint: (_, text) => text,
    columns,
    async vote() {
      part = 'run';
      return [];
    },
    async ready() {
      part = 'reveal';
    },
    key: key ?? (async () => null),
    rows: Number.POSITIVE_INFINITY,
    reads: key !== undefined,
    quick: key === undefined,
    watch: () => () => [],
  };
  const lesson = chapter.in(language);
  const set = lesson.with(given);
  const run = await play({ chapter, lesson, set, place: 'a-file.ts:1' }, audience, recorded);
  return {
    outcome: run.outcome,
    recorded: recorded ?? {
      ...ANYWHERE,
      outcome: run.outcome,
      shown: [...run.shown],
      disturbances: [...run.disturbances],
    },
    ...parts,
  };
}

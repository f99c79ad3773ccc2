/** Plays a chapter: idea, code, question, run, reveal. */
import { setTimeout as sleep } from 'node:timers/promises';
import stringWidth from 'string-width';
import { columns as aligned } from '../../terminal/columns.ts';
import { wrapped } from '../../terminal/wrap.ts';
import type { Outcome, Question, Stage } from '../chapter.ts';
import type { PlayerText } from '../texts/player-text.ts';
import { PLAYER_TEXTS } from '../texts/player-texts.ts';
import {
  afterText,
  openingText,
  type Playing,
  predictionText,
  questionText,
  resultText,
  revealText,
  type Screen,
} from './chapter-text.ts';
import type { RecordedRun, Shown } from './recorded.ts';
import type { Vote } from './vote.ts';

/** The people in front of the screen, or a run without them. */
export interface Audience extends Screen {
  print(text: string): void;
  /** Asks for the audience's answer. A class may vote, discuss and vote again. Without an answer, nothing. */
  vote(question: Question, text: PlayerText): Promise<readonly Vote[]>;
  /** Resolves when the audience is ready for the next part. */
  ready(next: string): Promise<void>;
  /** Resolves with one of the keys; with null if there is no audience. The prompt may change meanwhile. */
  key(prompt: () => string, keys: readonly string[]): Promise<string | null>;
  /** The number of lines on its screen. */
  readonly rows: number;
  /** Whether people read along, so that a pause is useful. */
  readonly reads: boolean;
  /** Whether this is a quick run, only large enough to check the claim. */
  readonly quick: boolean;
  /** Begins to watch for disturbances. The returned function says what there was, each as a part of a sentence. */
  watch(text: PlayerText): () => readonly string[];
}

/** The lines that a vote takes on the screen. */
const VOTE_LINES = 8;

/** What a chapter printed while it ran, and what came of it: live, or from a record. */
export interface Played {
  readonly shown: readonly Shown[];
  readonly outcome: Outcome;
  readonly disturbances: readonly string[];
}

/** @param recorded a run that is shown instead of a live one */
export async function play(playing: Playing, audience: Audience, recorded: RecordedRun | null = null): Promise<Played> {
  const { print, paint } = audience;
  const { lesson, set } = playing;
  const text = PLAYER_TEXTS[lesson.language];
  const opening = await openingText(playing, audience);
  const question = questionText(set.question, audience);
  print(opening);
  if (`${opening}\n${question}`.split('\n').length + VOTE_LINES > audience.rows) await audience.ready(text.theQuestion);
  print(question);
  const votes = await audience.vote(set.question, text);
  print('');
  const played = recorded === null ? await run(playing, audience) : replay(recorded, playing, audience);
  await audience.ready(text.theAnswer);
  const screen = { paint, columns: audience.columns };
  print(revealText(playing, played.outcome, votes, played.disturbances, screen));
  // Otherwise the answer would be gone from a screen of 24 lines.
  await audience.ready(text.theWords);
  print(afterText(playing, screen));
  return played;
}

/** Prints prediction, result and reason of what "Try it" asks for. */
export async function playAnswer(playing: Playing, audience: Audience): Promise<Outcome | null> {
  const { print } = audience;
  const { chapter, lesson } = playing;
  print(
    await openingText({ ...playing, chapter: { ...chapter, code: [] }, lesson: { ...lesson, names: [] } }, audience),
  );
  print(predictionText(playing, audience));
  print('');
  const played = chapter.tryIt.kind === 'write' ? null : await run(playing, audience);
  const outcome = played?.outcome ?? null;
  print(resultText(playing, outcome, played?.disturbances ?? [], audience.quick, audience));
  return outcome;
}

async function run({ chapter, lesson, set }: Playing, audience: Audience): Promise<Played> {
  const shown: Shown[] = [];
  const text = PLAYER_TEXTS[lesson.language];
  const stage = stageOf(audience, text);
  const disturbances = chapter.timed ? audience.watch(text) : () => [];
  const outcome = await set.run({
    ...stage,
    print(text = '') {
      shown.push({ kind: 'line', text });
      stage.print(text);
    },
    table(rows, others = 'right') {
      shown.push({ kind: 'table', rows: rows.map((row) => [...row]), others });
      stage.table(rows, others);
    },
  });
  return { shown, outcome, disturbances: disturbances() };
}

function replay(
  { shown, outcome, disturbances, quick, when, where }: RecordedRun,
  { lesson }: Playing,
  audience: Audience,
): Played {
  const text = PLAYER_TEXTS[lesson.language];
  const stage = stageOf(audience, text);
  audience.print(
    audience.paint(
      'yellow',
      wrapped([text.replayed(when, where), ...(quick ? [text.quickRun] : [])].join(' '), '', audience.columns),
    ),
  );
  for (const one of shown) {
    if (one.kind === 'line') stage.print(one.text);
    else stage.table(one.rows, one.others);
  }
  return { shown, outcome: { ...outcome, facts: null, in: () => outcome }, disturbances };
}

/** The stage in front of an audience. */
export function stageOf({ print, columns, quick, reads, ready, key }: Audience, text: PlayerText): Stage {
  const stage: Stage = {
    columns,
    print: (line = '') => print(fitting(line, columns)),
    table(rows, others = 'right') {
      const lines = aligned(rows, others);
      const fits = lines.every((line) => stringWidth(line) <= columns);
      for (const line of fits ? lines : listOf(rows)) stage.print(line);
    },
    amount: (shown, checked) => (quick ? checked : shown),
    pause: async (ms) => (reads && !quick ? sleep(ms) : undefined),
    step: async () => (reads && !quick ? ready(text.nextStep) : undefined),
    async key(prompt, keys) {
      const text = typeof prompt === 'string' ? () => prompt : prompt;
      return reads && !quick ? key(() => fitting(text(), columns), keys) : null;
    },
  };
  return stage;
}

/** A line that is too long continues with the same indent. */
function fitting(line: string, columns: number): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  if (stringWidth(line) <= columns) return line;
  const lines = wrapped(line.slice(indent.length), '  ', columns - indent.length).split('\n');
  return lines.map((one) => indent + one).join('\n');
}

/** A table that is too wide, as a list: the first cell of each row, and under it the others with their headings. */
function listOf([heading = [], ...rows]: readonly (readonly string[])[]): string[] {
  const [name = ''] = heading;
  return rows.flatMap(([first = '', ...cells]) => [
    name === '' ? first : `${name}: ${first}`,
    ...aligned(
      cells.map((cell, i) => [`  ${heading[i + 1] ?? ''}`, cell]).filter(([, cell]) => cell !== ''),
      'left',
    ),
  ]);
}

/** The handout: what students take home, as data. Markdown and HTML are drawn from it. */

import { columns as aligned } from '../../terminal/columns.ts';
import type { Chapter } from '../chapter.ts';
import type { Loaded } from '../chapters.ts';
import type { Language } from '../language.ts';
import { answerText, type TryItText, termsText, tryItText } from '../player/chapter-text.ts';
import { excerptOf } from '../player/excerpt.ts';
import { placeOfChange, sourceOfChapter } from '../player/place.ts';
import type { RecordedRun } from '../player/recorded.ts';
import type { PlayerText } from '../texts/player-text.ts';
import { PLAYER_TEXTS } from '../texts/player-texts.ts';

export interface Handout {
  readonly language: Language;
  readonly title: string;
  readonly intro: string;
  readonly sheets: readonly Sheet[];
}

/** A chapter on paper. */
export interface Sheet {
  readonly title: string;
  readonly idea: string;
  /** The file is null if it is that of the excerpt before. */
  readonly code: readonly { readonly file: string | null; readonly text: string }[];
  /** The names in the code, explained. */
  readonly names: string;
  readonly question: string;
  readonly answers: readonly string[];
  /** The last recorded run; null if there is none. */
  readonly recorded: {
    readonly caption: string;
    readonly lines: readonly string[];
    /** `Right answer`, if the run has confirmed it. */
    readonly answerName: string;
    readonly answer: string;
  } | null;
  readonly words: readonly (readonly [word: string, meaning: string])[];
  readonly tryIt: TryItText;
}

/** @param runs recorded runs; of each chapter the one with its own settings is shown */
export function handoutOf(chapters: readonly Loaded[], language: Language, runs: readonly RecordedRun[]): Handout {
  const text = PLAYER_TEXTS[language];
  return {
    language,
    title: text.handoutTitle,
    intro: text.handoutIntro,
    sheets: chapters.map(({ chapter, path }) => {
      const run = runs.find(
        (one) =>
          one.number === chapter.number &&
          one.language === chapter.in(language).language &&
          Object.keys(one.set).length === 0,
      );
      return sheetOf(chapter, language, run ?? null, placeOfChange(chapter, sourceOfChapter(path)));
    }),
  };
}

function sheetOf(chapter: Chapter, language: Language, run: RecordedRun | null, place: string): Sheet {
  const lesson = chapter.in(language);
  const { question } = lesson.with({});
  return {
    title: `${chapter.number}  ${lesson.title}`,
    idea: lesson.idea,
    code: chapter.code.map((excerpt, i) => ({
      file: chapter.code[i - 1]?.file === excerpt.file ? null : excerpt.file,
      text: excerptOf(excerpt),
    })),
    names: termsText(lesson.names),
    question: question.text,
    answers: question.answers.map(answerText),
    recorded: run === null ? null : recordedOf(run, question.answers, PLAYER_TEXTS[lesson.language]),
    words: lesson.words,
    tryIt: tryItText(chapter, lesson, place),
  };
}

function recordedOf(
  { shown, outcome, disturbances, quick, when, where }: RecordedRun,
  answers: readonly string[],
  text: PlayerText,
): Sheet['recorded'] {
  const lines = shown.flatMap((one) => (one.kind === 'line' ? [one.text] : aligned(one.rows, one.others)));
  const isConfirmed = outcome.claim === 'confirmed' && disturbances.length === 0;
  const reasons = isConfirmed ? ` ${outcome.reasons}` : '';
  return {
    caption: `${when}, ${where}${quick ? `. ${text.quickRun}` : ''}`,
    lines,
    answerName: isConfirmed ? text.rightAnswer : text.answerHere,
    answer: `${answerText(answers[outcome.right] ?? '', outcome.right)}. ${outcome.figures}${reasons}`,
  };
}

/** The handout: what students take home, as data. Markdown and HTML are drawn from it. */

import { columns as aligned } from '../../terminal/columns.ts';
import type { Chapter, Lesson } from '../chapter.ts';
import type { Loaded } from '../chapters.ts';
import type { Language } from '../language.ts';
import { answerText, claimText, isExpected, type TryItText, termsText, tryItText } from '../player/chapter-text.ts';
import { excerptOf } from '../player/excerpt.ts';
import { placeOfChange, sourceOfChapter } from '../player/place.ts';
import type { RecordedRun } from '../player/recorded.ts';
import { PLAYER_TEXTS } from '../texts/player-texts.ts';

export interface Handout {
  readonly language: Language;
  readonly title: string;
  readonly intro: string;
  readonly sheets: readonly Sheet[];
  /** Behind all sheets: who still has to predict must not see the answer beside the question. */
  readonly runs: readonly RunSheet[];
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
  readonly words: readonly (readonly [word: string, meaning: string])[];
  readonly tryIt: TryItText;
}

/** The last recorded run of a chapter, and its answer. */
export interface RunSheet {
  readonly title: string;
  readonly caption: string;
  readonly lines: readonly string[];
  /** `Right answer`, if the run has confirmed it. */
  readonly answerName: string;
  readonly answer: string;
  /** What the run confirms, or why it does not. */
  readonly claim: readonly string[];
  /** What should have been seen; null where the run has shown it, or it cannot be said. */
  readonly expected: string | null;
}

/** @param runs recorded runs; of each chapter the one with its own settings is shown */
export function handoutOf(chapters: readonly Loaded[], language: Language, runs: readonly RecordedRun[]): Handout {
  const text = PLAYER_TEXTS[language];
  return {
    language,
    title: text.handoutTitle,
    intro: text.handoutIntro,
    sheets: chapters.map(({ chapter, path }) =>
      sheetOf(chapter, language, placeOfChange(chapter, sourceOfChapter(path))),
    ),
    runs: chapters.flatMap(({ chapter }) => {
      const lesson = chapter.in(language);
      const run = runs.find(
        ({ number, language: shown, set }) =>
          number === chapter.number && shown === lesson.language && Object.keys(set).length === 0,
      );
      return run === undefined ? [] : [runSheet(run, lesson)];
    }),
  };
}

function sheetOf(chapter: Chapter, language: Language, place: string): Sheet {
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
    words: lesson.words,
    tryIt: tryItText(chapter, lesson, place),
  };
}

function runSheet({ number, shown, outcome, disturbances, quick, when, where }: RecordedRun, lesson: Lesson): RunSheet {
  const text = PLAYER_TEXTS[lesson.language];
  const { answers } = lesson.with({}).question;
  const isConfirmed = outcome.claim === 'confirmed' && disturbances.length === 0;
  return {
    title: `${number}  ${lesson.title}`,
    caption: `${when}, ${where}${quick ? `. ${text.quickRun}` : ''}`,
    lines: shown.flatMap((one) => (one.kind === 'line' ? [one.text] : aligned(one.rows, one.others))),
    answerName: isConfirmed ? text.rightAnswer : text.answerHere,
    answer: [
      `${answerText(answers[outcome.right] ?? '', outcome.right)}.`,
      outcome.figures,
      ...(isConfirmed ? [outcome.reasons] : []),
    ].join(' '),
    claim: claimText(outcome, false, disturbances, lesson).map(({ words }) => words),
    expected: isExpected(outcome, isConfirmed, { changes: [] }) ? `${text.expected}: ${outcome.reasons}` : null,
  };
}

/** The time plan, the notes for the lecturer and the index of words, as text. */
import { columns as aligned } from '../../terminal/columns.ts';
import { wrapped } from '../../terminal/wrap.ts';
import type { Chapter } from '../chapter.ts';
import type { Language } from '../language.ts';
import { LECTURE_MINUTES, PLAN } from '../plan.ts';
import { PLAYER_TEXTS } from '../texts/player-texts.ts';
import type { Screen } from './chapter-text.ts';

/** Three lectures, and the chapters that are in none of them. */
export function planText(chapters: readonly Chapter[], language: Language, { paint }: Screen): string {
  const text = PLAYER_TEXTS[language];
  const rowsOf = (numbers: readonly number[]): string[] =>
    aligned(
      chapters
        .filter(({ number }) => numbers.includes(number))
        .map((chapter) => [`  ${chapter.number}`.padStart(4), chapter.in(language).title, `${chapter.minutes} min`]),
      'left',
    );
  const inPlan = PLAN.flat();
  const home = chapters.map(({ number }) => number).filter((number) => !inPlan.includes(number));
  return [
    ...PLAN.flatMap((numbers, i) => [
      paint('bold', text.lectureTitle(i + 1, minutesOf(chapters, numbers), LECTURE_MINUTES)),
      ...rowsOf(numbers),
      '',
    ]),
    paint('bold', text.atHome),
    ...rowsOf(home),
  ].join('\n');
}

export function minutesOf(chapters: readonly Chapter[], numbers: readonly number[]): number {
  return chapters.reduce((sum, { number, minutes }) => sum + (numbers.includes(number) ? minutes : 0), 0);
}

/** What to say, what to expect, what to do if it fails. */
export function notesText(chapter: Chapter, language: Language, { paint, columns }: Screen): string {
  const text = PLAYER_TEXTS[language];
  const { title, notes } = chapter.in(language);
  const parts = [
    [text.say, notes.say],
    [text.expect, notes.expect],
    [text.ifItFails, notes.ifItFails],
  ] as const;
  return [
    paint(['bold', 'cyan'], `${chapter.number}  ${title} (${chapter.minutes} min)`),
    ...parts.map(([name, words]) => wrapped(`${paint('bold', name)}  ${words}`, '  ', columns)),
  ].join('\n');
}

/** All words in alphabetical order, with their chapters. */
export function wordsText(chapters: readonly Chapter[], language: Language, { paint, columns }: Screen): string {
  const entries = chapters.flatMap((chapter) =>
    chapter.in(language).words.map(([word, meaning]) => ({ word, meaning, number: chapter.number })),
  );
  entries.sort((one, other) => one.word.localeCompare(other.word, language) || one.number - other.number);
  return entries
    .map(({ word, meaning, number }) => wrapped(`${paint('bold', word)}  ${meaning} (${number})`, '    ', columns))
    .join('\n');
}

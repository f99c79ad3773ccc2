/** The time plan, the notes for the lecturer and the index of words, as text. */
import { columns as aligned } from '../../terminal/columns.ts';
import { wrapped } from '../../terminal/wrap.ts';
import type { Chapter, Lesson } from '../chapter.ts';
import { rangeText } from '../knobs.ts';
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
  const lesson = chapter.in(language);
  return [
    paint(['bold', 'cyan'], `${chapter.number}  ${title} (${chapter.minutes} min)`),
    ...(lesson.language === language ? [] : [text.onlyEnglish]),
    ...parts.map(([name, words]) => wrapped(`${paint('bold', name)}  ${words}`, '  ', columns)),
    ...(chapter.knobs.length === 0 ? [] : [paint('bold', text.knobs), ...knobLines(chapter, lesson, columns)]),
  ].join('\n');
}

/** The knobs of a chapter: what can be changed, with default and range. */
export function knobsText(chapter: Chapter, language: Language, { paint, columns }: Screen): string {
  const lesson = chapter.in(language);
  return [
    paint(['bold', 'cyan'], `${chapter.number}  ${lesson.title}`),
    ...(chapter.knobs.length === 0 ? [`  ${PLAYER_TEXTS[language].noKnobs}`] : knobLines(chapter, lesson, columns)),
  ].join('\n');
}

/** `laid  how many eggs the hens lay, 1 to 100 [10]` */
function knobLines({ knobs }: Chapter, { knobs: meanings }: Lesson, columns: number): string[] {
  const width = Math.max(...knobs.map(({ name }) => name.length));
  return knobs.map((knob) => {
    const meaning = meanings[knob.name] ?? '';
    const margin = `  ${knob.name.padEnd(width)}  `;
    const words = wrapped(
      `${meaning}: ${rangeText(knob)} [${knob.usual}]`,
      ' '.repeat(margin.length),
      columns - margin.length,
    );
    return `${margin}${words}`;
  });
}

/** All words in alphabetical order, each with the meaning that its first chapter gives it, and with all its chapters. */
export function wordsText(chapters: readonly Chapter[], language: Language, { paint, columns }: Screen): string {
  const onlyEnglish = chapters.flatMap((chapter) =>
    chapter.in(language).language === language ? [] : [chapter.number],
  );
  const entries = new Map<string, { readonly word: string; readonly meaning: string; readonly numbers: number[] }>();
  for (const chapter of chapters)
    for (const [word, meaning] of chapter.in(language).words) {
      const known = entries.get(word.toLowerCase());
      if (known === undefined) entries.set(word.toLowerCase(), { word, meaning, numbers: [chapter.number] });
      else known.numbers.push(chapter.number);
    }
  const words = [...entries.values()]
    .sort((one, other) => one.word.localeCompare(other.word, language))
    .map(({ word, meaning, numbers }) =>
      wrapped(`${paint('bold', word)}  ${meaning} (${numbers.join(', ')})`, '    ', columns),
    );
  const [first] = onlyEnglish;
  const note = first === undefined ? [] : [wrapped(PLAYER_TEXTS[language].wordsInEnglish(first), '', columns), ''];
  return [...note, ...words].join('\n');
}

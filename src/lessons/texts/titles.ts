/** The titles of the chapters, by language: the table of contents does not load the chapters. */

import type { Language } from '../language.ts';
import { type ChapterName, nameOf } from '../numbers.ts';
import { titles as de } from './de/titles.ts';
import { titles as en } from './en/titles.ts';

export type Titles = Readonly<Record<ChapterName, string>>;

const TITLES: Readonly<Record<Language, Partial<Titles>>> = { en, de };

/** Whether a chapter has texts in a language. */
export function hasTexts(language: Language, number: number): boolean {
  const name = nameOf(number);
  return name !== null && TITLES[language][name] !== undefined;
}

/** In English if the chapter has no texts in that language. @throws Error if there is no such chapter */
export function titleIn(language: Language, number: number): string {
  const name = nameOf(number);
  if (name === null) throw new Error(`expected a chapter ${number}, found none`);
  return TITLES[language][name] ?? en[name];
}

/** The menus of the lecture: which chapter, and what comes after it. */
import { autocomplete, isCancel, select } from '@clack/prompts';
import type { Entry } from '../chapters.ts';
import type { Language } from '../language.ts';
import { PLAYER_TEXTS } from '../texts/player-texts.ts';
import { titleIn } from '../texts/titles.ts';

/** The lines that the menu takes besides its list. */
const FRAME = 9;

/** Asks for a chapter; null for Ctrl-C. */
export async function chosenChapter(
  entries: readonly Entry[],
  preset: number,
  language: Language,
): Promise<number | null> {
  const text = PLAYER_TEXTS[language];
  const answer = await autocomplete({
    message: text.whichChapter,
    options: entries.map(({ number }) => ({ value: number, label: titleOf(number, language) })),
    initialValue: preset,
    maxItems: Math.max(5, (process.stdout.rows ?? 24) - FRAME),
    placeholder: text.numberOrWord,
    // If the list is empty, there is nothing to choose.
    validate: (chosen) => (chosen === undefined ? text.noMatch : undefined),
  });
  return isCancel(answer) ? null : answer;
}

export type Next = 'next' | 'again' | 'code' | 'menu';

/** Asks what comes after a chapter; null for Ctrl-C. */
export async function chosenNext(following: Entry | undefined, language: Language): Promise<Next | null> {
  const text = PLAYER_TEXTS[language];
  const answer = await select<Next>({
    message: text.whatNext,
    options: [
      ...(following === undefined ? [] : [{ value: 'next' as const, label: titleOf(following.number, language) }]),
      { value: 'again', label: text.again },
      { value: 'code', label: text.source },
      { value: 'menu', label: text.allChapters },
    ],
    showInstructions: false,
  });
  return isCancel(answer) ? null : answer;
}

/** ` 7  A send is a call`. */
export function titleOf(number: number, language: Language): string {
  return `${String(number).padStart(2)}  ${titleIn(language, number)}`;
}

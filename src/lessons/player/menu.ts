/** The menus of the lecture: which chapter, and what comes after it. */
import { autocomplete, isCancel, select } from '@clack/prompts';
import type { Entry } from '../chapters.ts';

/** The lines that the menu takes besides its list. */
const FRAME = 9;

/** Asks for a chapter; null for Ctrl-C. */
export async function chosenChapter(entries: readonly Entry[], preset: number): Promise<number | null> {
  const answer = await autocomplete({
    message: 'Cake factory: which chapter?',
    options: entries.map(({ chapter }) => ({ value: chapter.number, label: titleOf(chapter) })),
    initialValue: preset,
    maxItems: Math.max(5, (process.stdout.rows ?? 24) - FRAME),
    placeholder: 'a number or a word',
    // If the list is empty, there is nothing to choose.
    validate: (chosen) =>
      chosen === undefined ? 'expected a chapter number or a word of its title, found no match' : undefined,
  });
  return isCancel(answer) ? null : answer;
}

export type Next = 'next' | 'again' | 'code' | 'menu';

/** Asks what comes after a chapter; null for Ctrl-C. */
export async function chosenNext(following: Entry | undefined): Promise<Next | null> {
  const answer = await select<Next>({
    message: 'What next?',
    options: [
      ...(following === undefined ? [] : [{ value: 'next' as const, label: titleOf(following.chapter) }]),
      { value: 'again', label: 'play this chapter again' },
      { value: 'code', label: "show this chapter's source" },
      { value: 'menu', label: 'all chapters' },
    ],
    showInstructions: false,
  });
  return isCancel(answer) ? null : answer;
}

/** ` 7  A send is a call`. */
export function titleOf({ number, title }: Entry['chapter']): string {
  return `${String(number).padStart(2)}  ${title}`;
}

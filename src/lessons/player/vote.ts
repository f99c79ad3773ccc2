/** Votes: a letter from one person, or the counts of a class. */
import { show } from '../../line/printable.ts';
import type { PlayerText } from '../texts/player-text.ts';

/** The index of one person's answer, or how many people chose each answer. */
export type Vote =
  | { readonly kind: 'one'; readonly place: number }
  | { readonly kind: 'class'; readonly counts: readonly number[] };

export type ParsedVote = Vote | { readonly kind: 'none' } | { readonly kind: 'mistake'; readonly found: string };

/** `B  not a single one`. */
export function letterOf(place: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + place);
}

/**
 * Understands `c`, `C`, `3` as one answer, and `A 4 B 11 C 23` as the counts of a class; nothing is no answer.
 *
 * @param answers how many answers there are
 */
export function voteIn(text: string, answers: number): ParsedVote {
  const words = text.trim().toUpperCase();
  if (words === '') return { kind: 'none' };
  const place = placeOf(words, answers);
  if (place !== null) return { kind: 'one', place };
  const counts = Array.from({ length: answers }, () => 0);
  // `A 4`, `A4`, `A=4` and `A: 4` with spaces, commas or semicolons in between.
  const pairs = words.split(/[\s,;]*(?=[A-Z])/).map((pair) => /^([A-Z])[\s:=]*(\d{1,5})[\s,;]*$/.exec(pair));
  for (const pair of pairs) {
    const at = placeOf(pair?.[1] ?? '', answers);
    if (at === null) return { kind: 'mistake', found: show(text.trim()) };
    counts[at] = (counts[at] ?? 0) + Number(pair?.[2]);
  }
  return { kind: 'class', counts };
}

function placeOf(word: string, answers: number): number | null {
  const place = /^[A-Z]$/.test(word)
    ? word.charCodeAt(0) - 'A'.charCodeAt(0)
    : /^[1-9]$/.test(word)
      ? Number(word) - 1
      : -1;
  return place >= 0 && place < answers ? place : null;
}

/** The longest bar, in characters. */
const LONGEST = 40;

/** A bar for each answer. */
export function barsOf(counts: readonly number[]): string[] {
  const most = Math.max(1, ...counts);
  const width = String(most).length;
  return counts.map((count, place) => {
    const length = most <= LONGEST ? count : Math.round((count / most) * LONGEST);
    return `${letterOf(place)}  ${String(count).padStart(width)} ${'█'.repeat(count === 0 ? 0 : Math.max(1, length))}`.trimEnd();
  });
}

/** What was voted, before the right answer: `Your answer: A. `, `Votes: A 4, B 11, C 23. ` */
export function votedText(votes: readonly Vote[], text: PlayerText): string {
  const parts = votes.map((vote) =>
    vote.kind === 'one'
      ? `${text.yourAnswer}: ${letterOf(vote.place)}.`
      : `${text.votes}: ${vote.counts.map((count, place) => `${letterOf(place)} ${count}`).join(', ')}.`,
  );
  return parts.map((part) => `${part} `).join('');
}

/** What follows the figures of a run: its reasons, or what should have been seen. */
import { expect, test } from 'vitest';
import { chapter } from '../../src/lessons/chapters/01-iterators.ts';
import { revealText } from '../../src/lessons/player/chapter-text.ts';

const SCREEN = { paint: (_: unknown, text: string): string => text, columns: 80 };
const EXPECTED = 'What should be seen, and why';

function revealed(
  claim: 'confirmed' | 'not-confirmed' | 'impossible',
  given = {},
  disturbances: string[] = [],
): string {
  const lesson = chapter.in('en');
  const findings = { figures: 'THE FIGURES.', reasons: 'THE REASONS.', doubts: 'the doubts' };
  const outcome = { ...findings, right: 0, claim, facts: null, in: () => findings };
  return revealText({ lesson, set: lesson.with(given) }, outcome, [], disturbances, SCREEN);
}

test('a run that confirms its claim gives the reasons with its figures', () => {
  expect(revealed('confirmed')).toContain('THE FIGURES. THE REASONS.');
  expect(revealed('confirmed')).not.toContain(EXPECTED);
});

test('a run that does not, or that something disturbed, says what should be seen', () => {
  expect(revealed('not-confirmed')).toContain(`${EXPECTED}  THE REASONS.`);
  expect(revealed('confirmed', {}, ['a stop'])).toContain(`${EXPECTED}  THE REASONS.`);
});

test('nothing is said to be expected of other settings, nor of what cannot be', () => {
  expect(revealed('not-confirmed', { check: 'after' })).not.toContain('THE REASONS');
  expect(revealed('impossible')).not.toContain('THE REASONS');
});

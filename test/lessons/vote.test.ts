/** Votes: by a letter, a number, or the counts of a class. */
import { describe, expect, test } from 'vitest';
import { barsOf, votedText, voteIn } from '../../src/lessons/player/vote.ts';
import { player } from '../../src/lessons/texts/en/player.ts';

describe('what the audience types', () => {
  test.each(['c', 'C', '3', ' c '])('%j is the third answer', (text) => {
    expect(voteIn(text, 3)).toEqual({ kind: 'one', place: 2 });
  });

  test.each(['A 4 B 11 C 23', 'a4 b11 c23', 'A: 4, B: 11, C: 23', 'C=23;A=4;B=11', '  A4B11C23  '])(
    '%j is the vote of a class',
    (text) => {
      expect(voteIn(text, 3)).toEqual({ kind: 'class', counts: [4, 11, 23] });
    },
  );

  test('an answer that nobody chose may be left out', () => {
    expect(voteIn('B 7', 3)).toEqual({ kind: 'class', counts: [0, 7, 0] });
  });

  test('nothing is no answer', () => {
    expect(voteIn('  ', 3)).toEqual({ kind: 'none' });
  });

  test.each(['d', '4', '0', 'AB', 'A 4 D 2', 'A four', '-1', 'A 4 B'])('%j is refused', (text) => {
    expect(voteIn(text, 3)).toEqual({ kind: 'mistake', found: JSON.stringify(text) });
  });
});

test('the bars are as long as the counts, or in proportion, and a single vote is always seen', () => {
  expect(barsOf([4, 0, 11])).toEqual(['A   4 ████', 'B   0', `C  11 ${'█'.repeat(11)}`]);
  expect(barsOf([1, 400])).toEqual(['A    1 █', `B  400 ${'█'.repeat(40)}`]);
});

test('the reveal repeats what was voted, before and after the discussion', () => {
  expect(votedText([], player)).toBe('');
  expect(votedText([{ kind: 'one', place: 1 }], player)).toBe('Your answer: B. ');
  const classes = [
    [4, 1],
    [0, 5],
  ].map((counts) => ({ kind: 'class', counts }) as const);
  expect(votedText(classes, player)).toBe('Votes: A 4, B 1. Votes: A 0, B 5. ');
});

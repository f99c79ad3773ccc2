/** The marks over lanes: one for each moment, wherever the moments lie. */
import { expect, test } from 'vitest';
import { marks } from '../../src/terminal/lane-drawing.ts';

test('each moment has its mark, in order', () => {
  expect(marks([0, 50, 100], 10, 100, '*')).toBe('*    *   *');
});

test('marks that would overlap stand side by side, also at the end', () => {
  expect(marks([10, 11, 12], 10, 100, '*')).toBe(' ***');
  expect(marks([97, 98, 99], 10, 100, '*')).toBe('       ***');
  expect(marks([98, 99], 10, 100, '🎂')).toBe('      🎂🎂');
});

test('marks that do not fit side by side are left out', () => {
  expect(marks([1, 2, 3, 4], 3, 4, '*')).toBe('***');
});

/** The pictures in the chapters: stack and belts. The drawing of lanes is tested with the trace. */
import { expect, test } from 'vitest';
import { beltPicture } from '../../src/lessons/pictures/belts.ts';
import { stackPicture } from '../../src/lessons/pictures/stack.ts';

test('the stack has the function that runs on top', () => {
  expect(stackPicture(['oven', 'melter', 'producer'], 'works')).toEqual([
    '  ┌──────────┐',
    '  │ oven     │  <- works',
    '  │ melter   │',
    '  │ producer │',
    '  └──────────┘',
  ]);
});

test('a belt shows what is on it, to scale if it is long, and never hides the only item', () => {
  const belt = { from: 'hens', to: 'oven' };
  expect(beltPicture({ ...belt, held: 3, capacity: 6 }, 0, 'of')).toBe('hens ─[■■■···]─> oven  3 of 6');
  expect(beltPicture({ ...belt, held: 0, capacity: 2 }, 0, 'of')).toBe('hens ─[··]─> oven  0 of 2');
  expect(beltPicture({ ...belt, held: 1, capacity: 4800 }, 0, 'of')).toContain('[■·······················]');
  expect(beltPicture({ ...belt, held: 4500, capacity: Infinity }, 4500, 'of')).toBe(
    `hens ─[${'■'.repeat(24)}…─> oven  4,500`,
  );
});

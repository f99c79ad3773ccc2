/** How code is fitted into the width of a terminal. */
import { expect, test } from 'vitest';
import { codeText } from '../../src/lessons/player/code-text.ts';

const plain = (_: unknown, text: string): string => text;

test('all wrapped lines of code have the same indent', async () => {
  const words = Array.from({ length: 40 }, (_, i) => `word${i}`).join(' ');
  const lines = (await codeText(`  const text = ${words};`, plain, 80)).split('\n');
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.map((line) => line.search(/\S/))).toEqual([4, ...lines.slice(1).map(() => 8)]);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});

test('a long comment moves above its code and has its mark on every line', async () => {
  const words = Array.from({ length: 40 }, (_, i) => `word${i}`).join(' ');
  const lines = (await codeText(`  run(); // ${words}`, plain, 80)).split('\n');
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.at(-1)).toBe('    run();');
  for (const line of lines.slice(0, -1)) expect(line).toMatch(/^ {4}\/\/ word/);
});

test('a word that is too long stays whole', async () => {
  const word = 'x'.repeat(100);
  expect(await codeText(`    ${word}`, plain, 80)).toBe(`      ${word}`);
});

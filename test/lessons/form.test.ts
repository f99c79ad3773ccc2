/** The form of the chapters: their numbers, lengths, ideas and code. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chapters } from '../../src/lessons/chapters.ts';
import { openingText, questionText } from '../../src/lessons/player/chapter-text.ts';
import { excerptOf } from '../../src/lessons/player/excerpt.ts';

const entries = await chapters();

test('the chapters and their files are numbered from 1 to 21', () => {
  expect(entries.map(({ chapter }) => chapter.number)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
  expect(entries.map(({ path }) => Number(basename(path).slice(0, 2)))).toEqual(
    entries.map(({ chapter }) => chapter.number),
  );
});

test('the file of each chapter is short enough to read in a lecture', () => {
  for (const { path } of entries) {
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n').length;
    expect([basename(path), lines >= 40 && lines <= 150]).toEqual([basename(path), true]);
  }
});

describe.each(entries.map(({ chapter }) => [`chapter ${chapter.number}: ${chapter.title}`, chapter] as const))(
  '%s',
  (_, chapter) => {
    test('has an idea of two sentences', () => {
      expect(chapter.idea.match(/[.!?]"?(?= |$)/g)).toHaveLength(2);
    });

    test('shows real source code, line for line', () => {
      expect(chapter.code.length).toBeGreaterThan(0);
      for (const excerpt of chapter.code) {
        const source = readFileSync(excerpt.file, 'utf8')
          .split('\n')
          .map((line) => line.trim());
        const shown = excerptOf(excerpt)
          .split('\n')
          .map((line) => line.trim());
        expect(shown.length).toBeGreaterThan(2);
        const first = source.findIndex((__, i) => shown.every((line, j) => source[i + j] === line));
        expect(first).toBeGreaterThan(-1);
      }
    });

    test('has an opening that fits 24 lines, and 32 lines with its question', async () => {
      const opening = await openingText(chapter, (__, text) => text);
      const question = questionText(chapter, (__, text) => text);
      expect(opening.split('\n').length).toBeLessThanOrEqual(24);
      expect(`${opening}\n${question}`.split('\n').length).toBeLessThanOrEqual(32);
    });
  },
);

/** The form of the chapters: their numbers, lengths, ideas, code and texts. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { chapters } from '../../src/lessons/chapters.ts';
import { CHAPTER } from '../../src/lessons/numbers.ts';
import { afterText, openingText, questionText, tryItText } from '../../src/lessons/player/chapter-text.ts';
import { codeText } from '../../src/lessons/player/code-text.ts';
import { excerptOf } from '../../src/lessons/player/excerpt.ts';
import { placeOfChange } from '../../src/lessons/player/place.ts';

const entries = await chapters();
const SCREEN = { paint: (_: unknown, text: string): string => text, columns: 80 };

test('the chapters and their files have the numbers of the table of contents', () => {
  const numbers = Object.values(CHAPTER);
  expect(numbers).toEqual(numbers.map((_, place) => place));
  expect(entries.map(({ chapter }) => chapter.number)).toEqual(numbers);
  expect(entries.map(({ path }) => Number(basename(path).slice(0, 2)))).toEqual(numbers);
});

test('the file of each chapter is short enough to read in a lecture', () => {
  for (const { path } of entries) {
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n').length;
    expect([basename(path), lines >= 40 && lines <= 170]).toEqual([basename(path), true]);
  }
});

describe.each(entries.map(({ chapter, path }) => [`chapter ${chapter.number}`, chapter, path] as const))(
  '%s',
  (_, chapter, path) => {
    const lessons = chapter.languages.map((language) => chapter.in(language));

    test('has an idea of two sentences, words, and notes for the lecturer', () => {
      for (const { idea, words, notes } of lessons) {
        expect(idea.match(/[.!?]["”“]?(?= |$)/g)).toHaveLength(2);
        expect(words.length).toBeGreaterThan(0);
        for (const note of Object.values(notes)) expect(note.length).toBeGreaterThan(10);
      }
    });

    test('shows at most 12 lines of real source code, and explains names that are in it', () => {
      const shown = chapter.code.map((excerpt) => excerptOf(excerpt));
      for (const [i, code] of shown.entries()) {
        const { file = '' } = chapter.code[i] ?? {};
        const source = readFileSync(file, 'utf8')
          .split('\n')
          .map((line) => line.trim());
        const lines = code.split('\n').map((line) => line.trim());
        const first = source.findIndex((__, at) => lines.every((line, j) => source[at + j] === line));
        expect(first).toBeGreaterThan(-1);
      }
      expect(shown.join('\n').split('\n').length).toBeLessThanOrEqual(12);
      for (const { names } of lessons) {
        if (shown.length > 0) expect(names.length).toBeGreaterThan(0);
        for (const [name] of names) expect(shown.join('\n')).toContain(name);
      }
    });

    test('shows at most 12 lines of code on a screen of 80 columns', async () => {
      const shown = await Promise.all(
        chapter.code.map((one) => codeText(excerptOf(one), SCREEN.paint, SCREEN.columns)),
      );
      expect(shown.join('\n').split('\n').length).toBeLessThanOrEqual(12);
    });

    test('"Try it" has its command alone on a line, also on a narrow screen, and names file and line', async () => {
      for (const lesson of lessons) {
        const place = placeOfChange(chapter, `src/lessons/chapters/${basename(path)}`);
        const set = lesson.with({});
        const { command, inFile } = tryItText(chapter, lesson, place);
        expect(inFile).toMatch(/src\/\S+\.ts:\d+/);
        const playing = { chapter, lesson, set, place };
        const lines = afterText(playing, { ...SCREEN, columns: 60 }).split('\n');
        // A path is never broken.
        const broken = lines.filter((line) => stringWidth(line) > 60 && line.trim().includes(' '));
        expect(broken).toEqual([]);
        if (command !== null) expect(lines).toContain(`  ${command}`);
      }
    });

    test('has an opening that fits 24 lines, and 34 lines with its question', async () => {
      for (const lesson of lessons) {
        const set = lesson.with({});
        const opening = await openingText({ chapter, lesson, set, place: '' }, SCREEN);
        expect(opening.split('\n').length).toBeLessThanOrEqual(24);
        const question = questionText(set.question, SCREEN);
        expect(`${opening}\n${question}`.split('\n').length).toBeLessThanOrEqual(34);
      }
    });

    test('says where to change what "Try it" asks for, and what each knob sets', () => {
      const [, line = ''] = placeOfChange(chapter, `src/lessons/chapters/${basename(path)}`).split(':');
      expect(Number(line)).toBeGreaterThan(0);
      for (const { knobs } of lessons)
        expect(Object.keys(knobs).toSorted()).toEqual(chapter.knobs.map(({ name }) => name).toSorted());
    });
  },
);

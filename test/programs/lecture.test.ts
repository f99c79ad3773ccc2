/** `npm run lecture`: its options, and what it prints without a terminal. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { chapters } from '../../src/lessons/chapters.ts';
import { LECTURE_HELP, parseLecture } from '../../src/lessons/player/options.ts';
import { PYTHON_AND_TYPESCRIPT } from '../../src/lessons/python.ts';
import { ended, startProgram } from './run.ts';

const ROOT = resolve(import.meta.dirname, '../..');

function lecture(...args: readonly string[]) {
  return ended(startProgram(args, {}, 'lecture'));
}

describe('the options', () => {
  test('choose a chapter, all chapters, or the menu', () => {
    expect(parseLecture([], 21)).toEqual({ kind: 'menu', flags: [] });
    expect(parseLecture(['7'], 21)).toEqual({ kind: 'chapter', number: 7, flags: [] });
    expect(parseLecture(['--auto', '--quick'], 21)).toEqual({ kind: 'all', flags: ['--auto', '--quick'] });
    expect(parseLecture(['7', '--auto'], 21)).toEqual({ kind: 'chapter', number: 7, flags: ['--auto'] });
    expect(parseLecture(['7', '--code'], 21)).toEqual({ kind: 'chapter', number: 7, flags: ['--code'] });
    expect(parseLecture(['--list'], 21)).toEqual({ kind: 'list' });
    expect(parseLecture(['-h'], 21)).toEqual({ kind: 'help' });
  });

  test.each([
    [['0'], 'expected a chapter from 1 to 21, found "0"'],
    [['22'], 'expected a chapter from 1 to 21, found "22"'],
    [['7.5'], 'expected a chapter from 1 to 21, found "7.5"'],
    [['7', '8'], 'expected one chapter, found a second one: "8"'],
    [['--code'], '--code: expected a chapter number with it, found none'],
    [['--list', '7'], '--list: expected no chapter number with it, found 7'],
    [['--turbo'], "Unknown option '--turbo'"],
  ])('%j is refused', (args, message) => {
    expect(() => parseLecture(args, 21)).toThrow(message);
  });
});

test('--help fits 80 columns', () => {
  for (const line of LECTURE_HELP.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('--code shows the source of the chapter, in colour if FORCE_COLOR is set', async () => {
  const [entry] = (await chapters()).slice(6);
  const { code, stdout } = await ended(startProgram(['7', '--code'], { NO_COLOR: '', FORCE_COLOR: '1' }, 'lecture'));
  expect(code).toBe(0);
  expect(stdout).toContain('\u001b[35mfunction');
  const plain = stripVTControlCharacters(stdout);
  for (const line of plain.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80);
  const flat = (text: string): string => text.replace(/\s+/g, '');
  expect(flat(plain)).toContain(flat(readFileSync(entry?.path ?? '', 'utf8')).slice(0, 400));
});

test('--auto plays a chapter up to its answer, without a terminal', async () => {
  const { code, stdout, stderr } = await lecture('5', '--auto', '--quick');
  expect([code, stderr]).toEqual([0, '']);
  const places = ['C  one', 'flour     [ ', 'Right answer: C  one'].map((text) => stdout.indexOf(text));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(stdout).not.toContain('\u001b');
});

test('a pipe that closes early causes no stack trace', async () => {
  const child = startProgram(['--auto', '--quick'], {}, 'lecture');
  child.stdout?.once('data', () => child.stdout?.destroy());
  const { code, stderr } = await ended(child);
  expect([code, stderr]).toEqual([0, '']);
});

test('docs/lectures.md has the table of Python and TypeScript, and every chapter', async () => {
  const page = readFileSync(resolve(ROOT, 'docs/lectures.md'), 'utf8');
  for (const [python, typescript, bites] of PYTHON_AND_TYPESCRIPT)
    expect(page).toContain(`| \`${python}\` | \`${typescript}\` | ${bites} |`);
  for (const { chapter } of await chapters()) expect(page).toContain(`${chapter.number}. ${chapter.title}`);
});

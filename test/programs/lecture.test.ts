/** `npm run lecture`: its options, and what it prints without a terminal. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { chapters, tableOfContents } from '../../src/lessons/chapters.ts';
import { PLAN } from '../../src/lessons/plan.ts';
import { LECTURE_HELP, parseChapter, parseLecture } from '../../src/lessons/player/options.ts';
import { minutesOf } from '../../src/lessons/player/plan-text.ts';
import { PYTHON_AND_TYPESCRIPT } from '../../src/lessons/texts/en/python.ts';
import { ended, startProgram } from './run.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Each of these tests starts several programs, one after the other. */
const PROGRAMS = { timeout: 120_000 };

function lecture(...args: readonly string[]) {
  return ended(startProgram(args, {}, 'lecture'));
}

const EN = { language: 'en' };

describe('the options', () => {
  test('choose a chapter, all chapters, the menu, or something to print', () => {
    expect(parseLecture([], 34)).toEqual({ kind: 'menu', flags: [], replay: null, ...EN });
    expect(parseLecture(['0'], 34)).toEqual({ kind: 'chapter', number: 0, given: {}, flags: [] });
    expect(parseLecture(['--auto', '--quick'], 34)).toEqual({
      kind: 'all',
      flags: ['--auto', '--quick'],
      replay: null,
      ...EN,
    });
    expect(parseLecture(['7', '--auto'], 34)).toMatchObject({ kind: 'chapter', number: 7, flags: ['--auto'] });
    expect(parseLecture(['7', '--code'], 34)).toMatchObject({ kind: 'chapter', number: 7, flags: ['--code'] });
    expect(parseLecture(['7', '--answer'], 34)).toMatchObject({ kind: 'chapter', number: 7, flags: ['--answer'] });
    expect(parseLecture(['--list'], 34)).toEqual({ kind: 'list', ...EN });
    expect(parseLecture(['--plan', '--lang', 'de'], 34)).toEqual({ kind: 'plan', language: 'de' });
    expect(parseLecture(['--words'], 34)).toEqual({ kind: 'words', ...EN });
    expect(parseLecture(['--notes'], 34)).toEqual({ kind: 'notes', number: null, ...EN });
    expect(parseLecture(['7', '--notes'], 34)).toEqual({ kind: 'notes', number: 7, ...EN });
    expect(parseLecture(['-h'], 34)).toEqual({ kind: 'help' });
  });

  test('set knobs, and pass them on to the chapter', () => {
    expect(parseLecture(['19', '--set', 'laid=1', '--set', 'capacity=8'], 34)).toEqual({
      kind: 'chapter',
      number: 19,
      given: { laid: '1', capacity: '8' },
      flags: ['--set', 'laid=1', '--set', 'capacity=8'],
    });
    expect(parseChapter(['--set', 'a=b=c', '--lang', 'de', '--auto'])).toMatchObject({
      given: { a: 'b=c' },
      language: 'de',
      auto: true,
      answer: false,
    });
  });

  test('name files for records and handouts', () => {
    expect(parseLecture(['--auto', '--record', 'runs.json'], 34)).toEqual({
      kind: 'all',
      flags: ['--auto', '--record', 'runs.json'],
      replay: null,
      ...EN,
    });
    expect(parseLecture(['--handout', 'sheet.html', '--replay', 'runs.json'], 34)).toEqual({
      kind: 'handout',
      number: null,
      file: 'sheet.html',
      replay: 'runs.json',
      ...EN,
    });
  });

  test.each([
    [['-1'], "Unknown option '-1'"],
    [['35'], 'expected a chapter from 0 to 34, found "35"'],
    [['7.5'], 'expected a chapter from 0 to 34, found "7.5"'],
    [['7', '8'], 'expected one chapter, found a second one: "8"'],
    [['--code'], '--code: expected a chapter number with it, found none'],
    [['--answer'], '--answer: expected a chapter number with it, found none'],
    [['--set', 'laid=1'], '--set: expected a chapter number with it, found none'],
    [['7', '--set', 'laid'], '--set: expected NAME=VALUE, found "laid"'],
    [['--lang', 'fr'], '--lang: expected en or de, found "fr"'],
    [['--handout', 'sheet.pdf'], '--handout: expected a file name that ends in .md or .html, found "sheet.pdf"'],
    [['--record', 'a', '--replay', 'b'], '--record: expected no --replay with it, found both'],
    [['--list', '--auto'], '--list: expected no --auto with it, found both'],
    [['--handout', 'a.md', '--set', 'a=1'], '--handout: expected no --set with it, found both'],
    [['--list', '7'], '--list: expected no chapter number with it, found 7'],
    [['7', '--answer', '--set', 'laid=1'], '--answer: expected no --set with it, found both'],
    [['7', '--answer', '--record', 'r.json'], '--answer: expected no --record with it, found both'],
    [['7', '--code', '--replay', 'r.json'], '--code: expected no --replay with it, found both'],
    [['--plan', '7'], '--plan: expected no chapter number with it, found 7'],
    [['--turbo'], "Unknown option '--turbo'"],
  ])('%j is refused', (args, message) => {
    expect(() => parseLecture(args, 34)).toThrow(message);
  });
});

test('--help fits 80 columns', () => {
  for (const line of LECTURE_HELP.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('--code gives the source as it is, so that it can be copied', async () => {
  const [entry] = tableOfContents().slice(7);
  const { code, stdout } = await lecture('7', '--code');
  expect(code).toBe(0);
  expect(stdout).toBe(readFileSync(entry?.path ?? '', 'utf8'));
});

test('--set announces the change, and a knob that is not there is refused in one line', PROGRAMS, async () => {
  const set = await lecture('1', '--auto', '--set', 'check=after');
  expect([set.code, set.stderr]).toEqual([0, '']);
  expect(set.stdout).toContain('changed: check before -> after');
  const wrong = await lecture('1', '--set', 'laid=1');
  expect([wrong.code, wrong.stderr]).toEqual([
    2,
    '--set: expected a knob of chapter 1, found "laid", a knob of chapter 19: npm run lecture -- 19 --set laid=1\n',
  ]);
  const unknown = await lecture('1', '--set', 'nothing=1');
  expect([unknown.code, unknown.stderr]).toEqual([
    2,
    '--set: expected a knob of the chapter, found "nothing"; the knobs here are check, eggs\n',
  ]);
  const value = await lecture('1', '--set', 'eggs=0');
  expect([value.code, value.stderr]).toEqual([2, '--set eggs: expected a whole number from 1 to 500, found "0"\n']);
});

test('--answer gives prediction, result and reason', async () => {
  const { code, stdout } = await lecture('1', '--answer');
  expect(code).toBe(0);
  const places = ['changed: check before -> after', 'Prediction  ', 'Result  ', 'Reason  '].map((text) =>
    stdout.indexOf(text),
  );
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('a recorded run is replayed word for word, and stands in the handout', PROGRAMS, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cake-factory-record-'));
  try {
    const [runs, sheet, page] = ['runs.json', 'sheet.md', 'sheet.html'].map((name) => join(folder, name));
    if (runs === undefined || sheet === undefined || page === undefined) throw new Error('expected three names');
    const live = await lecture('5', '--auto', '--quick', '--record', runs);
    await lecture('1', '--auto', '--quick', '--record', runs);
    await lecture('1', '--auto', '--quick', '--record', runs);
    const replayed = await lecture('5', '--auto', '--replay', runs);
    expect([replayed.code, replayed.stderr]).toEqual([0, '']);
    const lines = replayed.stdout.split('\n');
    expect(lines.filter((line) => line.startsWith('Replayed: this run was recorded on '))).toHaveLength(1);
    // The run and the reveal are the same. The note of the replay may take two lines.
    const end = live.stdout.slice(live.stdout.indexOf('flour     ['));
    expect(replayed.stdout.endsWith(end)).toBe(true);
    const missing = await lecture('2', '--auto', '--replay', runs);
    expect([missing.code, missing.stderr]).toEqual([
      2,
      `--replay: expected a run of chapter 2 in "en", found none: ${runs}\n`,
    ]);
    await lecture('--handout', sheet, '--replay', runs);
    const text = readFileSync(sheet, 'utf8');
    expect(text.match(/^## /gm)).toHaveLength(tableOfContents().length + 2);
    // The two runs stand behind the sheets, so that nobody sees an answer before the prediction.
    expect(text.match(/^# Recorded runs, and the answers$/gm)).toHaveLength(1);
    const [sheets = '', answers = ''] = text.split('# Recorded runs, and the answers');
    expect(sheets).not.toContain('Right answer');
    expect(answers.match(/^Confirmed in this run\.$/gm)).toHaveLength(2);
    expect(text).toContain('next() called 101 times');
    await lecture('--handout', page);
    const html = readFileSync(page, 'utf8');
    expect(html.match(/<h2>/g)).toHaveLength(tableOfContents().length);
    expect(html.match(/class="prediction"/g)).toHaveLength(tableOfContents().length);
    for (const outside of ['<script', 'http:', 'https:', '<link']) expect(html).not.toContain(outside);
    const hostile = await lecture('--handout', sheet, '--replay', sheet);
    expect([hostile.code, hostile.stderr.trimEnd().split('\n')]).toEqual([
      2,
      [expect.stringContaining('sheet.md: expected recorded runs as JSON')],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the plan has three lectures of at most 50 minutes, in order, and every chapter once', async () => {
  const all = (await chapters()).map(({ chapter }) => chapter);
  expect(PLAN).toHaveLength(3);
  for (const numbers of PLAN) {
    expect(minutesOf(all, numbers)).toBeLessThanOrEqual(50);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
  expect(new Set(PLAN.flat()).size).toBe(PLAN.flat().length);
  const { stdout } = await lecture('--plan');
  expect(stdout).toMatch(/^Lecture 1: \d+ of 50 minutes\n/);
  for (const chapter of all) expect(stdout.split(chapter.in('en').title)).toHaveLength(2);
});

test('--notes and --words fit 80 columns, and have every chapter', async () => {
  const [notes, words] = await Promise.all([lecture('--notes'), lecture('--words')]);
  for (const { stdout } of [notes, words])
    for (const line of stdout.split('\n')) expect([line, stringWidth(line) <= 80]).toEqual([line, true]);
  for (const { chapter } of await chapters()) {
    expect(notes.stdout).toContain(chapter.in('en').title);
    for (const [word] of chapter.in('en').words) expect(words.stdout).toContain(word);
  }
});

test('--knobs lists what can be changed, with its default and its range', async () => {
  const { code, stdout } = await lecture('--knobs');
  expect(code).toBe(0);
  for (const line of stdout.split('\n')) expect([line, stringWidth(line) <= 80]).toEqual([line, true]);
  for (const { chapter } of await chapters())
    for (const { name, usual } of chapter.knobs) {
      const own = stdout.slice(stdout.indexOf(`${chapter.number}  ${chapter.in('en').title}`));
      expect(own).toMatch(new RegExp(`\\n {2}${name} [^]*?\\[${usual}\\]`));
    }
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
  for (const { chapter } of await chapters()) expect(page).toContain(`${chapter.number}. ${chapter.in('en').title}`);
});

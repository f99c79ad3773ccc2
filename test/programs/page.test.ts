/** `npm run page`: its help, the file that it writes, and the options that it refuses. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { PAGE_HELP } from '../../src/page/options.ts';
import { sharedPrograms } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'cake-factory-page-'));
afterAll(() => rmSync(folder, { recursive: true }));

const programs = sharedPrograms();
afterAll(() => programs.end());
const runPage = (...args: readonly string[]) => programs.run('page', args);

test('--help prints the help', async () => {
  const { code, stdout } = await runPage('--help');
  expect(code).toBe(0);
  expect(stdout.trim()).toBe(PAGE_HELP);
  expect(Math.max(...PAGE_HELP.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('--out names the file that it writes', async () => {
  const page = join(folder, 'lecture.html');
  const { code, stdout, stderr } = await runPage('--out', page);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.trim()).toBe(`Wrote ${page}: open it in a browser.`);
  expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
});

test.each([
  [['--turbo'], "Unknown option '--turbo' (--help lists the options)"],
  [['--out', ''], '--out: expected the name of a file, found ""'],
  [['--serve', '--port', 'x'], '--port: expected an integer from 0 to 65535, found "x"'],
])('refuses %j in one line', async (args, message) => {
  const { code, stdout, stderr } = await runPage(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.trim()).toContain(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

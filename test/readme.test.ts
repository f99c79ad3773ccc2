/** The README: its links, commands and recipe work as written. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { graphOf } from '../src/cake/graph.ts';
import { readRecipe } from '../src/cake/read-recipe.ts';
import { parseStart } from '../src/contrast/options.ts';
import { parseLecture } from '../src/lessons/player/options.ts';
import { parseReport } from '../src/report/options.ts';
import { run } from './programs/run.ts';

const ROOT = resolve(import.meta.dirname, '..');
const readme = readFileSync(resolve(ROOT, 'README.md'), 'utf8');
const manifest = readFileSync(resolve(ROOT, 'package.json'), 'utf8');

/** Every `npm start ...` of the README, as the arguments that the program gets. */
const starts = [...readme.matchAll(/`npm start (?:--silent )?-- ([^`]+)`/g)].map(([, args = '']) => args.split(' '));

test('every file that the README links to exists', () => {
  const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path);
  expect(links.length).toBeGreaterThan(15);
  expect(links.filter((path) => !existsSync(resolve(ROOT, path)))).toEqual([]);
});

test('every npm script that the README names exists', () => {
  const scripts = [...readme.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((name) => !manifest.includes(`"${name}":`))).toEqual([]);
});

test('every npm start command of the README is valid', () => {
  expect(starts.length).toBeGreaterThan(6);
  for (const args of starts) expect(() => parseStart(args), args.join(' ')).not.toThrow();
});

test('every lecture command of the README is valid', () => {
  const lectures = [...readme.matchAll(/`npm run lecture -- ([^`]+)`/g)].map(([, args = '']) => args.split(' '));
  expect(lectures.length).toBeGreaterThan(3);
  for (const args of lectures) expect(() => parseLecture(args, 21), args.join(' ')).not.toThrow();
});

test('every report command of the README is valid', () => {
  const reports = [...readme.matchAll(/`npm run report -- ([^`]+)`/g)].map(([, args = '']) => args.split(' '));
  expect(reports.length).toBeGreaterThan(3);
  for (const args of reports) expect(() => parseReport(args), args.join(' ')).not.toThrow();
});

/** Options that other tests cover. */
const ELSEWHERE = ['--quick', '--json', '--delivery', '--trace-out'];

/** Each command once, without those that take long, need a file, or are covered by other tests. */
const commands = new Map(
  starts
    .filter((words) => !['--pace', '--recipe', ...ELSEWHERE].some((option) => words.includes(option)))
    .map((words) => [words.join(' '), words]),
);

test.each([...commands])('npm start -- %s succeeds, with a smaller order', async (_, args) => {
  // If an option is given twice, the last one counts.
  const smaller = args.includes('--trace') ? [] : ['--quick', '--cakes=8', '--samples=1'];
  const fewer = args.includes('--trace') || args.includes('--workload') ? [] : ['--workload=message-bound'];
  // Other tests compare the engines.
  const alone = args.includes('--trace') || args.includes('--engine') ? [] : ['--engine=cooperative'];
  const { code, stdout, stderr } = await run(...args, ...smaller, ...fewer, ...alone);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.length).toBeGreaterThan(100);
});

test("the README's recipe can be baked", () => {
  const recipe = readRecipe(/```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? '', 'README.md');
  expect(graphOf(recipe, 'README.md').perProduct).toEqual([6, 1, 2, 1]);
});

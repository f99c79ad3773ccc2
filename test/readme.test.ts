/** The documents: their links and commands are valid, and the commands of the README succeed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseBench } from '../src/bench/options.ts';
import { demandOf } from '../src/cake/recipe/demand.ts';
import { graphOf } from '../src/cake/recipe/graph.ts';
import { readRecipe } from '../src/cake/recipe/read-recipe.ts';
import { parseStart } from '../src/contrast/options.ts';
import { parseLecture } from '../src/lessons/player/options.ts';
import { parseReport } from '../src/report/options.ts';
import { sharedPrograms } from './programs/run.ts';
import { parseSoak } from './soak/options.ts';

const ROOT = resolve(import.meta.dirname, '..');
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const PAGES = readdirSync(join(ROOT, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);
const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'src/bench/README.md', ...PAGES];

const readme = textOf('README.md');
const scripts = Object.keys(JSON.parse(textOf('package.json')).scripts);

const FENCED = /^```(\w*)\n([\s\S]*?)^```$/gm;

/** Every command of a document: in a block of shell lines, or in a code span. */
function commandsIn(text: string): string[] {
  const lines = [...text.matchAll(FENCED)].flatMap(([, language, block = '']) =>
    language === 'sh' ? block.trim().split('\n') : [],
  );
  const spans = [...text.replace(FENCED, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  return [...lines, ...spans].flatMap((line) => line.split('&&')).map((command) => command.trim());
}

const commands = DOCUMENTS.flatMap((path) => commandsIn(textOf(path)));

/** The arguments that a program gets from each command that starts it. */
function argumentsOf(program: RegExp, among = commands): string[][] {
  return among.flatMap((command) => {
    const [, args] = new RegExp(`^${program.source}(?: --silent)? -- (.+)$`).exec(command) ?? [];
    return args === undefined ? [] : [args.split(' ')];
  });
}

/** The anchors of the headings, as GitHub names them. */
function anchorsIn(text: string): string[] {
  return [...text.replace(FENCED, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/**
 * The links whose file or heading does not exist.
 *
 * @param path of the document, relative to the project
 */
function brokenLinks(path: string, text = textOf(path)): string[] {
  const links = [...text.replace(FENCED, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    if (/^https:/.test(link)) return false;
    const [file = '', anchor] = link.split('#');
    const target = resolve(ROOT, dirname(path), file);
    if (!existsSync(target)) return true;
    if (anchor === undefined) return false;
    return !anchorsIn(file === '' ? text : readFileSync(target, 'utf8')).includes(anchor);
  });
}

describe.each(DOCUMENTS)('%s', (path) => {
  test('links only to files and headings that exist', () => {
    expect(brokenLinks(path)).toEqual([]);
  });

  test('names only npm scripts that exist', () => {
    const named = [...textOf(path).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  test('runs only files that exist', () => {
    const files = commandsIn(textOf(path)).flatMap(
      (command) => /^npx (?:tsx|vitest run) (\S+)/.exec(command)?.slice(1) ?? [],
    );
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});

test('broken links, missing headings and shell commands are found', () => {
  const links = '# A & B: c\n[a](nowhere.md) [b](#a--b-c) [c](#none) [d](../README.md#start) [e](../README.md#none)';
  expect(brokenLinks('docs/page.md', links)).toEqual(['nowhere.md', '#none', '../README.md#none']);
  expect(commandsIn('```sh\nnpm ci && npm start\n```\nwith `npm test` and\n```\nnpm no\n```\n')).toEqual([
    'npm ci',
    'npm start',
    'npm test',
  ]);
});

test('the README is short and links to every other document', () => {
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(200);
  const linked = DOCUMENTS.filter((path) => path !== 'README.md' && !readme.includes(`](${path}`));
  expect(linked).toEqual([]);
});

const parsers = [
  ['npm start', /npm start/, parseStart, 8],
  ['npm run lecture', /npm run lecture/, (args: string[]) => parseLecture(args, 21), 4],
  ['npm run report', /npm run report/, parseReport, 4],
  ['npm run bench', /npm run bench/, parseBench, 1],
  ['npm run soak', /npm run soak/, (args: string[]) => parseSoak(args, () => 1), 2],
] as const;

test.each(parsers)('every documented command of %s is valid', (_, program, parse, least) => {
  const found = argumentsOf(program);
  expect(found.length).toBeGreaterThanOrEqual(least);
  for (const args of found) expect(() => parse(args), args.join(' ')).not.toThrow();
});

const programs = sharedPrograms();
afterAll(() => programs.end());

/** Options that other tests cover. */
const ELSEWHERE = ['--quick', '--json', '--delivery', '--trace-out', '--supervise'];

/** Each command of the README once, without those that take long, need a file, or are covered by other tests. */
const starts = new Map(
  argumentsOf(/npm start/, commandsIn(readme))
    .filter((words) => !['--pace', '--recipe', ...ELSEWHERE].some((option) => words.includes(option)))
    .map((words) => [words.join(' '), words]),
);

test.each([...starts])('npm start -- %s succeeds, with a smaller order', async (_, args) => {
  // If an option is given twice, the last one counts.
  const smaller = args.includes('--trace') ? [] : ['--quick', '--cakes=2', '--samples=1'];
  const fewer = args.includes('--trace') || args.includes('--workload') ? [] : ['--workload=message-bound'];
  // Other tests compare the engines. Where stations share threads, there have to be some.
  const chosen = ['--trace', '--engine', '--threads'].some((option) => args.includes(option));
  const alone = chosen ? [] : ['--engine=cooperative'];
  const { code, stdout, stderr } = await programs.run('start', [...args, ...smaller, ...fewer, ...alone]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.length).toBeGreaterThan(100);
  expect(stdout).not.toContain('\u001b');
});

test("the README's recipe can be baked", () => {
  const recipe = readRecipe(/```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? '', 'README.md');
  expect(demandOf(graphOf(recipe, 'README.md'), 24).items).toEqual([6, 3, 1, 1, 2, 24, 24, 24, 24]);
});

test('each step in the life of an item names functions that exist in its file', () => {
  const page = textOf('docs/architecture.md');
  const steps = [...page.matchAll(/^\d+\. \[([^\]]+)\]\(\S+\) ((?:`[^`]+`,? ?)+)/gm)];
  expect(steps.length).toBeGreaterThan(30);
  const missing = steps.flatMap(([, file = '', names = '']) =>
    [...names.matchAll(/`([^`]+)`/g)].flatMap(([, name = '']) =>
      new RegExp(`\\b${name}\\b`).test(textOf(file)) ? [] : [`${name} in ${file}`],
    ),
  );
  expect(missing).toEqual([]);
});

/** `npm run report`: its options, the files that it writes, and the files that it refuses. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseReport, REPORT_HELP, shownCommand } from '../../src/report/options.ts';
import { ownLineArguments } from '../../src/report/own-line-arguments.ts';
import { simulatedDocument } from '../report/simulated.ts';
import { sharedPrograms } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'cake-factory-report-'));
afterAll(() => rmSync(folder, { recursive: true }));

const programs = sharedPrograms();
afterAll(() => programs.end());
const runReport = (...args: readonly string[]) => programs.run('report', args);

const stored = join(folder, 'run.json');
writeFileSync(stored, JSON.stringify(simulatedDocument()));

test('--help lists every option', async () => {
  expect(parseReport(['--help'])).toEqual({ kind: 'help' });
  const { code, stdout } = await runReport('--help');
  expect(code).toBe(0);
  expect(stdout.trim()).toBe(REPORT_HELP);
  expect(Math.max(...REPORT_HELP.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('the page goes to report.html, to another file with --out, and is not written with --json alone', () => {
  const out = (...args: string[]) => {
    const command = parseReport(args);
    return command.kind === 'report' ? command.options.out : 'help';
  };
  expect(out()).toBe('report.html');
  expect(out('--out', 'other.html')).toBe('other.html');
  expect(out('--json')).toBeNull();
  expect(out('--json', '--out', 'other.html')).toBe('other.html');
});

test.each([
  ['squares.ts', '--report=report.html squares.ts'],
  ['--quick squares.ts', '--report=report.html --quick squares.ts'],
  ['squares.ts --out p.html', 'squares.ts --out p.html'],
  ['--out=p.html squares.ts --samples 3', '--out=p.html squares.ts --samples 3'],
  ['squares.ts --report p.html', 'squares.ts --report p.html'],
  ['squares.ts --json', 'squares.ts --json'],
  ['--threads 2 squares.ts', '--report=report.html --threads 2 squares.ts'],
])('%s is a line of a user: run %s', (given, args) => {
  expect(ownLineArguments(given.split(' '))).toEqual(args.split(' '));
});

test.each(['', '--quick', '--out p.html', '--from run.json --json', '--seed -5'])('"%s" names no line', (given) => {
  expect(ownLineArguments(given.split(' ').filter((word) => word !== ''))).toBe(null);
});

test('the threads and the station that is doubled are passed on, and are part of the command that the page shows', () => {
  const args = ['--threads', '3', '--double', 'oven'];
  expect(parseReport(args)).toMatchObject({ options: { threads: 3, double: 'oven' } });
  expect(parseReport([])).toMatchObject({ options: { threads: null, double: null } });
  expect(shownCommand(args)).toBe('npm run report -- --threads 3 --double oven');
});

test('a stored run becomes a page and a trace for Perfetto, and is printed unchanged', async () => {
  const [page, trace] = [join(folder, 'page.html'), join(folder, 'trace.json')];
  const { code, stdout, stderr } = await runReport('--from', stored, '--out', page, '--trace-out', trace, '--json');
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(stored, 'utf8')));
  expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  expect(JSON.parse(readFileSync(trace, 'utf8'))).toMatchObject({ displayTimeUnit: 'ns' });
});

const link = join(folder, 'link.json');
symlinkSync(stored, link);

const bad = join(folder, 'bad.json');
writeFileSync(bad, '{"schema": 1, "\\u001b[31m": 2}');

test.each([
  [['--turbo'], "Unknown option '--turbo' (--help lists the options)"],
  [['--out', ''], '--out: expected the name of a file, found ""'],
  [['--threads', '0'], '--threads: expected an integer from 1 to 64, found "0"'],
  [['--threads', '65'], '--threads: expected an integer from 1 to 64, found "65"'],
  [['--threads', 'two'], '--threads: expected an integer from 1 to 64, found "two"'],
  [['--from', stored, '--threads', '2'], '--threads: cannot be used together with --from'],
  [['--from', stored, '--double', 'oven'], '--double: cannot be used together with --from'],
  [['--seed', 'x'], '--seed: expected an integer from -2147483648 to 2147483647, found "x"'],
  [['--from', stored, '--seed', '2'], '--seed: cannot be used together with --from'],
  [['--from', stored, '--out', stored], '--from: expected a different file, found the same file as --out'],
  [['--from', stored, '--out', link], '--from: expected a different file, found the same file as --out'],
  [['--out', 'a.html', '--save', './a.html'], '--save: expected a different file, found the same file as --out'],
  [
    ['--save', 'a.json', '--trace-out', 'b/../a.json'],
    '--trace-out: expected a different file, found the same file as --save',
  ],
  [['--save', stored, '--recipe', stored], '--recipe: expected a different file, found the same file as --save'],
  [['--from', stored, '--quick'], '--quick: cannot be used together with --from'],
])('%j is refused', (args, wanted) => {
  expect(() => parseReport(args)).toThrow(wanted);
});

const refused: readonly (readonly [readonly string[], string])[] = [
  [
    ['--from', bad],
    'bad.json: expected a stored report (made by npm run report -- --save FILE), found something else: ',
  ],
  [['--trace-out', '/dev/null'], '--trace-out: expected a file, found a device'],
  [
    ['--double', 'kiln'],
    '--double: expected one of the stations dry mixer, butter melter, wet mixer, oven, found "kiln"',
  ],
  [['--threads', '1000'], '--threads: expected an integer from 1 to 64, found "1000"'],
];

test('bad files are refused in one line each, before anything is measured or written', async () => {
  const out = join(folder, 'never.html');
  const ends = await Promise.all(refused.map(([args]) => runReport('--out', out, ...args)));
  ends.forEach(({ code, stdout, stderr }, i) => {
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(refused[i]?.[1]);
  });
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

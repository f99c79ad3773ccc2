/** `npm run exercise`: its options, its exit codes, its document, and code that does not come back. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { EXERCISES } from '../../../src/lessons/exercises/grading/exercises.ts';
import { startingCode } from '../../../src/lessons/exercises/grading/files.ts';
import { EXERCISE_HELP, parseExercise } from '../../../src/lessons/exercises/grading/options.ts';
import { loadMs } from '../../../src/lessons/exercises/grading/request.ts';
import { gradeText, listDocument, nextText, stateText } from '../../../src/lessons/exercises/grading/text.ts';
import { ended, startProgram } from '../../programs/run.ts';

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'cake-factory-exercise-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SOLUTIONS = resolve(import.meta.dirname, 'solutions');
const COOK = join(SOLUTIONS, '03-fix-the-hasty-cook.ts');
/** Programs start processes, which start processes. */
const SLOW = { timeout: 300_000 };

const checkSchema = z.strictObject({
  name: z.string().min(1),
  passed: z.boolean(),
  found: z.string().min(1),
  wanted: z.string().min(1),
  order: z.array(z.string().min(1)),
});
const exerciseSchema = z.object({
  exercise: z.int().min(1).max(10),
  title: z.string().min(1),
  solved: z.boolean(),
  checks: z.array(checkSchema).min(1),
});
const documentSchema = exerciseSchema.extend({ version: z.literal(1) }).strict();
const listSchema = z.strictObject({ version: z.literal(1), exercises: z.array(exerciseSchema.strict()) });

function exercise(...args: readonly string[]) {
  return ended(startProgram(args, {}, 'exercise'));
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function graded(number: number, path: string, ...more: readonly string[]) {
  const { code, stdout, stderr } = await exercise(String(number), '--file', path, '--json', ...more);
  expect(stderr).toBe('');
  return { code, document: documentSchema.parse(JSON.parse(stdout)) };
}

describe('the options', () => {
  test('list, grade, help, hint and copy', () => {
    const usual = { json: false, hangMs: 10_000 };
    expect(parseExercise([], 10)).toEqual({ kind: 'list', ...usual });
    expect(parseExercise(['--', '3'], 10)).toEqual({ kind: 'grade', number: 3, file: null, ...usual });
    expect(parseExercise(['3', '--file', 'a.ts', '--json', '--hang', '2'], 10)).toEqual({
      kind: 'grade',
      number: 3,
      file: 'a.ts',
      json: true,
      hangMs: 2000,
    });
    expect(parseExercise(['3', '--hint'], 10)).toEqual({ kind: 'hint', number: 3 });
    expect(parseExercise(['3', '--out', 'a.ts'], 10)).toEqual({ kind: 'copy', number: 3, out: 'a.ts' });
    expect(parseExercise(['-h'], 10)).toEqual({ kind: 'help' });
  });

  test.each([
    [['0'], 'expected an exercise from 1 to 10, found "0"'],
    [['11'], 'expected an exercise from 1 to 10, found "11"'],
    [['3.5'], 'expected an exercise from 1 to 10, found "3.5"'],
    [['3', '4'], 'expected one exercise, found a second one: "4"'],
    [['--hint'], '--hint: expected the number of an exercise with it, found none'],
    [['--file', 'a.ts'], '--file: expected the number of an exercise with it, found none'],
    [['--out', 'a.ts'], '--out: expected the number of an exercise with it, found none'],
    [['3', '--hint', '--json'], '--hint: expected no other request with it, found --json'],
    [['3', '--out', 'a', '--file', 'b'], '--out: expected no other request with it, found --file'],
    [['3', '--out', 'a', '--file', './a'], '--out: expected a different file, found the same file as --file'],
    [['3', '--file='], '--file: expected the name of a file, found ""'],
    [['3', '--hang', '0'], '--hang: expected an integer from 1 to 86400, found "0"'],
    [['--turbo'], "Unknown option '--turbo'"],
  ])('%j is refused', (args, message) => {
    expect(() => parseExercise(args, 10)).toThrow(message);
  });

  test('a longer --hang also holds for loading, a shorter one does not, and --help says so', () => {
    expect([1000, 10_000, 60_000].map(loadMs)).toEqual([10_000, 10_000, 60_000]);
    expect(EXERCISE_HELP.replace(/\s+/g, ' ')).toContain('at least 10 s for the file to load');
  });

  test('--help names the one exercise that is graded by a measurement', () => {
    expect(EXERCISE_HELP).not.toContain('never by time');
    expect(EXERCISE_HELP).toMatch(/Only exercise 10 is graded by a measurement/);
  });

  test('an order of one step is no order of "1 steps"', () => {
    const check = { name: 'a', wanted: 'b', passed: false };
    const checks = [['x', 'y'], ['x'], ['x', 'y']].map((order) => ({ ...check, found: order.join('; '), order }));
    const [exercise] = EXERCISES;
    if (exercise === undefined) throw new Error('expected an exercise, found none');
    const shown = gradeText({ exercise, checks, printed: [] }, null, (_, text) => text);
    expect(shown).toContain('found   an order of 1 step that goes wrong');
    expect(shown).toContain('found   an order of 2 steps that goes wrong');
  });

  test('--help fits 80 columns', () => {
    for (const line of EXERCISE_HELP.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

test('the list has the state of each exercise, and the next one', () => {
  const passed = { name: 'a', wanted: 'b', found: 'c', order: [], passed: true };
  const grades = EXERCISES.map((exercise) => {
    return { exercise, checks: exercise.number < 3 ? [passed] : [passed, { ...passed, passed: false }], printed: [] };
  });
  const [first = '', , third = ''] = grades.map((grade) => stateText(grade, (_, text) => text));
  expect(first).toMatch(/^ 1 {2}Write the melter +solved$/);
  expect(third).toMatch(/^ 3 {2}Fix the hasty cook +not solved$/);
  expect(nextText(grades)).toBe(
    '2 of 10 solved. Next: src/lessons/exercises/03-fix-the-hasty-cook.ts\nnpm run exercise -- 3 grades it.',
  );
  expect(
    listSchema
      .parse(listDocument(grades))
      .exercises.map(({ solved }) => solved)
      .indexOf(false),
  ).toBe(2);
});

describe.concurrent('the program', SLOW, () => {
  test('grades all exercises for a document', async () => {
    const { code, stdout, stderr } = await exercise('--json');
    expect([code, stderr]).toEqual([0, '']);
    const { exercises } = listSchema.parse(JSON.parse(stdout));
    expect(exercises.map((one) => [one.exercise, one.solved])).toEqual(EXERCISES.map(({ number }) => [number, false]));
  });

  test('shows the order that goes wrong, step by step, and ends with 1', async () => {
    const { code, stdout, stderr } = await exercise('3');
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(
      /1 {2}baker checks: 1 egg\n +2 {2}icer checks: 1 egg\n +3 {2}baker takes: 0\n +4 {2}icer takes: -1/,
    );
    expect(stdout).toContain('npm run exercise -- 3 --hint');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('ends with 0 when the exercise is solved', async () => {
    const text = await exercise('3', '--file', COOK);
    expect([text.code, text.stderr]).toEqual([0, '']);
    expect(text.stdout).toMatch(/^Solved\.$/m);
    const { code, document } = await graded(3, COOK);
    expect(code).toBe(0);
    expect(document).toMatchObject({ exercise: 3, solved: true, title: 'Fix the hasty cook' });
    expect(document.checks.every(({ passed, order }) => passed && order.length === 0)).toBe(true);
  });

  test('gives the failing order in the document', async () => {
    const { code, document } = await graded(3, file('3.ts', startingCode(EXERCISES[2] ?? { slug: '' })));
    expect([code, document.solved]).toEqual([1, false]);
    expect(document.checks.find(({ passed }) => !passed)?.order).toEqual([
      'baker checks: 1 egg',
      'icer checks: 1 egg',
      'baker takes: 0',
      'icer takes: -1: there was no egg',
    ]);
  });

  test.each([
    ['in a call', 'export function* cook() { for (;;) {} }', '1 cook, 1 egg', 2],
    ['at its top level', 'for (;;) {}', 'the file loads', 10],
  ])('ends code with an endless loop %s', async (place, code, name, seconds) => {
    const { code: exit, document } = await graded(3, file(`loop ${place}.ts`, code), '--hang', '2');
    expect([exit, document.solved, document.checks.at(-1)?.name]).toEqual([1, false, name]);
    expect(document.checks.at(-1)?.found).toBe(
      `your code does not come back: stopped after ${seconds} s; is there a loop without an end?`,
    );
  });

  test('ends code with a promise that never settles', async () => {
    const path = file('6.ts', 'export async function crackEggs() { await new Promise(() => {}); }');
    const { code, document } = await graded(6, path, '--hang', '2');
    expect([code, document.checks.length]).toEqual([1, 1]);
    expect(document.checks[0]?.found).toContain('does not come back');
  });

  test('keeps what went well before a loop', async () => {
    const text = `export function* cook(storage) {
      yield 'fetch a bowl';
      if (storage.eggs() === 0) for (;;) {}
      storage.takeEgg();
    }`;
    const { document } = await graded(3, file('late-loop.js', text), '--hang', '2');
    expect(document.checks.map(({ name, passed }) => [name, passed])).toEqual([
      ['1 cook, 1 egg', true],
      ['2 cooks, 1 egg', false],
    ]);
  });

  test.each([
    ['ends the process', 'process.exit(3); export {};', /^your code has ended its process, with code 3$/],
    ['does not compile', 'export function* cook( {', /\S/],
    ['throws when it is loaded', "throw new Error('no oven');", /no oven/],
    ['exports nothing', 'const cook = 1;', /^no function cook$/],
    [
      'throws later',
      "export function* cook() { setTimeout(() => { throw new Error('too late'); }); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20); }",
      /left by 1 cook|too late/,
    ],
  ])('says what is wrong with a file that %s', async (name, text, found) => {
    const { code, document } = await graded(3, file(`${name}.ts`, text));
    expect([code, document.solved]).toEqual([1, false]);
    expect(document.checks.map((check) => check.found).join('\n')).toMatch(new RegExp(found.source, 'm'));
    expect(JSON.stringify(document)).not.toContain(folder);
  });

  test('shows the first lines that the code prints, and nothing of them in the document', async () => {
    const text = "export function* cook() { console.log('I am here'); yield 'fetch a bowl'; }";
    const path = file('printing.ts', text);
    const { code, stdout, stderr } = await exercise('3', '--file', path);
    expect([code, stderr]).toEqual([1, '']);
    const lines = stdout.split('\n').filter((line) => line.includes('I am here'));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(JSON.stringify((await graded(3, path)).document)).not.toContain('I am here');
  });

  test('copies the starting code to a new file, and never over another one', async () => {
    const path = join(folder, 'copied.ts');
    const { code, stdout } = await exercise('5', '--out', path);
    expect(code).toBe(0);
    expect(stdout).toContain(`npm run exercise -- 5 --file ${path}`);
    expect(readFileSync(path, 'utf8')).toBe(startingCode(EXERCISES[4] ?? { slug: '' }));
    writeFileSync(path, '// my work\n');
    const again = await exercise('5', '--out', path);
    expect([again.code, again.stdout]).toEqual([2, '']);
    expect(again.stderr).toMatch(/^--out: expected a new file, found one: [^\n]*copied\.ts\n$/);
    expect(readFileSync(path, 'utf8')).toBe('// my work\n');
  });

  test('refuses bad usage in one line', async () => {
    for (const [args, message] of [
      [['99'], 'expected an exercise from 1 to 10, found "99"'],
      [['3', '--file', join(folder, 'nothing.ts')], 'expected a file, found no'],
      [['3', '--file', folder], 'expected a file, found something else'],
      [['3', '--out', join(folder, 'no', 'folder.ts')], 'no such folder'],
    ] as const) {
      const { code, stdout, stderr } = await exercise(...args);
      expect([message, stdout]).toEqual([message, '']);
      expect(code).toBe(message === 'no such folder' ? 1 : 2);
      expect(stderr).toContain(message);
      expect(stderr).toMatch(/^[^\n]+\n$/);
    }
    expect(existsSync(join(folder, 'no'))).toBe(false);
  });

  test('Ctrl-C ends the program, and code that does not come back', async () => {
    const pid = join(folder, 'pid');
    const path = file(
      'endless.ts',
      `import { writeFileSync } from 'node:fs';
      writeFileSync(${JSON.stringify(`${pid}.part`)}, String(process.pid));
      export function* cook() { for (;;) {} }
      import { renameSync } from 'node:fs';
      renameSync(${JSON.stringify(`${pid}.part`)}, ${JSON.stringify(pid)});`,
    );
    const program = startProgram(['3', '--file', path, '--hang', '600'], {}, 'exercise');
    const end = ended(program);
    while (!existsSync(pid) && program.exitCode === null) await sleep(50);
    program.kill('SIGINT');
    expect(await end).toEqual({ code: 130, stdout: '', stderr: 'stopped by SIGINT: during exercise 3\n' });
    // The process may take a moment to go.
    await expect.poll(() => isAlive(Number(readFileSync(pid, 'utf8'))), { timeout: 10_000 }).toBe(false);
  });

  test('gives a hint', async () => {
    const { code, stdout, stderr } = await exercise('7', '--hint');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('compareExchange(0, 1)');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

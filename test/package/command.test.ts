/** The command `cake-factory` of the installed package: its help, its refusals, its exit codes. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyFolder, packed, ROOT, type UserFolder, userFolder } from './install.ts';
import { lineDocument } from './line-document.ts';
import { asJavaScript, complaints, LOADS_TYPES, placeOfFailure, runCommand, SLOW, userFile } from './programs.ts';

/** With syntax that Node cannot strip: every Node has to compile it. */
const SIZES = `import { ints, line, source } from 'cake-factory';
enum Size {
  Small = 10,
  Large = 20,
}
const sizes = source(function* sizes() { yield Size.Small; yield Size.Large; }, { out: ints() });
export default line(sizes);
`;

/** What Node cannot load, and a compiler can: 1 and 2 are the results. Each file, and those that it imports. */
const REFUSED_BY_NODE = {
  'parameter-property.ts': {
    'parameter-property.ts': `import { ints, line, source } from 'cake-factory';
class Pair {
  constructor(readonly one: number, private readonly other: number) {}
  *items() { yield this.one; yield this.other; }
}
export default line(source(function* pair() { yield* new Pair(1, 2).items(); }, { out: ints() }));
`,
  },
  'export-equals.ts': {
    'export-equals.ts': `import { ints, line, source } from 'cake-factory';
export = line(source(function* pair() { yield 1; yield 2; }, { out: ints() }));
`,
  },
  'element.tsx': {
    'element.tsx': `import { ints, line, source } from 'cake-factory';
const h = (_: string, { n }: { n: number }) => n;
/** @jsx h */
export default line(source(function* pair() { yield <item n={1} />; yield <item n={2} />; }, { out: ints() }));
declare namespace JSX { type Element = number; interface IntrinsicElements { item: { n: number } } }
`,
  },
  'helped.ts': {
    'helped.ts': `import { ints, line, source } from 'cake-factory';
import { Count } from './helper/count.ts';
export default line(source(function* pair() { yield Count.One; yield Count.Two; }, { out: ints() }));
`,
    'helper/count.ts': 'export enum Count { One = 1, Two = 2 }\n',
  },
  'helped.mjs': {
    'helped.mjs': `import { ints, line, source } from 'cake-factory';
import { Count } from './helper/count.ts';
export default line(source(function* pair() { yield Count.One; yield Count.Two; }, { out: ints() }));
`,
    'helper/count.ts': 'export enum Count { One = 1, Two = 2 }\n',
  },
  'without-ending.ts': {
    'without-ending.ts': `import { ints, line, source } from 'cake-factory';
import { one, two } from './helper/numbers';
export default line(source(function* pair() { yield one; yield two; }, { out: ints() }));
`,
    'helper/numbers.ts': 'export const one = 1;\nexport const two = 2;\n',
  },
  'imported-type.ts': {
    'imported-type.ts': `import { Source, ints, line, source } from 'cake-factory';
function* pair(): Source<number> { yield 1; yield 2; }
export default line(source(pair, { out: ints() }));
`,
  },
} as const satisfies Record<string, Record<string, string>>;

const REQUIRES = `const { ints, line, source } = require('cake-factory');
module.exports = line(source(function* pair() { yield 1; yield 2; }, { out: ints() }));
`;

/** It reads a file beside it, wherever its compiled copy is, and has names that the compiler might have chosen. */
const PLACED = `import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { clone, line, source } from 'cake-factory';
const ownFile: string = import.meta.filename ?? fileURLToPath(import.meta.url);
const read = (url: string | URL): string => readFileSync(new URL(url), 'utf8').trim();
export default line(source(function* words() {
  yield read(new URL('./word.txt', import.meta.url));
  yield read(import.meta.resolve('./word.txt'));
  if (ownFile.endsWith('placed.ts')) yield 'here';
}, { out: clone<string>() }));
`;

/** Files that export no line. */
const MISTAKES = {
  'stage.ts': `import { source } from 'cake-factory';
export default source(function* one() { yield 1; });
`,
  'nothing.js': 'const line = 1;\n',
  'no-parentheses.js': `import { ints, line, source } from 'cake-factory';
export default line(source(function* one() { yield 1; }, { out: ints }));
`,
  'own-top-level.ts': `import { ints, line, run, source } from 'cake-factory';
const one = line(source(function* one() { yield 1; }, { out: ints() }));
for await (const n of run(one)) console.log(n);
export default one;
`,
};

let folder: UserFolder;
beforeAll(async () => {
  folder = await userFolder({ type: 'commonjs' });
  for (const name of ['failing', 'changing', 'reusing', 'slow', 'dice', 'eggs'])
    folder.write(`${name}.ts`, readFileSync(userFile(name), 'utf8'));
  folder.write('no-line.ts', 'export const eggs: number = 3;\n');
  folder.write('sizes.ts', SIZES);
  folder.write('eggs.cjs', REQUIRES);
  folder.write('placed.ts', PLACED);
  folder.write('word.txt', 'butter\n');
  folder.write('broken.ts', 'export default {;\n');
  for (const [name, text] of Object.entries(MISTAKES)) folder.write(name, text);
  for (const ending of ['js', 'mjs']) folder.write(`eggs.${ending}`, asJavaScript(userFile('eggs')));
}, SLOW.timeout);
afterAll(() => folder.remove());

describe.concurrent('the command', SLOW, () => {
  test.each([
    ['README.md', 'primes', 9592],
    ['docs/own-lines.md', 'squares', 1000],
  ])('runs the sample of %s', async (page, name, results) => {
    const [, sample = ''] =
      /```ts\n([^`]*?export default[\s\S]*?)```/.exec(readFileSync(join(ROOT, page), 'utf8')) ?? [];
    folder.write(`sample-${name}.ts`, sample);
    const program = await runCommand(folder, ['run', `sample-${name}.ts`, '--samples', '1', '--json']);
    expect([program.code, complaints(program)]).toEqual([0, '']);
    expect(lineDocument.parse(JSON.parse(program.stdout)).proof).toMatchObject({
      equal: true,
      results: { items: results },
    });
  });

  test('explains itself', async () => {
    const { code, stdout, stderr } = await runCommand(folder, ['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const command of ['run FILE', 'pays FILE#FUNCTION', 'start', 'bench', 'lecture', 'exercise', 'report'])
      expect(stdout).toMatch(new RegExp(`cake-factory ${command}\\s`));
    expect((await runCommand(folder, [])).stdout).toBe(stdout);
  });

  test('says its version', async () => {
    const { version } = await packed();
    expect(await runCommand(folder, ['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test.each(['run', 'pays', 'start', 'bench', 'lecture', 'exercise', 'report'])(
    'explains the options of %s',
    async (command) => {
      const { code, stdout, stderr } = await runCommand(folder, [command, '--help']);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('--help');
      expect(stdout).toMatch(/^Exit codes: 0 done[;,]/m);
      expect(stdout).toContain(`cake-factory ${command} `);
      expect(stdout).not.toMatch(/npm|npx/);
    },
  );

  test.each([
    [['bake'], 'expected one of run, pays, start, bench, lecture, exercise, report, page, found "bake"'],
    [['run'], 'expected a file that exports a line, found none'],
    [['run', 'nothing.ts'], 'nothing.ts: expected a file, found none'],
    [['run', '.'], 'expected a file, found something else'],
    [['run', 'no-line.ts'], 'no-line.ts: expected a line as the default export, found nothing'],
    [['run', 'broken.ts'], 'broken.ts:1:17'],
    [
      ['run', 'stage.ts'],
      'stage.ts: expected a line as the default export, found a stage: write `export default line(...)`',
    ],
    [['run', 'nothing.js'], 'nothing.js: expected a line as the default export, found nothing'],
    [['run', 'no-parentheses.js'], 'expected an item kind as its out, such as ints(), found a function'],
    [['run', 'own-top-level.ts'], 'It may wait for its own line: call run, start and race in another file'],
    [
      ['run', 'sizes.ts', '--report', './sizes.ts'],
      '--report: expected a different file, found the same file as sizes.ts',
    ],
    [
      ['report', 'sizes.ts', '--out', './sizes.ts'],
      '--out: expected a different file, found the same file as sizes.ts',
    ],
    [['report', 'sizes.ts', '--out', 'a', '--report', 'b'], '--out: expected no --report with it, found both'],
    [['run', 'sizes.ts', '--report', 'a', '--trace-out', 'a'], 'found the same file as --trace-out'],
    [['run', 'sizes.ts', '--engine', 'fibers'], '--engine: '],
    [['run', 'sizes.ts', '--hang', '0'], '--hang: expected an integer from 1 to 86400, found "0"'],
  ])('refuses %j in one line', async (args, message) => {
    const { code, stdout, stderr } = await runCommand(folder, args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^[^\n]+\n$/);
  });

  test('names the station that throws, and the position in its file', async () => {
    const program = await runCommand(folder, ['run', 'failing.ts', '--json']);
    expect([program.code, program.stdout]).toEqual([1, '']);
    expect(complaints(program)).toMatch(/^station "check" failed: five is forbidden [^\n]*\n$/);
    expect(complaints(program)).toContain(
      `, at ${placeOfFailure('failing.ts', readFileSync(userFile('failing'), 'utf8'))}`,
    );
  });

  test('ends a line with a station that shows no sign of life for as long as --hang says', async () => {
    const program = await runCommand(folder, ['run', 'slow.ts', '--hang', '1', '--json']);
    expect([program.code, program.stdout]).toEqual([1, '']);
    expect(complaints(program)).toMatch(/^station "ponder" failed: no sign of life for 1 s [^\n]*\n$/);
  });

  test('names the station that changes an item which it has sent', async () => {
    const program = await runCommand(folder, ['run', 'changing.ts', '--json']);
    expect([program.code, program.stdout]).toEqual([1, '']);
    expect(complaints(program)).toMatch(/^[^\n]*\n$/);
    expect(complaints(program)).toContain('of "stir" to "taste" was changed after it was sent');
  });

  test('names it also where the engine that was asked for hides the change', async () => {
    const options = ['--engine', 'threads', '--channel', 'port', '--json'];
    const program = await runCommand(folder, ['run', 'reusing.ts', ...options]);
    expect([program.code, program.stdout]).toEqual([1, '']);
    expect(complaints(program)).toContain('of "fill" to "count" was changed after it was sent');
  });

  test('compares nothing where chance decides', async () => {
    const program = await runCommand(folder, ['run', 'dice.ts', '--json']);
    expect([program.code, complaints(program)]).toEqual([0, '']);
    const { proof, engines, verdict, advice } = lineDocument.parse(JSON.parse(program.stdout));
    expect(proof).toMatchObject({ equal: false, deterministic: false });
    expect(proof.reason).toMatch(/^two runs of the same engine differ: /);
    expect([engines, verdict, advice]).toEqual([[], [], null]);
    const { code, stdout } = await runCommand(folder, ['run', 'dice.ts', '--report', 'dice.html']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^report {2}not written: nothing could be compared$/m);
    expect(existsSync(join(folder.path, 'dice.html'))).toBe(false);
    expect(stdout).toContain('The line is not deterministic');
    expect(stdout).not.toMatch(/^(race|verdict)/m);
  });

  test('tells the proof, the race and the verdict in words, 80 columns wide', async () => {
    const program = await runCommand(folder, ['run', 'eggs.ts', '--samples', '1']);
    expect([program.code, complaints(program)]).toEqual([0, '']);
    expect(program.stdout).toMatch(/^eggs\.ts {2}eggs -> sort\n/);
    for (const title of ['proof', 'race', 'stations', 'start-up', 'verdict'])
      expect(program.stdout).toMatch(new RegExp(`^${title}\\b`, 'm'));
    expect(program.stdout).toContain('gave the same 4');
    for (const text of program.stdout.split('\n')) expect(text.length).toBeLessThanOrEqual(80);
  });

  test('draws a page of a line', async () => {
    const program = await runCommand(folder, ['report', '--quick', 'eggs.ts', '--samples', '1', '--out', 'eggs.html']);
    expect([program.code, complaints(program)]).toEqual([0, '']);
    expect(readFileSync(join(folder.path, 'eggs.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*eggs\.ts/i);
  });

  test('bakes cakes on threads', async () => {
    const args = 'start --workload message-bound --engine threads --cakes 20 --samples 1 --json'.split(' ');
    const { code, stdout, stderr } = await runCommand(folder, args);
    expect([code, stderr]).toEqual([0, '']);
    const { workloads }: { readonly workloads: readonly { readonly engines: readonly unknown[] }[] } =
      JSON.parse(stdout);
    expect(workloads.map(({ engines }) => engines.length)).toEqual([4]);
  });

  test('plays a chapter of the lecture with its code', async () => {
    const { code, stdout, stderr } = await runCommand(folder, ['lecture', '9', '--auto', '--quick']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^(Confirmed|Not confirmed) in this run/m);
  });
});

describe.concurrent('an exercise', SLOW, () => {
  test('is copied, changed and graded in the folder of the user', async () => {
    const user = await userFolder({ type: 'module' });
    try {
      const name = '03-fix-the-hasty-cook.ts';
      const copy = await runCommand(user, ['exercise', '3', '--out', name]);
      expect([copy.code, copy.stderr]).toEqual([0, '']);
      expect(copy.stdout).toContain(`cake-factory exercise 3 --file ${name}`);
      const code = readFileSync(join(user.path, name), 'utf8');
      const failing = await runCommand(user, ['exercise', '3', '--json']);
      expect([failing.code, failing.stderr]).toEqual([1, '']);
      expect(JSON.parse(failing.stdout)).toMatchObject({ version: 1, exercise: 3, solved: false });
      user.write(
        name,
        code.replace(
          "if (storage.eggs() > 0) {\n    yield 'fetch a bowl';",
          "yield 'fetch a bowl';\n  if (storage.eggs() > 0) {",
        ),
      );
      const solved = await runCommand(user, ['exercise', '3', '--file', name]);
      expect([solved.code, solved.stderr]).toEqual([0, '']);
      expect(solved.stdout).toMatch(/^Solved\.$/m);
    } finally {
      user.remove();
    }
  });

  test('is graded on threads', async () => {
    const claims = await runCommand(folder, ['exercise', '10', '--json']);
    expect([claims.code, claims.stderr]).toEqual([1, '']);
    expect(claims.stdout).toContain('measured: thread ');
    const placed = await runCommand(folder, ['exercise', '9', '--json']);
    expect(placed.stdout).toContain('30 cakes on 2 threads, the same work');
  });
});

describe.concurrent('a line can be', SLOW, () => {
  /** As few runs as possible. */
  const options = ['--engine', 'threads', '--channel', 'ring', '--quick', '--samples', '1', '--json'];

  async function resultsOf(user: Pick<UserFolder, 'path' | 'command'>, file: string, cwd?: string): Promise<number> {
    const program = await runCommand(user, ['run', file, ...options], cwd);
    expect([program.code, complaints(program)]).toEqual([0, '']);
    const { proof, engines, name, line } = lineDocument.parse(JSON.parse(program.stdout));
    expect([name, proof.equal]).toEqual([basename(file), true]);
    // A source alone shares its thread with nobody.
    const shared = line.stations.length > 1 ? ['ring'] : [];
    expect(engines.map(({ channel }) => channel)).toEqual(['none', 'ring', ...shared]);
    return proof.results.items;
  }

  test.each(['js', 'mjs'])('a .%s file where package.json says CommonJS', async (ending) => {
    expect(await resultsOf(folder, `eggs.${ending}`)).toBe(4);
  });

  test('a file with an enum', async () => {
    expect(await resultsOf(folder, 'sizes.ts')).toBe(2);
  });

  test.each(Object.entries(REFUSED_BY_NODE))('a file that Node itself refuses: %s', async (file, files) => {
    const user = await userFolder({ type: 'module' });
    try {
      for (const [name, content] of Object.entries(files)) user.write(name, content);
      expect(await resultsOf(user, file)).toBe(2);
    } finally {
      user.remove();
    }
  });

  test.runIf(LOADS_TYPES)('a file of a project that cannot be written, with a dependency', async () => {
    const user = await userFolder({ type: 'module' });
    try {
      user.write('node_modules/.cache', 'no folder');
      user.write('node_modules/twice/package.json', '{ "name": "twice", "version": "1.0.0", "main": "twice.cjs" }');
      user.write('node_modules/twice/twice.cjs', 'module.exports = (n) => 2 * n;\n');
      user.write(
        'twice.ts',
        `import { ints, line, source } from 'cake-factory';
import twice from 'twice';
export default line(source(function* pair(): Generator<number> { yield twice(1); yield twice(2); }, { out: ints() }));
`,
      );
      expect(await resultsOf(user, 'twice.ts')).toBe(2);
    } finally {
      user.remove();
    }
  });

  test('a file that asks for its own place', async () => {
    const program = await runCommand(folder, ['run', 'placed.ts', '--quick', '--samples', '1', '--json']);
    expect([program.code, complaints(program)]).toEqual([0, '']);
    expect(lineDocument.parse(JSON.parse(program.stdout)).proof.results.items).toBe(3);
  });

  test('a .cjs file that requires the package', async () => {
    expect(await resultsOf(folder, 'eggs.cjs')).toBe(2);
  });

  test('a file outside of any project', async () => {
    const outside = emptyFolder();
    try {
      outside.write('sizes.ts', SIZES);
      expect(await resultsOf(folder, `${outside.path}/sizes.ts`)).toBe(2);
      outside.write('eggs.mjs', asJavaScript(userFile('eggs')));
      expect(await resultsOf(folder, 'eggs.mjs', outside.path)).toBe(4);
    } finally {
      outside.remove();
    }
  });

  test.each([
    ['a .js file, installed by npm, where package.json says that files are modules', 'js', { type: 'module' }],
    ['a .ts file, installed by npm, where package.json says nothing', 'ts', {}],
    ['a .ts file, installed by pnpm', 'ts', { type: 'commonjs', layout: 'pnpm' }],
  ] as const)('%s', async (_, ending, given) => {
    const user = await userFolder(given);
    try {
      const source = userFile('eggs');
      user.write(`eggs.${ending}`, ending === 'js' ? asJavaScript(source) : readFileSync(source, 'utf8'));
      expect(await resultsOf(user, `eggs.${ending}`)).toBe(4);
    } finally {
      user.remove();
    }
  });
});

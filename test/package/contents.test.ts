/** What is in the package: its files, its size, what an import of it loads, its types. */
import { readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as sources from 'cake-factory';
import { beforeAll, describe, expect, test } from 'vitest';
import { EXAMPLES } from './expected.ts';
import { packed, ROOT, userFolders } from './install.ts';
import type { Packed } from './pack.ts';
import { runNode, SLOW, userFile } from './programs.ts';

describe('the tarball', () => {
  let tarball: Packed;
  beforeAll(async () => {
    tarball = await packed();
  }, SLOW.timeout);
  const paths = (): string[] => tarball.files.map(({ path }) => path);
  const isSource = (path: string): boolean => path.endsWith('.ts') && !path.endsWith('.d.ts');

  test('is smaller than a megabyte', () => {
    expect(tarball.size).toBeLessThan(1_000_000);
  });

  test('has no sources but the examples, the exercises and those that the lecture shows', () => {
    const examples = ['docs/lines', 'docs/functions'].flatMap((folder) =>
      readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`),
    );
    const exercises = readdirSync(join(ROOT, 'src/lessons/exercises')).map((name) => `src/lessons/exercises/${name}`);
    const chapters = readdirSync(join(ROOT, 'src/lessons/chapters')).map((name) => `src/lessons/chapters/${name}`);
    const shown = chapters.flatMap((chapter) =>
      [...readFileSync(join(ROOT, chapter), 'utf8').matchAll(/\bfile: '([^']+)'/g)].map(([, file = '']) => file),
    );
    expect(paths().filter(isSource).toSorted()).toEqual(
      [...new Set([...examples, ...exercises, ...chapters, ...shown])].filter(isSource).toSorted(),
    );
  });

  test('has nothing else but JavaScript, types, styles, texts and the Python of the lecture', () => {
    const known =
      /^(dist\/(src|workers)\/[\w/-]+\.(js|d\.ts)|src\/bin\.cjs|workers\/(station|pool|task)\.cjs|src\/(report\/page\/styles|page\/parts\/styles|page\/app)\/\w+\.css|docs\/[\w-]+\.md|docs\/lines\/(word-count\.txt|README\.md)|src\/lessons\/props\/jobs\/beside\.py|package\.json|README\.md|CHANGELOG\.md|LICENSE)$/;
    expect(paths().filter((path) => !known.test(path) && !isSource(path))).toEqual([]);
  });

  test('has every file that its package.json names', () => {
    const manifest = readFileSync(join(ROOT, 'package.json'), 'utf8');
    const named = [...manifest.matchAll(/"(?:\.\/)?((?:dist|src)\/[\w/-]+\.(?:js|cjs|d\.ts))"/g)].map(
      ([, path]) => path,
    );
    expect(named.length).toBeGreaterThan(4);
    expect(paths()).toEqual(expect.arrayContaining(named));
  });
});

const newFolder = userFolders();

/** Folders of the programs. */
const PROGRAMS = ['bench', 'cake', 'contrast', 'lessons', 'measure', 'pays', 'report', 'terminal'];

test('an import loads no dependency and nothing of the programs', SLOW, async () => {
  const folder = await newFolder({ type: 'module', dependencies: false });
  const dist = join(folder.path, 'node_modules/cake-factory/dist/src');
  for (const name of PROGRAMS) rmSync(join(dist, name), { recursive: true });
  folder.write('names.js', "import * as all from 'cake-factory'; console.log(JSON.stringify(Object.keys(all)));");
  const { code, stdout, stderr } = await runNode(folder.path, ['names.js']);
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout).toSorted()).toEqual(Object.keys(sources).toSorted());
});

test('an import of cake-factory/pays loads no dependency and nothing that measures', SLOW, async () => {
  const folder = await newFolder({ type: 'module', dependencies: false });
  const dist = join(folder.path, 'node_modules/cake-factory/dist/src');
  for (const name of PROGRAMS) if (name !== 'pays') rmSync(join(dist, name), { recursive: true });
  folder.write('names.js', "import * as all from 'cake-factory/pays'; console.log(Object.keys(all).join());");
  expect(await runNode(folder.path, ['names.js'])).toEqual({ code: 0, stdout: 'pays\n', stderr: '' });
});

describe('the published types', SLOW, () => {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
  /** Those of Node, and none of a browser. */
  const libraries = ['--lib', 'es2023,esnext.disposable'];

  async function check(type: 'module' | 'commonjs', names: readonly string[], more: readonly string[]) {
    const folder = await newFolder({ type });
    // A user installs the types of Node.
    symlinkSync(join(ROOT, 'node_modules/@types'), join(folder.path, 'node_modules/@types'), 'junction');
    folder.write('typed.ts', readFileSync(userFile('typed'), 'utf8'));
    folder.write('cakes.ts', CAKES);
    folder.write('sides.ts', SIDES);
    return await runNode(folder.path, [compiler, ...options, ...more, ...names]);
  }

  const fine = { code: 0, stdout: '', stderr: '' };

  test('fit a strict user file, a program that bakes cakes, one that measures a function, and the examples', async () => {
    expect(
      await check('module', ['typed.ts', 'cakes.ts', 'sides.ts', ...EXAMPLES.map((name) => `${name}.ts`)], []),
    ).toEqual(fine);
  });

  test('fit where package.json says CommonJS', async () => {
    expect(await check('commonjs', ['typed.ts'], [])).toEqual(fine);
  });

  test('need no types of Node', async () => {
    const folder = await newFolder({ type: 'module' });
    folder.write('cakes.ts', CAKES);
    folder.write('sides.ts', SIDES);
    const alone = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', ''];
    expect(await runNode(folder.path, [compiler, ...alone, 'cakes.ts', 'sides.ts'])).toEqual(fine);
  });

  test('need no types of a browser', async () => {
    expect(await check('module', ['typed.ts', 'sides.ts'], libraries)).toEqual(fine);
  });
});

const CAKES = `import { run } from 'cake-factory';
import { cakes } from 'cake-factory/cake';
export async function places(): Promise<number[]> {
  const found: number[] = [];
  for await (const cake of run(cakes({ cakes: 3 }))) found.push(cake);
  return found;
}
`;

/** Each type has its parts, and none is \`any\`. */
const SIDES = `import { type Answer, type PaysOptions, type PoolAnswer, pays, type Reason, type Side } from 'cake-factory/pays';
export async function sideOf(inputs: readonly number[], signal: AbortSignal): Promise<Side> {
  const options: PaysOptions = { inputs, budgetMs: 5000, hangMs: 1000, signal };
  const answer: Answer = await pays(new URL('file:///home/me/work.ts#resize'), options);
  const reason: Reason | null = answer.verdict.reason;
  const pool: PoolAnswer | undefined = answer.pools[0];
  const figures: readonly number[] = [answer.inline.heldMs, answer.machine.cores, pool?.speedup.median ?? 0];
  // @ts-expect-error there is no such side
  if (answer.verdict.side === 'left') return 'unclear';
  // @ts-expect-error there is no such figure
  answer.machine.bakers;
  // @ts-expect-error
  answer.noise.bakers;
  // @ts-expect-error
  answer.proof.bakers;
  // @ts-expect-error
  pool?.speedup.bakers;
  // @ts-expect-error
  answer.figures[0]?.bakers;
  // @ts-expect-error
  answer.breakEven?.bakers;
  // @ts-expect-error the inputs are a list
  await pays('work.ts#resize', { inputs: 3 });
  return reason === null && figures.length > 0 ? answer.verdict.side : 'inline';
}
`;

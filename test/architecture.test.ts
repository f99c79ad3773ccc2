/** The rules of which folder may import which, checked along whole chains of imports. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** From the top of the picture in docs/architecture.md down. A folder imports only folders of earlier lines; folders of one line do not import each other. */
const LAYERS: readonly (readonly string[])[] = [
  ['line'],
  ['channel', 'trace'],
  ['platform'],
  ['engine'],
  ['measure'],
  ['terminal'],
  ['cake', 'own'],
  ['contrast'],
  ['bench'],
  ['pays', 'page'],
  ['lessons', 'report'],
  ['program'],
];

/** What the entry points of threads may import. No folder imports an entry point. */
const WORKERS = ['line', 'channel', 'trace', 'platform', 'engine', 'bench', 'pays', 'page', 'lessons'];

interface Import {
  readonly file: string;
  /** A file of the project, or the name of a module. */
  readonly target: string;
}

/** A rule about everything that a file imports, directly or through other files. */
interface ChainRule {
  readonly name: string;
  readonly from: RegExp;
  readonly forbidden: RegExp;
}

const CHAIN_RULES: readonly ChainRule[] = [
  {
    name: 'uses nothing of Node',
    from: /^src\/(line|channel|trace|engine)\/|^src\/platform\/(web\/)?[\w-]+\.ts$|^src\/page\/(app\/|experiment\/|jobs\/|parts\/|recording\/|(coordinator|document|messages|modules|paying-words|query|sheet|units)\.ts$)|^workers\/web\.ts$|^src\/measure\/(bottleneck|explanation|figures|limit|model|race|run|start-up|verdict|workload|simulation\/[\w-]+|statistics\/\w+)\.ts$|^src\/report\/(page\/|(document|seen-race|seen-bench|seen-placement|seen-advice)\.ts$)/,
    forbidden: /^(node:|piscina$|esbuild$|tsx$)|^src\/platform\/node\//,
  },
  {
    name: 'knows no cake',
    from: /^src\/(line|channel|trace|platform|engine|measure)\//,
    forbidden: /^src\/(cake|contrast|bench|pays|lessons|report)\//,
  },
  {
    name: 'knows no lesson, bench, report or pays',
    from: /^src\/(terminal|cake|contrast)\//,
    forbidden: /^src\/(bench|pays|lessons|report)\//,
  },
  {
    name: 'starts no threads',
    from: /^workers\/(station|pool)\.ts$/,
    forbidden: /^(piscina|esbuild)$/,
  },
];

/** Only these files use threads directly. Everything else uses its platform. */
const THREADS = /^(node:worker_threads|piscina)$/;
const MAY_USE_THREADS = /^(workers|src\/platform\/node|src\/bench|src\/pays|src\/lessons)\//;

function importsOf(file: string): Import[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return [...source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) => ({
    file,
    target: target.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), target)) : target,
  }));
}

function folderOf(path: string): string {
  const [top = '', folder = '', ...rest] = path.split('/');
  if (top !== 'src') return top;
  return rest.length === 0 ? 'program' : folder;
}

function layerOf(folder: string): number {
  return LAYERS.findIndex((folders) => folders.includes(folder));
}

const files = ['src', 'workers'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
);
const imports = files.flatMap(importsOf);

/** Each import that a rule of the folders forbids, in words. */
function brokenEdges(among: readonly Import[]): string[] {
  return among.flatMap(({ file, target }) => {
    if (THREADS.test(target) && !MAY_USE_THREADS.test(file)) return [`${file} imports ${target}: it asks its platform`];
    if (!/^(src|workers)\//.test(target)) return [];
    const [folder, other] = [folderOf(file), folderOf(target)];
    if (folder === other) return [];
    const allowed =
      folder === 'workers' ? WORKERS.includes(other) : layerOf(other) !== -1 && layerOf(other) < layerOf(folder);
    return allowed ? [] : [`${file} imports ${target}: ${folder} may not import ${other}`];
  });
}

/** For each file under a rule, its shortest forbidden chain of imports, in words. */
function brokenChains(among: readonly Import[], rules: readonly ChainRule[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { file, target } of among) targets.set(file, [...(targets.get(file) ?? []), target]);
  return rules.flatMap(({ name, from, forbidden }) =>
    [...targets.keys()]
      .filter((file) => from.test(file))
      .flatMap((file) => {
        const chain = chainTo(file, forbidden, targets);
        return chain === null ? [] : [`${chain.join(' -> ')}: ${file} ${name}`];
      }),
  );
}

function chainTo(
  file: string,
  forbidden: RegExp,
  targets: ReadonlyMap<string, readonly string[]>,
): readonly string[] | null {
  const seen = new Set([file]);
  const chains: string[][] = [[file]];
  // The list grows during the loop: breadth first, so that the first chain found is a shortest one.
  for (const chain of chains) {
    for (const target of targets.get(chain.at(-1) ?? '') ?? []) {
      if (forbidden.test(target)) return [...chain, target];
      if (seen.has(target)) continue;
      seen.add(target);
      chains.push([...chain, target]);
    }
  }
  return null;
}

test('no file imports a folder that is forbidden for its own folder', () => {
  expect(brokenEdges(imports)).toEqual([]);
});

test('no chain of imports reaches a file that is forbidden for its first file', () => {
  expect(brokenChains(imports, CHAIN_RULES)).toEqual([]);
});

/** Names that Node defines everywhere, so that no import shows them. */
const NODE_GLOBALS = /(?<![.\w])(?:process|Buffer|global|setImmediate|require)(?=[.(])/g;

/** The Node globals in a source, without its comments. */
function nodeGlobalsIn(source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  return [...code.matchAll(NODE_GLOBALS)].map(([name]) => name);
}

test('no file that uses nothing of Node uses a global of Node', () => {
  const free = files.filter((file) => CHAIN_RULES[0]?.from.test(file));
  const found = free.map((file) => [file, nodeGlobalsIn(readFileSync(join(ROOT, file), 'utf8'))]);
  expect(found.filter(([, names]) => names?.length !== 0)).toEqual([]);
  expect(nodeGlobalsIn('// process.exit\nconst a = process.argv; Buffer.from(""); setImmediate(f);')).toEqual([
    'process',
    'Buffer',
    'setImmediate',
  ]);
});

test('every folder has a place in the layers', () => {
  const folders = [...new Set(files.map(folderOf))].filter((folder) => folder !== 'workers');
  expect(folders.filter((folder) => layerOf(folder) === -1)).toEqual([]);
});

test('every rule matches files that exist', () => {
  for (const { name, from } of CHAIN_RULES) expect([name, files.some((file) => from.test(file))]).toEqual([name, true]);
});

test('a broken rule is reported with the import that breaks it', () => {
  expect(imports.length).toBeGreaterThan(400);
  const bad = [
    { file: 'src/line/line.ts', target: 'src/engine/engine.ts' },
    { file: 'src/engine/engine.ts', target: 'workers/station.ts' },
    { file: 'src/measure/race.ts', target: 'piscina' },
    { file: 'src/lessons/chapters.ts', target: 'src/report/collect.ts' },
  ];
  expect(brokenEdges(bad)).toEqual([
    'src/line/line.ts imports src/engine/engine.ts: line may not import engine',
    'src/engine/engine.ts imports workers/station.ts: engine may not import workers',
    'src/measure/race.ts imports piscina: it asks its platform',
    'src/lessons/chapters.ts imports src/report/collect.ts: lessons may not import report',
  ]);
});

test('a forbidden chain is reported with every file on it', () => {
  const chain = [
    { file: 'src/engine/a.ts', target: 'src/engine/b.ts' },
    { file: 'src/engine/b.ts', target: 'src/trace/c.ts' },
    { file: 'src/trace/c.ts', target: 'node:fs' },
  ];
  expect(brokenChains(chain, CHAIN_RULES.slice(0, 1))).toEqual([
    'src/engine/a.ts -> src/engine/b.ts -> src/trace/c.ts -> node:fs: src/engine/a.ts uses nothing of Node',
    'src/engine/b.ts -> src/trace/c.ts -> node:fs: src/engine/b.ts uses nothing of Node',
    'src/trace/c.ts -> node:fs: src/trace/c.ts uses nothing of Node',
  ]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** Which rooms a room may import; a program is a file in src itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  recipe: [],
  channel: [],
  trace: [],
  station: ['recipe'],
  engine: ['recipe', 'station', 'channel', 'trace'],
  bench: ['recipe', 'station', 'channel', 'trace', 'engine', 'measure'],
  measure: ['recipe', 'station', 'channel', 'trace', 'engine'],
  report: ['recipe', 'station', 'trace', 'engine', 'measure', 'bench'],
  // What runs in a browser.
  page: ['recipe', 'trace', 'report'],
  lessons: ['recipe', 'station', 'channel', 'trace', 'engine', 'measure', 'bench', 'cli'],
  cli: ['recipe', 'station', 'channel', 'trace', 'engine', 'measure', 'bench', 'lessons'],
  program: ['recipe', 'station', 'channel', 'trace', 'engine', 'measure', 'bench', 'report', 'lessons', 'cli'],
  workers: ['recipe', 'station', 'channel', 'trace', 'engine', 'measure', 'bench', 'lessons'],
};

/** Who may know of threads. */
const THREADED = /^(node:worker_threads|piscina|comlink)$/;
const MAY_KNOW_THREADS = [
  'src/channel/port.ts',
  'src/engine/threads.ts',
  'src/engine/threads/station-thread.ts',
  'src/engine/pool.ts',
  'src/platform/node/thread-pool.ts',
  'src/engine/threads/messages.ts',
  'src/engine/threads/wiring.ts',
  // The chapters show threads as everybody has them.
  ...['12-clone-transfer-share', '15-back-pressure', '16-order-and-control', '17-a-race', 'apprentice', 'roles'].map(
    (name) => `src/lessons/${name}.ts`,
  ),
  // The bench measures threads as others use them too.
  ...['cases', 'control', 'messages', 'requests', 'roles', 'startup', 'streams'].map((name) => `src/bench/${name}.ts`),
];

/** What is to run in a browser one day: nothing of Node at all. */
const PORTABLE =
  /^src\/(recipe|station|trace)\/|^src\/report\/(page\/|timeline\/|(document|seen-race|seen-bench|units)\.ts$)|^src\/channel\/(channel|credit|mailbox|words)\.ts$|^src\/engine\/(bake|bell|cooperative|deadline|desk|dispatch|engine|event-loop|load|record|recorded|tend)\.ts$/;

interface Import {
  readonly file: string;
  readonly target: string;
  /** Of a relative import, the file it names. */
  readonly path: string | null;
}

function importsOf(file: string): Import[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return [...source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) => ({
    file,
    target,
    path: target.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), target)) : null,
  }));
}

function roomOf(path: string): string {
  if (path.startsWith('src/report/page/')) return 'page';
  const [top, room = '', ...rest] = path.split('/');
  if (top !== 'src') return top ?? '';
  return rest.length === 0 ? 'program' : room;
}

const files = ['src', 'workers'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
);
const imports = files.flatMap(importsOf);

/** Each broken edge in words. */
function brokenEdges(among: readonly Import[]): string[] {
  return among.flatMap(({ file, target, path }) => {
    const room = roomOf(file);
    if (path !== null) {
      const other = roomOf(path);
      if (room === 'page' && !PORTABLE.test(path)) return [`${file} imports ${path}: it is not for a browser`];
      const allowed = other === room || (ALLOWED[room] ?? []).includes(other);
      return allowed ? [] : [`${file} imports ${path}: ${room} may not import ${other}`];
    }
    if (THREADED.test(target) && room !== 'workers' && !MAY_KNOW_THREADS.includes(file))
      return [`${file} imports ${target}: only ${MAY_KNOW_THREADS.join(', ')} and workers/ know of threads`];
    if (target.startsWith('node:') && PORTABLE.test(file))
      return [`${file} imports ${target}: it uses nothing of Node`];
    return [];
  });
}

test('no file imports what its room may not import', () => {
  expect(brokenEdges(imports)).toEqual([]);
});

test('every room is known to the rule', () => {
  expect([...new Set(files.map(roomOf))].filter((room) => !(room in ALLOWED))).toEqual([]);
});

test('the rule sees the imports, and says which one breaks which edge', () => {
  expect(imports.length).toBeGreaterThan(100);
  const bad = [
    { file: 'src/cake/order.ts', target: '../engine/engine.ts', path: 'src/engine/engine.ts' },
    { file: 'src/engine/engine.ts', target: '../../workers/station.ts', path: 'workers/station.ts' },
    { file: 'src/cake/station.ts', target: 'node:fs', path: null },
    { file: 'src/contrast/contrast.ts', target: 'piscina', path: null },
    { file: 'src/report/page/main.ts', target: '../collect.ts', path: 'src/report/collect.ts' },
  ];
  expect(brokenEdges(bad).map((edge) => edge.split(':')[0])).toEqual([
    'src/cake/order.ts imports src/engine/engine.ts',
    'src/engine/engine.ts imports workers/station.ts',
    'src/cake/station.ts imports node',
    'src/contrast/contrast.ts imports piscina',
    'src/report/page/main.ts imports src/report/collect.ts',
  ]);
});

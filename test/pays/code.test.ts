/** The code that the answer prints: for which verdict it is there, and what it imports. */
import { describe, expect, test } from 'vitest';
import { codeFor } from '../../src/pays/code.ts';
import type { Verdict } from '../../src/pays/verdict.ts';
import { INLINE, type Way } from '../../src/pays/way.ts';
import { AT_ONCE, POOL, WORKER } from './measured.ts';

type Shape = Parameters<typeof codeFor>[2];

const PLAIN: Shape = { isAsync: false, inputBuffers: [], outputBuffers: [] };
const PIXELS: Shape = { isAsync: false, inputBuffers: ['.pixels.buffer'], outputBuffers: ['.pixels.buffer'] };

function verdict(way: Way, changes: Partial<Verdict> = {}): Verdict {
  const speedup = { median: 2, low: 2, high: 2, confidence: 0.95 };
  const side = way.threads === 0 ? 'inline' : way.threads === 1 ? 'worker' : 'pool';
  return { side, reason: null, way, against: INLINE, speedup, onlyFrees: false, ...changes };
}

const RESIZE = { path: '/home/me/work.js', exported: 'resize' };

test('there is none where the function stays as it is', () => {
  expect(codeFor(verdict(INLINE, { reason: 'too-short' }), RESIZE, PLAIN)).toBe('');
  expect(codeFor(verdict(POOL, { side: 'unclear' }), RESIZE, PLAIN)).toBe('');
});

test('a pool of two, one input a task', () => {
  expect(codeFor(verdict(POOL), RESIZE, PLAIN).split('\n').slice(0, 5)).toEqual([
    "import { Piscina } from 'piscina';",
    '',
    "const filename = new URL('./work.js', import.meta.url).href;",
    'const pool = new Piscina({ filename, minThreads: 2, maxThreads: 2 });',
    "export const resizeInPool = (input) => pool.run(input, { name: 'resize' });",
  ]);
});

test('several calls at once', () => {
  const code = codeFor(verdict(AT_ONCE, { reason: 'waits' }), RESIZE, { ...PLAIN, isAsync: true });
  expect(code).toContain("import { resize } from './work.js';");
  expect(code).toContain('i += 3');
  expect(code).not.toContain('piscina');
});

describe('it needs a file for the threads', () => {
  test.each<[string, Partial<Way>, Shape, boolean]>([
    ['not for single inputs', {}, PLAIN, false],
    ['not for inputs that are transferred', { transfer: true }, { ...PIXELS, outputBuffers: [] }, false],
    ['for outputs that are transferred', { transfer: true }, PIXELS, true],
    ['not for outputs that are copied', {}, PIXELS, false],
    ['for batches', { batch: 8 }, PLAIN, true],
  ])('%s', (_, way, shape, wanted) => {
    const code = codeFor(verdict({ ...POOL, ...way }), RESIZE, shape);
    expect(code.includes('// work-thread.js\n')).toBe(wanted);
    expect(code.includes('// In your program:')).toBe(wanted);
    expect(code.includes('transferList')).toBe(way.transfer === true);
  });
});

test.each([
  ['work.ts', true, 'work.ts'],
  ['work.ts', false, 'work.js'],
  ['work.tsx', false, 'work.js'],
  ['work.mts', false, 'work.mjs'],
  ['work.cts', false, 'work.cjs'],
  ['work.mjs', false, 'work.mjs'],
])('%s, where Node strips types: %j, is imported as %s', (name, strips, file) => {
  const place = { path: `/home/me/${name}`, exported: 'resize' };
  expect(codeFor(verdict(WORKER), place, PLAIN, strips)).toContain(`new URL('./${file}', import.meta.url)`);
  const inBatches = codeFor(verdict({ ...WORKER, batch: 8 }), place, PLAIN, strips);
  expect(inBatches).toContain(`import { resize } from './${file}';`);
  expect(inBatches).toContain(`-thread.${file.split('.').at(-1)}', import.meta.url)`);
});

test.each([
  ['default', 'import work from'],
  ['resize', 'import { resize } from'],
  ['größe', "import { 'größe' as work } from"],
  ['pool', "import { 'pool' as work } from"],
  ['input', "import { 'input' as work } from"],
  ['filename', "import { 'filename' as work } from"],
  ['Promise', "import { 'Promise' as work } from"],
])('the export %s', (exported, wanted) => {
  expect(codeFor(verdict({ ...POOL, batch: 8 }), { ...RESIZE, exported }, PLAIN)).toContain(`${wanted} './work.js';`);
});

test.each([
  ['my work.js', './my%20work.js'],
  ['c#.js', './c%23.js'],
  ['what?.js', './what%3F.js'],
  ['100%.js', './100%25.js'],
  ["it's.js", "./it\\'s.js"],
])('the file %s is named so that it can be imported', (name, wanted) => {
  const place = { path: `/home/me/${name}`, exported: 'resize' };
  expect(codeFor(verdict(POOL), place, PLAIN)).toContain(`new URL('${wanted}', import.meta.url)`);
  expect(codeFor(verdict({ ...POOL, batch: 8 }), place, PLAIN)).toContain(`import { resize } from '${wanted}';`);
});

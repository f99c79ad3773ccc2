/** The primes as an example of the library, and the same line written by hand: equal results, and how much code each needs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { run } from 'cake-factory';
import { transformSync } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import example from '../../docs/lines/primes.ts';
import { leakedSince, resourcesBefore } from '../soak/resources.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const byHand = readFileSync(join(import.meta.dirname, 'by-hand/primes.ts'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'cake-factory-by-hand-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Primes = (signal?: AbortSignal) => AsyncGenerator<number, void>;

/** Compiles the line to JavaScript, which its threads can load on every release of Node. */
async function primesOf(source: string, name: string): Promise<Primes> {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, transformSync(source, { loader: 'ts', format: 'esm', sourcefile: `${name}.ts` }).code);
  const { primes }: { readonly primes: Primes } = await import(pathToFileURL(file).href);
  return primes;
}

async function listOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('written by hand, the line', () => {
  test('gives the results of the example, in the same order, and leaves no thread', async () => {
    const primes = await primesOf(byHand, 'primes');
    const before = await resourcesBefore();
    const found = await listOf(primes());
    expect(await leakedSince(before)).toBe('');
    expect(found).toHaveLength(4832);
    expect(found).toEqual(await listOf(run(example, { engine: 'cooperative' })));
  });

  test('ends its threads when its reader leaves', async () => {
    const primes = await primesOf(byHand, 'primes');
    const before = await resourcesBefore();
    for await (const prime of primes()) {
      expect(prime).toBe(1_000_000_007);
      break;
    }
    expect(await leakedSince(before)).toBe('');
  });

  test('ends its threads and rejects with the reason of a signal', async () => {
    const primes = await primesOf(byHand, 'primes');
    const before = await resourcesBefore();
    const stop = new AbortController();
    const reason = new Error('enough');
    const reading = async (): Promise<void> => {
      for await (const _ of primes(stop.signal)) stop.abort(reason);
    };
    await expect(reading()).rejects.toBe(reason);
    await expect(listOf(primes(stop.signal))).rejects.toBe(reason);
    expect(await leakedSince(before)).toBe('');
  });

  test.each(['numbers', 'small', 'large'])(
    'rejects with the failure of the station "%s" and its place',
    async (station) => {
      const broken = byHand.replace(
        'const writer = new Writer(output);',
        `$& if (station === '${station}') throw new Error('no more flour');`,
      );
      const primes = await primesOf(broken, `broken-${station}`);
      const before = await resourcesBefore();
      const failure = await listOf(primes()).catch((error: unknown) => error);
      expect(await leakedSince(before)).toBe('');
      expect(String(failure)).toBe(`Error: station "${station}" failed: no more flour`);
      expect(inspect(failure)).toMatch(new RegExp(`broken-${station}\\.mjs:\\d+`));
    },
  );
});

/** The lines of a source without comments, empty lines and a function that both sources share. */
function ownLines(source: string): readonly string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replace(/^function hasNoDivisor[\s\S]*?^\}/m, '');
  return code.split('\n').filter((line) => !/^\s*(\/\/.*)?$/.test(line));
}

describe('the code that one has to write', () => {
  test('is counted without comments, empty lines and shared functions', () => {
    const source = [
      '/**',
      ' * A comment.',
      ' */',
      'const a = 1; // counts',
      '',
      '  // does not',
      'function hasNoDivisor(n) {',
      '  return true;',
      '}',
      'export default a;',
    ].join('\n');
    expect(ownLines(source)).toEqual(['const a = 1; // counts', 'export default a;']);
  });

  test('is a fifth or less with the library', () => {
    const withLibrary = ownLines(readFileSync(join(ROOT, 'docs/lines/primes.ts'), 'utf8')).length;
    expect(withLibrary).toBeGreaterThan(20);
    expect(withLibrary * 5).toBeLessThanOrEqual(ownLines(byHand).length);
  });
});

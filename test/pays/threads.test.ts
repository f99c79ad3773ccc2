/** The start of the pools: real threads, by planted figures of memory. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type LoadedFunction, loadFunction } from '../../src/pays/function-file.ts';
import { exportPlace, requestFor } from '../../src/pays/place.ts';
import { startPools } from '../../src/pays/threads.ts';
import { workerBuild } from '../../src/platform/node/worker-build.ts';

const build = workerBuild();
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cake-factory-threads-')));
let loaded: LoadedFunction;
beforeAll(async () => {
  const file = join(folder, 'work.mjs');
  writeFileSync(file, 'export const double = (n) => 2 * n;\n');
  loaded = await loadFunction(await requestFor(exportPlace(`${file}#double`), [1], 2000), build);
});
afterAll(async () => {
  await build.clear();
  rmSync(folder, { recursive: true });
});

const available = Object.getOwnPropertyDescriptor(process, 'availableMemory');
afterEach(() => {
  vi.restoreAllMocks();
  if (available === undefined) Reflect.deleteProperty(process, 'availableMemory');
  else Object.defineProperty(process, 'availableMemory', available);
});

/** Each pool makes the process larger by ten megabytes. */
async function started(cores: number, availableMb: number) {
  let rss = 0;
  vi.spyOn(process.memoryUsage, 'rss').mockImplementation(() => {
    rss += 10_000_000;
    return rss;
  });
  Object.defineProperty(process, 'availableMemory', { configurable: true, value: () => availableMb * 1e6 });
  const told: (readonly [string, number])[] = [];
  const { pools, startupMs, ...found } = await startPools(loaded, cores, (...step) => void told.push(step), 7);
  const all = [...pools.values()];
  try {
    const outputs = await Promise.all(all.map((pool) => pool.call([1, 2], false, [])));
    return { ...found, told, starts: startupMs.length, sizes: [...pools.keys()], outputs };
  } finally {
    await Promise.all(all.map((pool) => pool.end()));
  }
}

describe('pools', () => {
  test('start the largest first, and call the function', async () => {
    expect(await started(1, 4000)).toEqual({
      sizes: [2, 1],
      outputs: [
        [2, 4],
        [2, 4],
      ],
      starts: 3,
      // Of one thread; that of two threads together is as large.
      memoryMb: 10,
      availableMb: 4000,
      fits: true,
      told: [
        ['the start of a thread', 7],
        ['the start of a thread', 7],
        ['the start of a thread', 7],
        ['the start of 2 threads', 14],
        ['the start of a thread', 7],
      ],
    });
  });

  test.each([
    [2, 60, [3, 2, 1], true],
    [2, 59, [2, 1], true],
    [2, 39, [1], false],
    [2, 0, [1], false],
    [1, 0, [1], true],
  ])('on %d cores with %d MB left are of %j threads', async (cores, availableMb, sizes, fits) => {
    expect(await started(cores, availableMb)).toMatchObject({ sizes, fits, availableMb });
  });
});

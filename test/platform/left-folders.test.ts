/** Only the temporary folders of killed processes are deleted. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { BENCH_WORKER } from '../../src/bench/series.ts';
import { removeLeftFolders } from '../../src/platform/node/left-folders.ts';
import { buildWorker } from '../../src/platform/node/single-worker.ts';
import { FOLDER_VARIABLE } from '../../src/platform/node/temporary-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'cake-factory-left-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NOW_MS = Date.parse('2026-11-26T12:00:00Z');
const HOUR_MS = 3_600_000;
/** The number of a process that has ended. */
const ended = String(spawnSync(process.execPath, ['--version']).pid);

function left(parent: string, name: string, hours: number): void {
  const path = join(parent, name);
  mkdirSync(path);
  writeFileSync(join(path, 'entry-0.mjs'), '');
  utimesSync(path, (NOW_MS - hours * HOUR_MS) / 1000, (NOW_MS - hours * HOUR_MS) / 1000);
}

test('a folder is deleted if its process has ended and it is a day old', () => {
  const parent = mkdtempSync(join(folder, 'parent-'));
  left(parent, `cake-factory-${ended}-aB3dE6`, 25);
  left(parent, `cake-factory-${ended}-young1`, 23);
  left(parent, `cake-factory-${process.pid}-living`, 25);
  left(parent, 'cake-factory-1-first1', 25);
  left(parent, 'cake-factory-aB3dE6', 25);
  left(parent, `other-${ended}-aB3dE6`, 25);
  symlinkSync(join(parent, `other-${ended}-aB3dE6`), join(parent, `cake-factory-${ended}-linked`));
  removeLeftFolders(parent, NOW_MS);
  expect(readdirSync(parent).sort()).toEqual(
    [
      `cake-factory-${ended}-young1`,
      `cake-factory-${ended}-linked`,
      `cake-factory-${process.pid}-living`,
      'cake-factory-1-first1',
      'cake-factory-aB3dE6',
      `other-${ended}-aB3dE6`,
    ].sort(),
  );
  expect(readdirSync(join(parent, `other-${ended}-aB3dE6`))).toEqual(['entry-0.mjs']);
});

test('a missing parent folder is no error', () => {
  expect(() => removeLeftFolders(join(folder, 'missing'), NOW_MS)).not.toThrow();
});

test('compiled files are in a folder with the number of its process in its name', async () => {
  const parent = mkdtempSync(join(folder, 'own-'));
  const before = process.env[FOLDER_VARIABLE];
  process.env[FOLDER_VARIABLE] = parent;
  try {
    const file = await buildWorker(BENCH_WORKER);
    expect(readdirSync(parent)).toEqual([expect.stringMatching(new RegExp(`^cake-factory-${process.pid}-\\w+$`))]);
    file.clear();
    expect(readdirSync(parent)).toEqual([]);
  } finally {
    if (before === undefined) delete process.env[FOLDER_VARIABLE];
    else process.env[FOLDER_VARIABLE] = before;
  }
});

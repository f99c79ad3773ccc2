/** A full disk: one clear line, and no half of a document. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'full-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a document under a limit that is smaller than it: to the program it looks like a disk that is full. */
function writeUnder(limit: string, file: string): Promise<{ code: number | null; stderr: string }> {
  const root = resolve(import.meta.dirname, '../..');
  const script = `
    import { runProgram } from '${join(root, 'src/cli/program.ts')}';
    import { writeWhole } from '${join(root, 'src/cli/out-file.ts')}';
    await runProgram(() => writeWhole('${file}', 'x'.repeat(1_000_000)));
  `;
  const child = spawn(
    'sh',
    ['-c', `${limit} exec "$0" --import tsx --input-type=module -e "$1"`, process.execPath, script],
    { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((settle) => child.on('close', (code) => settle({ code, stderr })));
}

test('a disk that gets full leaves the old document and nothing else', async () => {
  const file = join(folder, 'out.json');
  writeFileSync(file, 'the old one');
  const { code, stderr } = await writeUnder('ulimit -f 100;', file);
  expect(stderr).toMatch(/^--out: cannot write .*out\.json: EFBIG.*\n$/);
  expect(code).toBe(1);
  expect(readFileSync(file, 'utf8')).toBe('the old one');
  expect(readdirSync(folder)).toEqual(['out.json']);
});

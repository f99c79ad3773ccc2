/** A full disk: one clear error line, and no partial document. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paragraphsOf } from '../../src/measure/verdict.ts';
import { simulatedDocument } from '../report/simulated.ts';

const ROOT = resolve(import.meta.dirname, '../..');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'full-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Written {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Writes a document of a megabyte.
 *
 * @param shell a shell command in which `"$0" "$@"` runs the writer
 */
function writeUnder(shell: string, file: string): Promise<Written> {
  const script = `
    import { runProgram } from '${join(ROOT, 'src/terminal/program.ts')}';
    import { writeWhole } from '${join(ROOT, 'src/terminal/out-file.ts')}';
    await runProgram(() => writeWhole('${file}', 'x'.repeat(1_000_000)));
  `;
  return outcomeOf(['-c', shell, process.execPath, '--import', 'tsx', '--input-type=module', '-e', script]);
}

function outcomeOf(words: readonly string[]): Promise<Written> {
  const child = spawn('sh', words, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((settle) => child.on('close', (code) => settle({ code, stdout, stderr })));
}

test('a file over the size limit leaves only the old document', async () => {
  const file = join(folder, 'out.json');
  writeFileSync(file, 'the old one');
  const { code, stderr } = await writeUnder('ulimit -f 100; exec "$0" "$@"', file);
  expect(stderr).toMatch(/^--out: cannot write .*out\.json: EFBIG.*\n$/);
  expect(code).toBe(1);
  expect(readFileSync(file, 'utf8')).toBe('the old one');
  expect(readdirSync(folder)).toEqual(['out.json']);
});

/** Runs a program that may write no file larger than a limit in kilobytes. */
function runUnder(kilobytes: number, program: string, args: readonly string[]): Promise<Written> {
  const shell = `ulimit -f ${2 * kilobytes}; exec "$0" "$@"`;
  return outcomeOf(['-c', shell, process.execPath, '--import', 'tsx', resolve(ROOT, program), ...args]);
}

test('a trace that cannot be written does not lose the measured document', async () => {
  const trace = join(folder, 'trace.json');
  const words = ['--json', '--quick', '--workload', 'cpu-bound', '--engine', 'cooperative', '--samples', '1'];
  const args = [...words, '--cakes', '200', '--trace-out', trace];
  const { code, stdout, stderr } = await runUnder(300, 'src/start.ts', args);
  expect(stderr).toMatch(/^--trace-out: cannot write .*trace\.json: EFBIG.*\n$/);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ workloads: [{ name: 'cpu-bound' }] });
});

test('a page that cannot be written loses neither the trace nor the verdict', async () => {
  const own = mkdtempSync(join(folder, 'report-'));
  const [stored, trace, page] = ['run.json', 'trace.json', 'page.html'].map((name) => join(own, name));
  const document = simulatedDocument();
  writeFileSync(stored ?? '', JSON.stringify(document));
  const args = ['--from', stored ?? '', '--out', page ?? '', '--trace-out', trace ?? ''];
  const { code, stdout, stderr } = await runUnder(150, 'src/report.ts', args);
  expect(stderr).toMatch(/^--out: cannot write .*page\.html: EFBIG.*\n$/);
  expect(code).toBe(1);
  expect(stdout.replace(/\s+/g, ' ').trim()).toBe(paragraphsOf(document.verdict).join(' '));
  expect(readdirSync(own).sort()).toEqual(['run.json', 'trace.json']);
});

/** Whether the system lets this user mount a private disk. */
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0;

test.runIf(canMount)('a full disk leaves only the old document', async () => {
  const disk = join(folder, 'disk');
  const file = join(disk, 'out.json');
  const shell = `mkdir ${disk} && exec unshare -rm sh -c '
    mount -t tmpfs -o size=256k none ${disk} && echo "the old one" >${file}
    "$0" "$@"
    code=$?
    cat ${file} && ls ${disk}
    exit $code' "$0" "$@"`;
  const { code, stdout, stderr } = await writeUnder(shell, file);
  expect(stderr).toMatch(/^--out: cannot write .*out\.json: a full disk\n$/);
  expect(code).toBe(1);
  expect(stdout).toBe('the old one\nout.json\n');
});

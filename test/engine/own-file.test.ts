/** A line that is run in its own file: the program ends, and says what to do instead. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Ended, ended } from '../programs/run.ts';

const FILE = join(import.meta.dirname, 'own-file/line.ts');
/** A program that takes longer is killed, and then has no code. */
const HANGS_MS = 60_000;

function runFile(how: string): Promise<Ended> {
  const env = { ...process.env, OWN_FILE: how };
  return ended(spawn(process.execPath, ['--import', 'tsx', FILE], { env, timeout: HANGS_MS, killSignal: 'SIGKILL' }));
}

/** The lines that say what went wrong, of the stack and all the rest that Node prints. */
function reasonIn({ stderr }: Ended): string | undefined {
  return stderr.split('\n').find((text) => /^\w*(Error|Failure): /.test(text));
}

describe.concurrent('a line that is run in its own file', { timeout: 2 * HANGS_MS }, () => {
  test.each(['run', 'start', 'race'])('is refused where the top level awaits %s', async (what) => {
    const program = await runFile(`await ${what}`);
    expect([program.code, program.stdout]).toEqual([1, '']);
    expect(reasonIn(program)).toMatch(
      /^InputError: Cannot load \/.*\/line\.ts: its top level never ends\. It may wait for its own line: call run, start and race in another file$/,
    );
  });

  test('is refused on the threads of its stations', async () => {
    const program = await runFile('main on threads');
    expect(program.code).toBe(1);
    expect(reasonIn(program)).toMatch(
      /^StationFailure: station "numbers" failed: Cannot run a line here: this thread has imported the file for one of its stations; call run, start and race in another file/,
    );
  });

  test('runs where no other thread imports the file', async () => {
    expect(await runFile('main on one thread')).toEqual({ code: 0, stdout: '0\n1\n2\n3\n4\n', stderr: '' });
  });
});

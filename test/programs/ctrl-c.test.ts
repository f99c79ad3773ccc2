/** Ctrl-C while the code of the threads is compiled: esbuild has a process of its own, which gets the Ctrl-C too. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';

/** Longer than the process of esbuild needs to end, in milliseconds. On a machine where it is not, this test shows nothing. */
const ENDED_MS = 300;

const folder = mkdtempSync(join(tmpdir(), 'cake-factory-ctrl-c-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(['at once', 'later'])(
  'the program says that it was stopped, and not that its code does not compile: %s',
  async (when) => {
    // In a group of its own, as a shell starts it: a Ctrl-C is a signal for the whole group.
    const file = resolve(import.meta.dirname, 'compiling.ts');
    const program = spawn(process.execPath, ['--import', 'tsx', file, when], {
      detached: true,
      // Nothing is compiled already.
      env: { ...process.env, TMPDIR: folder },
    });
    let printed = '';
    program.stderr.on('data', (text) => {
      printed += text;
    });
    const closed = once(program, 'close');
    await once(program.stdout, 'data');
    process.kill(-(program.pid ?? Number.NaN), 'SIGINT');
    await setTimeout(ENDED_MS);
    program.stdin.end();
    expect(await closed).toEqual([130, null]);
    expect(printed).toBe('stopped by SIGINT\n');
  },
);

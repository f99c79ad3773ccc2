/** `npm start` through npm on a terminal, where Ctrl-C goes to all processes at once. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CTRL_C, npmOnTerminal } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'cake-factory-terminal-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('Ctrl-C while the main thread is busy prints what was finished, leaves no bar and no file, and ends with 130', async () => {
  const args = ['--workload', 'cpu-bound', '--engine', 'cooperative', '--cakes', '100000'];
  const terminal = npmOnTerminal(['start', '--silent', '--', ...args], { TMPDIR: folder, NO_COLOR: '1' });
  await terminal.shows('cpu-bound, cooperative');
  terminal.type(CTRL_C);
  await terminal.shows('stopped by SIGINT: during cpu-bound, cooperative; no workload finished');
  expect(await terminal.ended).toBe(130);
  expect(terminal.written().trimEnd()).toMatch(/no workload finished$/);
  expect(readdirSync(folder).filter((name) => name.startsWith('cake-factory'))).toEqual([]);
});

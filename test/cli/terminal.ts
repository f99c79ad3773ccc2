/** A program of ours on a pseudo-terminal: it is typed to, and what it shows is waited for. */
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';

const ROOT = resolve(import.meta.dirname, '../..');

export interface Terminal {
  /** Settles when the text has been shown, anywhere after what was waited for before. */
  shows(text: string): Promise<void>;
  type(keys: string): void;
  /** The exit code. */
  readonly ended: Promise<number>;
  /** Everything so far, as it was written, with the terminal's codes. */
  written(): string;
  kill(): void;
}

export const ENTER = '\r';
export const CTRL_C = '\u0003';

export function onTerminal(args: readonly string[], env: Readonly<Record<string, string>> = {}): Terminal {
  const terminal = spawn(process.execPath, ['--import', 'tsx', resolve(ROOT, 'src/lecture.ts'), ...args], {
    cwd: ROOT,
    cols: 80,
    rows: 24,
    env: { ...process.env, TERM: 'xterm', ...env },
  });
  let written = '';
  let seen = 0;
  let waiting: (() => void) | null = null;
  terminal.onData((data) => {
    written += data;
    waiting?.();
  });
  const ended = new Promise<number>((settle) => {
    terminal.onExit(({ exitCode }) => settle(exitCode));
  });
  return {
    ended,
    written: () => written,
    type: (keys) => terminal.write(keys),
    kill: () => terminal.kill('SIGKILL'),
    shows: (text) =>
      new Promise((settle, reject) => {
        waiting = () => {
          const plain = stripVTControlCharacters(written);
          const at = plain.indexOf(text, seen);
          if (at === -1) return;
          seen = at + text.length;
          waiting = null;
          settle();
        };
        ended.then((code) => reject(new Error(`expected "${text}", found the end with code ${code}:\n${written}`)));
        waiting();
      }),
  };
}

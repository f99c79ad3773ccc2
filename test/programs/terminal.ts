/** Runs a program of the project on a pseudo-terminal: a test types, and waits for what the program shows. */
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';

const ROOT = resolve(import.meta.dirname, '../..');

export interface Terminal {
  /** Settles when the program has shown the text, after the text of the call before. */
  shows(text: string): Promise<void>;
  type(keys: string): void;
  /** The exit code. */
  readonly ended: Promise<number>;
  /** All output so far, with the terminal's codes. */
  written(): string;
  kill(): void;
}

export const ENTER = '\r';
export const CTRL_C = '\u0003';

export function onTerminal(args: readonly string[], env: Readonly<Record<string, string>> = {}): Terminal {
  return terminalFor(process.execPath, ['--import', 'tsx', resolve(ROOT, 'src/lecture.ts'), ...args], env);
}

/** Through npm, as a person starts it. */
export function npmOnTerminal(args: readonly string[], env: Readonly<Record<string, string>> = {}): Terminal {
  return terminalFor('npm', args, env);
}

function terminalFor(file: string, args: readonly string[], env: Readonly<Record<string, string>>): Terminal {
  const terminal = spawn(file, [...args], {
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
    // Like a shell: 128 and the number of the signal that ended the program.
    terminal.onExit(({ exitCode, signal }) => settle(signal === undefined || signal === 0 ? exitCode : 128 + signal));
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

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
  return terminalFor(process.execPath, ['--import', 'tsx', resolve(ROOT, 'src/lecture.ts'), ...args], env);
}

/** As a person starts it. */
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
    // As a shell tells it of a program that a signal has ended.
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

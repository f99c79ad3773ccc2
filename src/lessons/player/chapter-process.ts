/**
 * A chapter in a process of its own.
 *
 * So none inherits another's heap, threads or compiled code, which its figures would show; and Ctrl-C in the middle of it
 * leaves nothing behind, even where it holds its main thread.
 */
import { type ChildProcess, spawn } from 'node:child_process';

export type End = { readonly kind: 'ended'; readonly code: number } | { readonly kind: 'interrupted' };

/** Starts chapters, one at a time, and passes on what ends them. */
export interface Conductor {
  play(path: string, flags: readonly string[]): Promise<End>;
}

/**
 * npm and tsx pass a Ctrl-C on to a child that has had it from the terminal already: within this time it is the same one.
 */
const ECHO_MS = 1000;
/**
 * After this time a Ctrl-C that only this process has heard of is passed on. A chapter that has heard of it too and has been
 * stopped meanwhile takes it for a second one, and ends at once: still as one that was interrupted.
 */
const PASS_ON_MS = 300;

/** Installs its signal handlers for good: the program ends with the lecture. */
export function conductor(showCursor: () => void): Conductor {
  let playing: ChildProcess | null = null;
  let interrupted = false;
  let lastMs = Number.NEGATIVE_INFINITY;

  const end = (code: number): void => {
    showCursor();
    process.exit(code);
  };
  process.on('SIGINT', () => {
    const ms = performance.now();
    if (ms - lastMs < ECHO_MS) return;
    lastMs = ms;
    if (playing === null) return end(130);
    if (interrupted) {
      // It was asked before and is still there.
      playing.kill('SIGKILL');
      return end(130);
    }
    interrupted = true;
    const child = playing;
    setTimeout(() => child.kill('SIGINT'), PASS_ON_MS).unref();
  });
  process.on('SIGTERM', () => {
    playing?.kill('SIGTERM');
    end(143);
  });

  return {
    async play(path, flags) {
      const tsx = import.meta.resolve('tsx');
      const child = spawn(process.execPath, ['--import', tsx, path, ...flags], { stdio: 'inherit' });
      playing = child;
      interrupted = false;
      const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
        child.on('close', (code, signal) => resolve({ code, signal }));
        child.on('error', reject);
      });
      playing = null;
      if (code === 130 || signal === 'SIGINT') {
        lastMs = performance.now();
        return { kind: 'interrupted' };
      }
      return { kind: 'ended', code: code ?? 1 };
    },
  };
}

/**
 * Runs each chapter in its own process.
 *
 * A chapter that inherits the heap, threads or compiled code of another one has different figures. And Ctrl-C can end a
 * process at any moment, even while the chapter blocks its main thread.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { loaderFlags } from '../../platform/node/own-files.ts';

export type End = { readonly kind: 'ended'; readonly code: number } | { readonly kind: 'interrupted' };

/** Starts chapters, one at a time, and reports how they end. */
export interface ChapterRunner {
  play(path: string, flags: readonly string[]): Promise<End>;
}

/**
 * npm and tsx forward a Ctrl-C that the child has already received from the terminal: within this time, a second SIGINT
 * is the same Ctrl-C.
 */
const ECHO_MS = 1000;
/**
 * After this time, a Ctrl-C is forwarded to the chapter, in case only this process received it. A chapter that has received
 * it too, and was suspended meanwhile, takes it for a second Ctrl-C and ends at once, still as an interrupted chapter.
 */
const PASS_ON_MS = 300;

/** Installs signal handlers and never removes them: the program ends with the lecture. */
export function chapterRunner(showCursor: () => void): ChapterRunner {
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
      // The chapter has received a Ctrl-C before and still runs.
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
      const child = spawn(process.execPath, [...loaderFlags(), path, ...flags], { stdio: 'inherit' });
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

/** Asks for the answer: starts a process that measures, and ends it when it hangs. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { HANG_MS } from '../engine/watch/watchdog.ts';
import { FactoryError, InputError } from '../line/factory-error.ts';
import { Countdown } from '../platform/deadline.ts';
import { loaderFlags, moduleUrl } from '../platform/node/own-files.ts';
import { FOLDER_VARIABLE, removeFolder, temporaryFolder } from '../platform/node/temporary-folder.ts';
import type { Answer } from './answer.ts';
import { CHILD_VARIABLE } from './child-variable.ts';
import type { Report, Request } from './request.ts';

/** The measurement failed. */
export class PaysError extends FactoryError {
  override name = 'PaysError';
}

export interface AskOptions {
  /** Called before each step. */
  readonly step: (what: string) => void;
  /** Ends the measurement. */
  readonly signal: AbortSignal;
  /** How long a call may take, in milliseconds, above 0. */
  readonly hangMs?: number;
}

const CHILD = fileURLToPath(moduleUrl('src/pays/child'));

/**
 * @throws InputError when the function or its inputs cannot be used
 * @throws PaysError when the measurement fails, or the function never returns
 */
export async function ask(request: Request, { step, signal, hangMs = HANG_MS }: AskOptions): Promise<Answer> {
  signal.throwIfAborted();
  const folder = temporaryFolder();
  const child = fork(CHILD, [], {
    // What the function prints is dropped: thousands of calls would fill the terminal, and it must not get into the answer.
    stdio: ['ignore', 'ignore', 2, 'ipc'],
    execArgv: loaderFlags(),
    env: { ...process.env, [FOLDER_VARIABLE]: folder, [CHILD_VARIABLE]: '1' },
    serialization: 'advanced',
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  try {
    return await answerFrom(child, request, { step, signal, hangMs });
  } finally {
    child.kill('SIGKILL');
    await ended;
    removeFolder(folder);
  }
}

function answerFrom(child: ChildProcess, request: Request, options: Required<AskOptions>): Promise<Answer> {
  const { step, signal, hangMs } = options;
  return new Promise((resolve, reject) => {
    let current = 'the start';
    const watch = watchFor(() => {
      reject(
        new PaysError(
          `${request.name} does not return: no sign of life for ${hangMs / 1000} s, at ${current}; a call that takes longer needs a larger --hang`,
        ),
      );
    });
    const abort = (): void => {
      settle();
      reject(signal.reason);
    };
    const settle = (): void => {
      watch.stop();
      signal.removeEventListener('abort', abort);
    };
    child.on('message', (report: Report) => {
      switch (report.kind) {
        case 'step':
          current = report.what;
          watch.restart(hangMs + report.expectedMs);
          step(report.what);
          return;
        case 'answer':
          settle();
          resolve(report.answer);
          return;
        case 'failed':
          settle();
          reject(failureOf(report));
          return;
      }
    });
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code, end) => {
      // Ctrl-C in a terminal ends both processes. This one may see the end of the other before its own signal: that comes first.
      setImmediate(() => {
        settle();
        reject(new PaysError(`${request.name}: ${endText(code, end)}, at ${current}`));
      });
    });
    signal.addEventListener('abort', abort);
    watch.restart(hangMs);
    const refuse = (error: Error | null): void => {
      if (error === null) return;
      settle();
      reject(new InputError(`inputs: expected what can be sent to another process, found: ${error.message}`));
    };
    try {
      child.send(request, refuse);
    } catch (error) {
      refuse(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function failureOf({ message, isInput, isKnown }: Extract<Report, { kind: 'failed' }>): Error {
  if (!isKnown) return new Error(message);
  return isInput ? new InputError(message) : new PaysError(message);
}

function endText(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === 'SIGKILL'
    ? 'the system killed its process (SIGKILL), usually because it ran out of memory'
    : `it has ended its process, with ${signal ?? `code ${code}`}`;
}

interface Watch {
  restart(ms: number): void;
  stop(): void;
}

/** Time in which this process does not run does not count. */
function watchFor(over: () => void): Watch {
  let timer: NodeJS.Timeout | undefined;
  const restart = (ms: number): void => {
    clearTimeout(timer);
    const countdown = new Countdown(ms);
    const wait = (): void => {
      countdown.beginStep();
      timer = setTimeout(() => (countdown.endStep() ? over() : wait()), countdown.stepMs);
    };
    wait();
  };
  return { restart, stop: () => clearTimeout(timer) };
}

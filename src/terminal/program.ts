/** Runs a program and ends it: exit codes, errors on one line, signals, closed pipes. */
import { FactoryError, InputError } from '../line/factory-error.ts';
import { ThreadsLeftError } from '../platform/errors.ts';
import { removeTemporaryFolders } from '../platform/node/temporary-folder.ts';
import { terminateAll } from '../platform/node/thread-pool.ts';
import { missingPermission } from './permission.ts';

/** Runs a program and sets the exit code: 0 done, 1 the run failed, 2 bad usage or input. */
export async function runProgram(main: () => Promise<void>): Promise<void> {
  process.stdout.on('error', endQuietly);
  // The error cannot be printed: stderr itself has failed.
  process.stderr.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  process.on('uncaughtException', endOnUncaught);
  try {
    await main();
  } catch (error) {
    // The interruption causes this error, and it has already been reported.
    if (interrupted) return;
    process.stderr.write(`${explained(error)}\n`);
    process.exitCode = error instanceof InputError ? 2 : 1;
    if (error instanceof ThreadsLeftError) endByForce('SIGKILL');
  }
}

/** Errors that a library throws in an event handler. esbuild does this if it cannot start its process. */
function endOnUncaught(error: unknown): void {
  if (interrupted) return;
  interrupted = true;
  process.exitCode = 1;
  process.stderr.write(`${explained(error)}\n`);
  void terminateAll().then((left) => (left === 0 ? process.exit(1) : endByForce('SIGKILL')));
}

/** Errors of the system if file descriptors, processes, threads or memory run out. */
const OUT_OF_RESOURCES = ['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM', 'ERR_WORKER_INIT_FAILED'];

export interface Interruptible {
  /** Called first. It restores the terminal. */
  readonly tidy: () => void;
  /** What the program has done so far, on one line; may be empty. */
  readonly soFar: () => string;
}

/**
 * Ends the process on Ctrl-C (130), SIGTERM (143) and SIGHUP (129). It ends every thread first; a second signal ends the
 * process at once.
 *
 * @returns a function that removes the signal handlers
 */
export function endOnSignals({ tidy, soFar }: Interruptible): () => void {
  const handlers = SIGNALS.map(([signal, code]) => {
    const handler = (): void => {
      if (interrupted) {
        // On Ctrl-C the program gets one signal from the terminal and another one from npm.
        if (signal !== firstSignal || performance.now() - interruptedMs > ECHO_MS) endByForce(signal);
        return;
      }
      interrupted = true;
      firstSignal = signal;
      interruptedMs = performance.now();
      process.exitCode = code;
      tidy();
      process.stderr.write(`stopped by ${signal}${soFar() === '' ? '' : `: ${soFar()}`}\n`);
      void terminateAll().then((left) => (left === 0 ? process.exit(code) : endByForce(signal)));
    };
    process.on(signal, handler);
    return { signal, handler };
  });
  return () => {
    // Not while the process is ending: a second signal must still end it at once.
    if (!interrupted) for (const { signal, handler } of handlers) process.off(signal, handler);
  };
}

/** True while the process is ending. Errors from now on are a result of that. */
let interrupted = false;
let firstSignal: NodeJS.Signals | null = null;
let interruptedMs = 0;
/**
 * A second SIGINT within this time comes from npm, not from the user. If the process is paused between the two, the
 * second one counts as the user's: then the process, which is ending anyway, ends at once.
 */
const ECHO_MS = 500;

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

/**
 * The last resort. A thread in a system call does not end before the call ends, and even `process.exit` waits for it. A
 * signal without a handler ends the process at once; a shell reports 128 + its number as the exit code.
 */
function endByForce(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGKILL'): void {
  removeTemporaryFolders();
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** A message from elsewhere, for instance from a user's coroutine, may contain line ends and control characters. */
function oneLine(message: string): string {
  return message.replace(/\s*[\r\n]+\s*/g, ' ').replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '?');
}

/** The error on one line. For a bug in this program it is the stack trace, which a bug report needs. */
function explained(error: unknown): string {
  const permission = missingPermission(error);
  if (permission !== null) return oneLine(permission);
  if (!(error instanceof Error)) return String(error);
  if (error instanceof FactoryError) return oneLine(error.message);
  const isOutOfResources = OUT_OF_RESOURCES.some((code) => 'code' in error && error.code === code);
  return isOutOfResources
    ? `the system has no more memory, threads, processes or open files: ${oneLine(error.message)}`
    : (error.stack ?? error.message);
}

/** Whether the process is ending: because of a signal, an error that nothing caught, or an output that nobody reads. */
export function isEnding(): boolean {
  return interrupted;
}

/** Ends the program without an error if the reader of its output has closed the pipe, as in `npm start | head -1`. */
function endQuietly(error: NodeJS.ErrnoException): void {
  interrupted = true;
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`cannot write the output: ${oneLine(error.message)}\n`);
  process.exit(1);
}

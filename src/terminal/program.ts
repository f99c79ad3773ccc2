/** How every program ends: exit codes, one line for bad input, no stack trace for a closed pipe. */
import { FactoryError, InputError } from '../line/factory-error.ts';
import { ThreadsLeftError } from '../platform/errors.ts';
import { removeTemporaryFolders } from '../platform/node/temporary-folder.ts';
import { terminateAll } from '../platform/node/thread-pool.ts';
import { missingPermission } from './permission.ts';

/** Runs a program and sets the exit code: 0 done, 1 the run failed, 2 bad usage or input. */
export async function runProgram(main: () => Promise<void>): Promise<void> {
  process.stdout.on('error', endQuietly);
  // Nobody is left who could be told.
  process.stderr.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  process.on('uncaughtException', endOnUncaught);
  try {
    await main();
  } catch (error) {
    // Whoever has been interrupted knows why it broke off.
    if (interrupted) return;
    process.stderr.write(`${explained(error)}\n`);
    process.exitCode = error instanceof InputError ? 2 : 1;
    if (error instanceof ThreadsLeftError) endByForce('SIGKILL');
  }
}

/** What a library lets go off in an event of its own: of the compiler that cannot be started nobody else hears. */
function endOnUncaught(error: unknown): void {
  if (interrupted) return;
  interrupted = true;
  process.exitCode = 1;
  process.stderr.write(`${explained(error)}\n`);
  void terminateAll().then((left) => (left === 0 ? process.exit(1) : endByForce('SIGKILL')));
}

/** No more file descriptors, processes, threads or memory. */
const REFUSALS = ['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM', 'ERR_WORKER_INIT_FAILED'];

export interface Interruptible {
  /** Called first, to leave the terminal as it was. */
  readonly tidy: () => void;
  /** What has been done so far, in one line, or nothing. */
  readonly soFar: () => string;
}

/**
 * Ends the process on Ctrl-C (130), SIGTERM (143) and SIGHUP (129): every thread is ended first. A second signal ends it at once.
 *
 * @returns takes the handlers away again
 */
export function endOnSignals({ tidy, soFar }: Interruptible): () => void {
  const handlers = SIGNALS.map(([signal, code]) => {
    const handler = (): void => {
      if (interrupted) {
        // npm passes a Ctrl-C on to a program that has had it from the terminal already.
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
    // Not while the process is being ended: a second signal would fall between two stools.
    if (!interrupted) for (const { signal, handler } of handlers) process.off(signal, handler);
  };
}

/** The process is being ended: what fails from now on fails because of that. */
let interrupted = false;
let firstSignal: NodeJS.Signals | null = null;
let interruptedMs = 0;
/**
 * Nobody presses Ctrl-C again so soon. If the process is stopped between a signal and its echo, the echo counts as a second
 * Ctrl-C: that only ends at once what is ending anyway.
 */
const ECHO_MS = 500;

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

/**
 * The last rung: a thread inside a call of the system's does not end before the call does, and even `process.exit` waits
 * for it. A signal that nobody handles waits for nothing; a shell reports it as 128 and its number.
 */
function endByForce(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGKILL'): void {
  removeTemporaryFolders();
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** What comes from elsewhere, a user's own coroutine for instance, may hold line ends, and what a terminal would obey. */
function oneLine(message: string): string {
  return message.replace(/\s*[\r\n]+\s*/g, ' ').replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '?');
}

/** One line. For a mistake of the program itself the stack trace, which a bug report needs. */
function explained(error: unknown): string {
  const permission = missingPermission(error);
  if (permission !== null) return oneLine(permission);
  if (!(error instanceof Error)) return String(error);
  if (error instanceof FactoryError) return oneLine(error.message);
  const refused = REFUSALS.some((code) => 'code' in error && error.code === code);
  return refused ? `the system gives no more: ${oneLine(error.message)}` : (error.stack ?? error.message);
}

/** Whoever reads the output has seen enough, as in `npm start | head -1`. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`cannot write: ${oneLine(error.message)}\n`);
  process.exit(1);
}

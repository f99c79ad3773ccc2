/** The errors of threads, and of the code that they run. */
import { FactoryError } from '../line/factory-error.ts';

/** Threads do not end. The process has to be killed: even `process.exit` would wait for them. */
export class ThreadsLeftError extends FactoryError {
  override name = 'ThreadsLeftError';

  /**
   * @param threads the threads, as the message names them
   * @param cause the error because of which they were ended, where there is one
   */
  constructor(threads: readonly string[], cause?: unknown) {
    const first = cause instanceof Error ? `${cause.message}; ` : '';
    const which = threads.length === 1 ? 'a thread does' : `${threads.length} threads do`;
    super(`${first}${which} not end: ${threads.join(', ')}`, { cause });
  }
}

/** A thread failed outside of its task: at its start, or after its station had ended. */
export class ThreadFailure extends FactoryError {
  override name = 'ThreadFailure';

  constructor(cause: unknown, message = `a thread failed outside of its station: ${messageOf(cause)}`) {
    super(message, { cause });
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** The limit that the system has most likely reached, by its error code. */
const LIMITS: Readonly<Record<string, string>> = {
  EAGAIN: 'the number of threads (ulimit -u, or pids.max of the container)',
  ENOMEM: 'memory (ulimit -v, or memory.max of the container)',
  EMFILE: 'open files of a process (ulimit -n)',
  ENFILE: 'open files of the system (fs.file-max)',
};

/**
 * The error of threads that cannot be started. It names the limit to look at, where the cause shows which.
 *
 * @param wanted how many threads were to start
 * @param started how many of them have started
 */
export function startFailure(cause: unknown, wanted: number, started: number): ThreadFailure {
  const found = Object.entries(LIMITS).find(([code]) => messageOf(cause).includes(code));
  if (found === undefined) return new ThreadFailure(cause);
  const [code, limit] = found;
  return new ThreadFailure(
    cause,
    `the system refuses more threads: ${wanted} wanted, ${started} started (${code}); it has probably reached its limit on ${limit}: raise it, or use fewer threads`,
  );
}

/** The code of the threads cannot be built. */
export class BuildError extends FactoryError {
  override name = 'BuildError';
}

/** The module of a coroutine does not exist or does not compile. */
export class ModuleBuildError extends BuildError {
  override name = 'ModuleBuildError';
  /** Its URL. */
  readonly module: string;

  constructor(module: string, message: string) {
    super(message);
    this.module = module;
  }
}

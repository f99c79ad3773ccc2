/** What can go wrong with threads and with the code that they run. */
import { FactoryError } from '../line/factory-error.ts';

/** Threads that do not end. The process has to be killed: even `process.exit` would wait for them. */
export class ThreadsLeftError extends FactoryError {
  override name = 'ThreadsLeftError';

  /** @param threads what to call each of them in the message */
  constructor(threads: readonly string[], cause?: unknown) {
    const first = cause instanceof Error ? `${cause.message}; ` : '';
    const which = threads.length === 1 ? 'a thread does' : `${threads.length} threads do`;
    super(`${first}${which} not end: ${threads.join(', ')}`, { cause });
  }
}

/** A thread that failed outside of every task: at its start, or after its station had ended. */
export class ThreadFailure extends FactoryError {
  override name = 'ThreadFailure';

  constructor(cause: unknown) {
    super(`a thread failed outside of its station: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
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

/** How every program ends: exit codes, one line for bad input, no stack trace for a closed pipe. */
import { BenchError } from '../bench/children.ts';
import { BooksError } from '../engine/bake.ts';
import { StationFailure } from '../engine/engine.ts';
import { DisagreementError } from '../measure/race.ts';
import { RecipeError } from '../recipe/recipe.ts';
import { WriteError } from './out-file.ts';
import { UsageError } from './usage-error.ts';

/** Runs a program and sets the exit code: 0 done, 1 the run failed, 2 bad usage or input. */
export async function runProgram(main: () => Promise<void>): Promise<void> {
  process.stdout.on('error', endQuietly);
  process.stderr.on('error', endQuietly);
  try {
    await main();
  } catch (error) {
    const bad = error instanceof UsageError || error instanceof RecipeError;
    process.stderr.write(`${bad || isExpected(error) ? error.message : unexpected(error)}\n`);
    process.exitCode = bad ? 2 : 1;
  }
}

/**
 * Ends the process on Ctrl-C (130) and on SIGTERM (143); every thread ends with it.
 *
 * @param before called first, to leave the terminal as it was
 * @returns takes the handlers away again
 */
export function endOnSignals(before: () => void): () => void {
  const end = (code: number) => (): void => {
    before();
    process.exit(code);
  };
  const interrupt = end(130);
  const terminate = end(143);
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', terminate);
  return () => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', terminate);
  };
}

function isExpected(error: unknown): error is Error {
  return (
    error instanceof StationFailure ||
    error instanceof BooksError ||
    error instanceof DisagreementError ||
    error instanceof BenchError ||
    error instanceof WriteError
  );
}

/** A mistake of the program's own: whoever reports it needs to know where. */
function unexpected(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Whoever reads the output has seen enough, as in `npm start | head -1`; or the disk is full, and nobody can be told. */
function endQuietly(error: NodeJS.ErrnoException): void {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
}

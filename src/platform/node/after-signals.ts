/** What to do with a compile that has failed because a Ctrl-C arrived. */
import { setTimeout } from 'node:timers/promises';
import { BuildError } from '../errors.ts';
import { isBuildFailure } from './build-failure.ts';

/** How much later than another process of its group a process may get a Ctrl-C, on a busy machine. Milliseconds. */
const LATER_MS = 300;

/**
 * Ctrl-C in a terminal ends the process of esbuild too, and that of a TypeScript loader, and this process may hear of that before its own
 * signal arrives. So where the compiler has died, and has not refused the code, this waits for the signal. Otherwise the user reads that
 * something does not compile.
 *
 * @throws the error, always
 */
export async function afterSignals(error: unknown): Promise<never> {
  if (!isBuildFailure(error) && !(error instanceof BuildError)) await setTimeout(LATER_MS);
  throw error;
}

/** What to do with a compile that has failed while a Ctrl-C arrived. */
import { setImmediate } from 'node:timers/promises';

/**
 * Ctrl-C in a terminal also ends the process of esbuild, and this process may hear of that end before it handles its own signal. So a compile
 * that has failed waits until signals that have arrived are handled. Otherwise the user reads that something does not compile.
 *
 * @throws the error, always
 */
export async function afterSignals(error: unknown): Promise<never> {
  await setImmediate();
  throw error;
}

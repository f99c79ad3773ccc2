/** One compiled worker that is not part of a line, such as a thread of the bench. */
import { BuildError } from '../errors.ts';
import { afterSignals } from './after-signals.ts';
import { bundle } from './bundle.ts';

export interface SingleWorker {
  /** The path of the compiled file. */
  readonly path: string;
  /** Deletes the file. */
  readonly clear: () => void;
}

/**
 * Compiles a worker.
 *
 * @param entry the URL of a file in `workers/`
 * @throws BuildError when it cannot be compiled
 */
export async function buildWorker(entry: string): Promise<SingleWorker> {
  const { pathOf, clear } = await bundle([entry])
    .catch(afterSignals)
    .catch((error: unknown) => {
      if (error instanceof BuildError) throw error;
      const message = error instanceof Error ? error.message : String(error);
      throw new BuildError(`the code of a thread does not compile: ${message}`, { cause: error });
    });
  return { path: pathOf(entry), clear };
}

/** The failure of a build. A file of its own, so that who only asks for it does not load the compiler. */
import type { BuildFailure } from 'esbuild';

export function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}

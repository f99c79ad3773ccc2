/** Whether this process measures a function. */
import { InputError } from '../line/factory-error.ts';

/** The environment variable that says so. */
export const CHILD_VARIABLE = 'CAKE_FACTORY_PAYS';

/**
 * A file that measures its own function at its top level would do so again in the process that measures it, and so on.
 *
 * @throws InputError in such a process
 */
export function refuseInChild(): void {
  if (process.env[CHILD_VARIABLE] !== undefined)
    throw new InputError(
      'Cannot measure a function here: this process has imported the file to measure one of its functions; call pays in another file',
    );
}

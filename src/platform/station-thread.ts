/** Whether this thread runs stations. Such a thread imports the file of its line, and must not run that line again. */
import { InputError } from '../line/factory-error.ts';

/** The same in every copy of this module that the thread may have loaded. */
const MARK = Symbol.for('cake-factory.station-thread');

/** Called by the entry points of threads, before they import a file of the user. */
export function markStationThread(): void {
  Reflect.set(globalThis, MARK, true);
}

/**
 * A file that runs its own line at its top level would do so on every thread, and each would start threads of its own.
 *
 * @throws InputError on a thread that runs stations
 */
export function refuseOnStationThread(): void {
  if (Reflect.has(globalThis, MARK))
    throw new InputError(
      'Cannot run a line here: this thread has imported the file for one of its stations; call run, start and race in another file',
    );
}

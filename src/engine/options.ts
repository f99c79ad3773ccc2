/** Checks the options of `run`, `start` and `race`: plain JavaScript may give what the types exclude. */
import { InputError } from '../line/factory-error.ts';
import { show } from '../line/printable.ts';
import { ENGINE_NAMES, type EngineName, THREADS_CHANNELS, type ThreadsChannel } from './engine-table.ts';

/** @throws InputError when there is no such engine */
export function checkedEngine(name: EngineName): EngineName {
  return oneOf(ENGINE_NAMES, name, 'engine');
}

/** @throws InputError when there is no such channel */
export function checkedChannel(name: ThreadsChannel): ThreadsChannel {
  return oneOf(THREADS_CHANNELS, name, 'channel');
}

/** @throws InputError when it is not above 0 */
export function checkHang(hangMs: number | undefined): void {
  if (hangMs !== undefined && !(hangMs > 0))
    throw new InputError(`Cannot run the line: expected hangMs to be above 0, found ${show(hangMs)}`);
}

function oneOf<Name extends string>(names: readonly Name[], name: Name, what: string): Name {
  if (names.includes(name)) return name;
  throw new InputError(`Cannot run the line: expected one of ${names.join(', ')} as its ${what}, found ${show(name)}`);
}

/** Loads the generator function of a coroutine. */
import type { CoroutineFunction } from '../../line/coroutine.ts';
import type { StationSpec } from '../../line/line.ts';
import { show } from '../../line/printable.ts';
import { within } from '../../platform/deadline.ts';
import type { Platform } from '../../platform/platform.ts';

/** In milliseconds. A module whose top level awaits something may never finish loading. */
const LOAD_MS = 15_000;

/** The functions that this thread has loaded: even the second import of a module takes a third of a millisecond. */
const loaded = new Map<string, CoroutineFunction>();

/**
 * Imports the function that a spec names.
 *
 * @throws Error when the module cannot be loaded or does not export a function of that name
 */
export async function load(
  spec: StationSpec,
  { importModule }: Pick<Platform, 'importModule'>,
): Promise<CoroutineFunction> {
  const key = `${spec.export} ${spec.module}`;
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const module = await within(LOAD_MS, 'its module did not load', [importModule(spec.module)]);
  const found = module[spec.export];
  if (!isFunction(found))
    throw new TypeError(
      // The module may be a compiled copy, whose name says nothing to the user.
      `expected its module to export a generator function ${show(spec.export)}, found ${show(found)}`,
    );
  loaded.set(key, found);
  return found;
}

/** Any function: a plain one may return a generator too. What it returns is checked when it has been called. */
function isFunction(value: unknown): value is CoroutineFunction {
  return typeof value === 'function';
}

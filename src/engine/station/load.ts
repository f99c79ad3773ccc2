/** From the plain data that describes a coroutine to its generator function. */
import type { CoroutineFunction } from '../../line/coroutine.ts';
import type { StationSpec } from '../../line/line.ts';
import { within } from '../../platform/deadline.ts';

/** A module may wait for something at its top level, for ever. */
const LOAD_MS = 15_000;

/** What has been loaded on this thread: a second import of a module costs a third of a millisecond even so. */
const loaded = new Map<string, CoroutineFunction>();

/**
 * Imports the function that a spec names.
 *
 * @throws Error when the module cannot be loaded or does not export a generator function of that name
 */
export async function load(spec: StationSpec): Promise<CoroutineFunction> {
  const key = `${spec.export} ${spec.module}`;
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const module: Record<string, unknown> = await within(LOAD_MS, 'its module is not loaded', [import(spec.module)]);
  const found = module[spec.export];
  if (!isGeneratorFunction(found))
    throw new TypeError(
      `Cannot start "${spec.name}": expected ${spec.module} to export a generator function "${spec.export}", found ${typeof found}`,
    );
  loaded.set(key, found);
  return found;
}

function isGeneratorFunction(value: unknown): value is CoroutineFunction {
  return typeof value === 'function' && Object.prototype.toString.call(value) === '[object GeneratorFunction]';
}

/** From the plain data that describes a coroutine to its generator function. */
import type { CoroutineFunction } from '../station/coroutine.ts';
import type { StationSpec } from '../station/line.ts';

/**
 * Imports the function that a spec names.
 *
 * @throws Error when the module cannot be loaded or does not export a generator function of that name
 */
export async function load(spec: StationSpec): Promise<CoroutineFunction> {
  const module: Record<string, unknown> = await import(spec.module);
  const found = module[spec.export];
  if (!isGeneratorFunction(found))
    throw new TypeError(
      `Cannot start "${spec.name}": expected ${spec.module} to export a generator function "${spec.export}", found ${typeof found}`,
    );
  return found;
}

function isGeneratorFunction(value: unknown): value is CoroutineFunction {
  return typeof value === 'function' && Object.prototype.toString.call(value) === '[object GeneratorFunction]';
}

/** Engines that are always closed. */
import type { Engine } from '../../engine/engine.ts';

/** Closes all engines after `use`, also after an error, so no thread is left. */
export async function withEngines<Result>(engines: readonly Engine[], use: () => Promise<Result>): Promise<Result> {
  try {
    return await use();
  } finally {
    await Promise.all(engines.map((engine) => engine.close()));
  }
}

/** Finds a defined line in its module, so that every thread can find it there too. */
import { reasonIn } from '../channel/uncloneable.ts';
import { type DefinedLine, isDefinedLine, isStage, LineNotFoundError } from '../line/defined-line.ts';
import { InputError } from '../line/factory-error.ts';
import type { LineCode } from '../line/plan.ts';
import { show } from '../line/printable.ts';
import type { ThreadingPlatform } from '../platform/platform.ts';

/**
 * Imports the module of a line and looks for the export that is this very line, or the function that made it.
 *
 * @throws LineNotFoundError when there is none
 * @throws InputError when it is no line, its options cannot be cloned, or its module waits for it
 */
export async function findLine(
  line: DefinedLine,
  { importLineModule }: Pick<ThreadingPlatform, 'importLineModule'>,
): Promise<LineCode> {
  if (!isDefinedLine(line)) throw new InputError(`Cannot run the line: expected a line, found ${shown(line)}`);
  const { module, by, options } = line.definition;
  checkOptions(options);
  if (module === null)
    throw new LineNotFoundError(
      'Cannot find the line: expected the file that exports it, found none in the stack of calls; write line(..., { module: import.meta.url })',
    );
  const exported = Object.entries(await importLineModule(module));
  const [found] = exported.find(([, value]) => value === (by ?? line)) ?? [];
  if (found !== undefined) return { module, export: found };
  const names = exported.map(([name]) => name);
  throw new LineNotFoundError(
    `Cannot find the line: expected ${show(module)} to export it, found ${names.length === 0 ? 'no exports' : `exports that are not this line: ${names.join(', ')}`}`,
  );
}

/** Every thread gets a copy of them. */
function checkOptions(options: unknown): void {
  try {
    structuredClone(options);
  } catch (error) {
    throw new InputError(`Cannot run the line: expected options that can be cloned, found ${reasonIn(options, error)}`);
  }
}

function shown(value: unknown): string {
  if (isStage(value)) return 'a stage: write line(...) around it';
  // What Node gives where a module imports a file that it takes for CommonJS.
  if (typeof value === 'object' && value !== null && 'default' in value && isDefinedLine(value.default))
    return 'an object whose default is a line: write "type": "module" in package.json, or take its default';
  return show(value);
}

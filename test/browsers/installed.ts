/** Finds a browser on this machine. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Wanted {
  readonly name: string;
  /** The environment variable that says where it is. */
  readonly variable: string;
  /** Its usual names on the search path. */
  readonly names: readonly string[];
  /** Further places. */
  readonly places: readonly string[];
}

/**
 * The path of a browser: the variable, or the first usual name on the search path. Where none is found the result is null, and a line
 * says that its tests are skipped.
 *
 * @throws Error if none is found and `REQUIRE_BROWSERS` is set
 */
export function installed({ name, variable, names, places }: Wanted): string | null {
  const { REQUIRE_BROWSERS, PATH = '' } = process.env;
  const folders = PATH.split(delimiter);
  const given = process.env[variable];
  const candidates = given
    ? [given]
    : [...names.flatMap((one) => folders.map((folder) => join(folder, one))), ...places];
  const found = candidates.find((path) => existsSync(path)) ?? null;
  if (found === null && REQUIRE_BROWSERS) throw new Error(`expected ${name} (set ${variable}), found none`);
  if (found === null) console.log(`Skipped the tests in ${name}: found none (set ${variable}).`);
  return found;
}

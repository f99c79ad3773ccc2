/** A recipe as plain data. */
import { InputError } from '../../line/factory-error.ts';
import { isPrintable, show } from '../../line/printable.ts';

/** One station of a recipe. */
export interface RecipeStation {
  readonly name: string;
  /** How many of each ingredient one firing needs: one ingredient or more, 1 to 1000 of each. */
  readonly needs: Readonly<Record<string, number>>;
  /** The ingredient that one firing makes: one unit of it, or 1 to 1000 (`{ plate: 2 }`). It is always one ingredient. */
  readonly makes: string | Readonly<Record<string, number>>;
  /** Work per firing in microseconds of one core, 0 to 1 million. */
  readonly workUs?: number | undefined;
  /** Rest per firing in milliseconds, 0 to 60 000. */
  readonly restMs?: number | undefined;
  /** How many of this station there are, side by side: 1 to 64 [1]. See copies.ts. */
  readonly concurrency?: number | undefined;
}

/** Plain JSON. Its graph follows from it: the station that makes an ingredient feeds the stations that need it. */
export interface Recipe {
  readonly name: string;
  /** Each ingredient and its symbol in pictures. */
  readonly ingredients: Readonly<Record<string, string>>;
  readonly stations: readonly RecipeStation[];
}

/** A recipe that cannot be baked. The message is one line: where, what is expected, what was found. */
export class RecipeError extends InputError {
  override name = 'RecipeError';
}

/**
 * The largest values in a recipe. An item fits into a byte, and there is one for each need of a station; no line gains from more
 * than 64 threads. Where a station exists several times, each copy counts.
 */
export const RECIPE_LIMITS = {
  stations: 64,
  ingredients: 250,
  /** Of all stations together. */
  needs: 250,
  need: 1000,
  // The kernel counts its iterations in 32 bits: 2 to 5 seconds of work.
  workUs: 1_000_000,
  restMs: 60_000,
  nameLength: 40,
} as const;

/** What one firing of a station makes. */
export function madeBy({ makes }: Pick<RecipeStation, 'makes'>): { readonly name: string; readonly count: number } {
  if (typeof makes === 'string') return { name: makes, count: 1 };
  const [entry] = Object.entries(makes);
  return { name: entry?.[0] ?? '', count: entry?.[1] ?? 1 };
}

/** The name of the source, which delivers the raw ingredients. No station may have this name. */
export const PRODUCER = 'producer';

/** The text of an error: `recipe.json: stations[1].needs.flour: expected ...`. */
export function at(source: string, path: readonly PropertyKey[], message: string): string {
  const where = path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${printableKey(String(step))}`))
    .join('')
    .replace(/^\./, '');
  return where === '' ? `${source}: ${message}` : `${source}: ${where}: ${message}`;
}

function printableKey(key: string): string {
  return !isPrintable(key) || key.length > 60 ? show(key) : key;
}

/** The check of a recipe's fields. A page in a browser does without it: it has the recipe of the project. */
import { z } from 'zod';
import { isName, show } from '../../line/printable.ts';
import { at, PRODUCER, RECIPE_LIMITS, type Recipe, RecipeError } from './recipe.ts';

function wanted(what: string) {
  return { error: (issue: { input?: unknown }) => `expected ${what}, found ${show(issue.input)}` };
}

function label(what: string, longest: number) {
  const expected = wanted(`${what} of 1 to ${longest} printable characters`);
  return (
    z
      .string(expected)
      // One Unicode form: è as one character and è as two characters are the same name.
      .normalize()
      .min(1, expected)
      .max(longest, expected)
      .refine(isName, expected)
  );
}

function number(what: string, largest: number) {
  const expected = wanted(`${what} from 0 to ${largest}`);
  return z.number(expected).min(0, expected).max(largest, expected);
}

const ingredientName = label('an ingredient name', RECIPE_LIMITS.nameLength);
const need = wanted('a positive integer');
const tooMany = wanted(`a positive integer of at most ${RECIPE_LIMITS.need}`);
const count = z.int(need).min(1, need).max(RECIPE_LIMITS.need, tooMany);

const makes = z.union(
  [
    ingredientName,
    z.record(ingredientName, count).refine((made) => Object.keys(made).length === 1, {
      error: ({ input }) => `expected one ingredient that the station makes, found ${countOf(input)}`,
    }),
  ],
  wanted('an ingredient name or an object such as {"plate": 2}'),
);

function countOf(made: unknown): number | 'none' {
  return Object.keys(Object(made)).length || 'none';
}

const copies = wanted(`an integer from 1 to ${RECIPE_LIMITS.stations}`);

const stationSchema = z.strictObject(
  {
    name: label('a station name', RECIPE_LIMITS.nameLength).refine((name) => name !== PRODUCER, {
      error: `expected a name other than "${PRODUCER}", which is the source of the line`,
    }),
    needs: z
      .record(ingredientName, count, wanted('an object such as {"flour": 2}'))
      .refine((needs) => Object.keys(needs).length > 0, { error: 'expected at least one ingredient, found none' }),
    makes,
    workUs: number('microseconds of work', RECIPE_LIMITS.workUs).optional(),
    restMs: number('milliseconds of rest', RECIPE_LIMITS.restMs).optional(),
    concurrency: z.int(copies).min(1, copies).max(RECIPE_LIMITS.stations, copies).optional(),
  },
  wanted('a station such as {"name": "oven", "needs": {"wet_mix": 1}, "makes": "cake"}'),
);

const recipeSchema = z.strictObject(
  {
    name: label('a recipe name', RECIPE_LIMITS.nameLength),
    ingredients: z
      .record(ingredientName, label('a symbol', 16), wanted('an object such as {"flour": "🌾"}'))
      .refine((ingredients) => Object.keys(ingredients).length <= RECIPE_LIMITS.ingredients, {
        error: `expected at most ${RECIPE_LIMITS.ingredients} ingredients, found more`,
      }),
    stations: z
      .array(stationSchema, wanted('a list of stations'))
      .min(1, { error: 'expected at least one station, found an empty list' })
      .max(RECIPE_LIMITS.stations, { error: `expected at most ${RECIPE_LIMITS.stations} stations, found more` }),
  },
  wanted('an object with "name", "ingredients" and "stations"'),
);

/**
 * Checks the fields of a recipe. `graphOf` checks that it can be baked.
 *
 * @param document anything, for instance what `JSON.parse` returned
 * @param source the name of the document in errors, for instance the name of its file
 * @throws RecipeError that names the first wrong field
 */
export function parseRecipe(document: unknown, source: string): Recipe {
  const result = recipeSchema.safeParse(document);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (issue === undefined) throw new RecipeError(`${source}: expected a recipe, found something else`);
  const { path, message } = innermost(issue);
  throw new RecipeError(at(source, path, message));
}

function unknownField(keys: readonly string[]): string {
  return `expected only the fields of a recipe, found ${show(keys[0])}`;
}

/** Zod puts the issue of a wrong key inside another issue, and so those of a value that can have two forms. */
function innermost(issue: z.core.$ZodIssue): { readonly path: readonly PropertyKey[]; readonly message: string } {
  const { path, message } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return { path, message: unknownField(issue.keys) };
    case 'invalid_key':
      return { path, message: issue.issues[0]?.message ?? message };
    case 'invalid_union': {
      // The form that it has is the one whose mistake is not in its type, or is further inside.
      const meant = issue.errors.map(([first]) => first).find((first) => first !== undefined && !isWrongType(first));
      if (meant === undefined) return { path, message };
      const inside = innermost(meant);
      return { path: [...path, ...inside.path], message: inside.message };
    }
    default:
      return { path, message };
  }
}

function isWrongType({ code, path }: z.core.$ZodIssue): boolean {
  return code === 'invalid_type' && path.length === 0;
}

/** Reads a recipe from the text of its file. */

import { show } from '../../line/printable.ts';
import { jsonMistakeIn } from '../../terminal/json-mistake.ts';
import { duplicateKeyOf } from './duplicate-key.ts';
import { type Recipe, RecipeError } from './recipe.ts';
import { parseRecipe } from './recipe-schema.ts';

/**
 * Reads a recipe from JSON text.
 *
 * @param text the whole document
 * @param source the name of the recipe in errors, for instance the name of its file
 * @throws RecipeError if the text is not JSON, has a name twice, or is not a recipe
 */
export function readRecipe(text: string, source: string): Recipe {
  return parseRecipe(parseJson(text, source), source);
}

function parseJson(text: string, source: string): unknown {
  // Some editors put a byte order mark first, which JSON does not allow.
  const json = text.replace(/^\u{feff}/u, '');
  if (json.trim() === '') throw new RecipeError(`${source}: expected a recipe as JSON, found an empty file`);
  let document: unknown;
  try {
    document = JSON.parse(json, (key, value: unknown) => {
      // This key would be lost silently, or change the prototype of the object.
      if (key === '__proto__')
        throw new RecipeError(`${source}: expected a name that is not reserved, found "__proto__"`);
      return value;
    });
  } catch (error) {
    if (error instanceof RecipeError) throw error;
    if (error instanceof RangeError)
      throw new RecipeError(`${source}: expected a recipe, found JSON nested too deeply`);
    throw new RecipeError(`${source}: expected a recipe as JSON, found ${jsonMistakeIn(json)}`);
  }
  const twice = duplicateKeyOf(json);
  if (twice !== null)
    throw new RecipeError(`${source}: line ${twice.line}: expected each name once, found ${show(twice.key)} again`);
  return document;
}

/** From the text of a recipe file to a recipe. */

import { jsonMistakeIn } from '../terminal/json-mistake.ts';
import { show } from '../terminal/printable.ts';
import { duplicateKeyOf } from './duplicate-key.ts';
import { parseRecipe, type Recipe, RecipeError } from './recipe.ts';

/**
 * Reads a recipe from JSON text.
 *
 * @param text the whole document
 * @param source what to call it in an error, for instance the file's name
 * @throws RecipeError when the text is not JSON, names something twice, or is not a recipe
 */
export function readRecipe(text: string, source: string): Recipe {
  return parseRecipe(parseJson(text, source), source);
}

function parseJson(text: string, source: string): unknown {
  // Some editors put a byte order mark first; JSON does not know it.
  const json = text.replace(/^\u{feff}/u, '');
  if (json.trim() === '') throw new RecipeError(`${source}: expected a recipe as JSON, found an empty file`);
  let document: unknown;
  try {
    document = JSON.parse(json, (key, value: unknown) => {
      // As a key it would be dropped without a word, or change what an object inherits.
      if (key === '__proto__') throw new RecipeError(`${source}: expected a name, found "__proto__"`);
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

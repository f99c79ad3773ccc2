/** A recipe from a file. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { readRecipe } from '../recipe/read.ts';
import { printable, type Recipe, RecipeError } from '../recipe/recipe.ts';

/** A recipe with every station and ingredient allowed is a few kilobytes. */
const MOST_BYTES = 1_000_000;

/** @throws RecipeError when there is no such file, or no recipe in it */
export async function recipeFrom(path: string): Promise<{ recipe: Recipe; source: string }> {
  const source = printable(basename(path)) || 'recipe';
  return { recipe: readRecipe(await textOf(path, source), source), source };
}

async function textOf(path: string, source: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      // Read up to the limit and no further, whatever the file says of its size: a device says 0.
      const buffer = Buffer.alloc(MOST_BYTES + 1);
      let length = 0;
      for (let read = -1; read !== 0 && length < buffer.length; length += read)
        read = (await file.read(buffer, length)).bytesRead;
      if (length > MOST_BYTES)
        throw new RecipeError(`${source}: expected a recipe of at most ${MOST_BYTES} bytes, found more`);
      return buffer.toString('utf8', 0, length);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof RecipeError) throw error;
    throw new RecipeError(`${source}: expected a recipe file, found ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'no such file';
    case 'EISDIR':
      return 'a directory';
    case 'EACCES':
      return 'a file that may not be read';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

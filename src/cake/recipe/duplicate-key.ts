/** Finds a key that a JSON object has twice: `JSON.parse` silently keeps only the last value. */

export interface DuplicateKey {
  readonly key: string;
  /** The line of the second occurrence, counted from 1. */
  readonly line: number;
}

/** A brace or a string. A string with a colon behind it is a key. */
const TOKEN = /[{}]|"(?:[^"\\]+|\\.)*"(\s*:)?/g;

/**
 * The first key that occurs twice in its object, or null.
 *
 * @param json a text that `JSON.parse` accepts; the syntax is not checked again
 */
export function duplicateKeyOf(json: string): DuplicateKey | null {
  const open: Set<string>[] = [];
  for (const { 0: token, 1: colon, index } of json.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon !== undefined) {
      // Parsed, because "flour" and "\u0066lour" are the same key. In one Unicode form, like all names of a recipe.
      const key = String(JSON.parse(token.slice(0, -colon.length))).normalize();
      const keys = open.at(-1);
      if (keys?.has(key)) return { key, line: json.slice(0, index).split(/\r\n|\r|\n/).length };
      keys?.add(key);
    }
  }
  return null;
}

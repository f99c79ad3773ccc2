/** A key that an object of a JSON text has twice: `JSON.parse` keeps the last value and says nothing of the first. */

export interface DuplicateKey {
  readonly key: string;
  /** The line of the second one, counted from 1. */
  readonly line: number;
}

/** What opens or closes an object, or a string; where a colon follows, the string is a key. */
const TOKEN = /[{}]|"(?:[^"\\]+|\\.)*"(\s*:)?/g;

/**
 * The first key that its object has had before, or null.
 *
 * @param json a text that `JSON.parse` accepts: so nothing else has to be checked here
 */
export function duplicateKeyOf(json: string): DuplicateKey | null {
  const open: Set<string>[] = [];
  for (const { 0: token, 1: colon, index } of json.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon !== undefined) {
      // Read as JSON, since "flour" and "\u0066lour" are the same key; and in one Unicode form, as a recipe's names are.
      const key = String(JSON.parse(token.slice(0, -colon.length))).normalize();
      const keys = open.at(-1);
      if (keys?.has(key)) return { key, line: json.slice(0, index).split(/\r\n|\r|\n/).length };
      keys?.add(key);
    }
  }
  return null;
}

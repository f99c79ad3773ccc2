/** A value as an error message shows it: short, on one line, without characters that a terminal obeys. */

const LONGEST = 60;

/**
 * Controls, line ends, half characters, and format characters such as those of text direction. The joiner that many an
 * emoji is made with is allowed.
 */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?!\u{200d})\p{Cf}/u;

/** Whether a text can be printed as it is, on one line. */
export function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text);
}

/** Strings are quoted, and cut where they are long. Of lists, objects and functions only the kind is named. */
export function shown(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'string':
      return quoted(value);
    case 'function':
      return 'a function';
    case 'bigint':
      return 'a bigint';
    case 'symbol':
      return 'a symbol';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? 'a list' : 'an object';
    default:
      return String(value);
  }
}

function quoted(text: string): string {
  // Cut first, so that a text of any length costs no more than a short one.
  const characters = [...text.slice(0, 2 * LONGEST)];
  const cut = characters.length > LONGEST ? `${characters.slice(0, LONGEST - 3).join('')}...` : text;
  return JSON.stringify(cut).replace(new RegExp(UNPRINTABLE, 'gu'), '?');
}

/** Makes values and texts of unknown origin safe for a terminal and short enough for an error. */

/**
 * Characters that control a terminal or are invisible: control characters, line ends, lone surrogates, and format
 * characters, for instance for the text direction. The zero-width joiner, which many emoji contain, is allowed.
 */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?!\u{200d})\p{Cf}/u;

/** Letters, digits, punctuation and symbols. A text of joiners and combining marks only is invisible. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether every character can be printed. */
export function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text);
}

/** Whether a text can be a name: visible, printable, and without space at its ends. */
export function isName(text: string): boolean {
  return text.trim() === text && VISIBLE.test(text) && isPrintable(text);
}

/** A value for an error: short, on one line, without control characters. Strings are quoted. */
export function show(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'string':
      return printable(JSON.stringify(value));
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    case 'bigint':
      return 'a bigint';
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
      return 'an object';
    default:
      return String(value);
  }
}

/** A text on one line of at most `most` characters. Control characters become `?`. */
export function printable(text: string, most = 60): string {
  // Cut first, so that a very long text takes no longer than a short one.
  const characters = [...text.slice(0, 2 * most + 1)];
  const cut = characters.length > most ? [...characters.slice(0, most - 3), '...'] : characters;
  return cut.join('').replace(new RegExp(UNPRINTABLE, 'gu'), '?');
}

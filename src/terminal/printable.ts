/** Text of unknown origin, made safe for a terminal and short enough for an error. */

/**
 * Characters that a terminal would obey or that show nothing: controls, line ends, half characters, and format characters
 * such as those of text direction. The joiner that many emoji contain is allowed.
 */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?!\u{200d})\p{Cf}/u;

/** Letters, digits, signs and symbols: a name of joiners and marks alone shows nothing. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether every character can be printed. */
export function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text);
}

/** Whether a text can be a name: it shows something, and has no space at its ends. */
export function isName(text: string): boolean {
  return text.trim() === text && VISIBLE.test(text) && isPrintable(text);
}

/** A value as an error message shows it: short, on one line, with nothing that a terminal would obey. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return printable(text);
}

/** A text on one line of at most `most` characters, with nothing that a terminal would obey. */
export function printable(text: string, most = 60): string {
  // Cut first, so that a text of any length costs no more than a short one.
  const characters = [...text.slice(0, 2 * most + 1)];
  const cut = characters.length > most ? [...characters.slice(0, most - 3), '...'] : characters;
  return cut.join('').replace(new RegExp(UNPRINTABLE, 'gu'), '?');
}

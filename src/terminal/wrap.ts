/** Wraps text for a terminal. */
import stringWidth from 'string-width';

/** The width of output where nothing else is said. */
export const COLUMNS = 80;

/**
 * Breaks a paragraph between words. A word that is longer than a line gets a line of its own.
 *
 * @param indent the indent of every line except the first
 * @param columns the width
 */
export function wrapped(paragraph: string, indent = '  ', columns = COLUMNS): string {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    if (line !== '' && stringWidth(line) + 1 + stringWidth(word) > columns) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}

/** Wraps text for a terminal of 80 columns. */
import stringWidth from 'string-width';

/** The largest width of all output. */
export const COLUMNS = 80;

/**
 * Breaks a paragraph between words. A word that is longer than a line gets a line of its own.
 *
 * @param indent the indent of every line except the first
 */
export function wrapped(paragraph: string, indent = '  '): string {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    if (line !== '' && stringWidth(line) + 1 + stringWidth(word) > COLUMNS) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}

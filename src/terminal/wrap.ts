/** Text for a terminal of 80 columns. */
import stringWidth from 'string-width';

/** The width that every output fits into. */
export const COLUMNS = 80;

/**
 * Breaks a paragraph between words; a longer word stands alone.
 *
 * @param indent before all lines but the first
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

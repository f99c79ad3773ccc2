/** Excerpts: code cut from the sources at run time, so the code on a slide is the code that runs. */

import { readFileSync } from 'node:fs';
import { projectFile } from '../../platform/node/own-files.ts';
import type { Excerpt } from '../chapter.ts';

/**
 * Cuts a declaration out of a file of the project.
 *
 * @throws Error if the file has no declaration of that name
 */
export function excerptOf(excerpt: Excerpt): string {
  return excerptFrom(readFileSync(projectFile(excerpt.file), 'utf8'), excerpt);
}

/** The lines of a text with any line ends: git may write the sources with those of Windows. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/**
 * Cuts a declaration out of the text of a file. It ends at the next closing bracket with the same indent: the formatter
 * ensures that.
 *
 * @throws Error if the text has no declaration of that name
 */
export function excerptFrom(text: string, { file, name }: Excerpt): string {
  const source = linesOf(text);
  let lines = source;
  for (const part of name.split('.')) {
    const found = declaration(lines, part, lines !== source);
    if (found === null) throw new Error(`Cannot show ${file}: expected a declaration of "${name}", found none`);
    lines = found;
  }
  const indent = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
  return lines.map((line) => line.slice(Math.min(indent, line.length))).join('\n');
}

function declaration(lines: readonly string[], name: string, member: boolean): string[] | null {
  const escaped = name.replace(/[^\w]/g, '\\$&');
  const begins = member
    ? new RegExp(`^ +(const |static |readonly |async |\\*)*${escaped}(<.*>)?(\\(.*| = .*)$`)
    : new RegExp(`^ *(export )?(default )?(async )?(function\\*? ?|class |const |interface |type )${escaped}\\b`);
  const first = lines.findIndex((line) => begins.test(line) && (!member || /[{(]$/.test(line)));
  if (first === -1) return null;
  const begin = lines[first] ?? '';
  if (begin.endsWith(';')) return [begin];
  const indent = /^ */.exec(begin)?.[0] ?? '';
  // `}: Options): void {` and `): void {` end the parameters, not the declaration.
  const last = lines.findIndex(
    (line, i) => i > first && new RegExp(`^${indent}[}\\])]`).test(line) && !line.endsWith('{'),
  );
  return last === -1 ? null : lines.slice(first, last + 1);
}

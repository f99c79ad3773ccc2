/** Where in the sources a reader finds what "Try it" asks to change: `file:line`. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { projectFile } from '../../platform/node/own-files.ts';
import type { Chapter, Excerpt } from '../chapter.ts';
import { excerptOf, linesOf } from './excerpt.ts';

/** The path of a chapter's source from the project's folder, also where the compiled file runs. */
export function sourceOfChapter(path: string): string {
  return `src/lessons/chapters/${basename(path).replace(/\.js$/, '.ts')}`;
}

/** @param source the path of the chapter's file from the project's folder */
export function placeOfChange({ tryIt }: Chapter, source: string): string {
  if (tryIt.kind === 'write') return placeOfExcerpt(tryIt.at);
  const [name = ''] = Object.keys(tryIt.set);
  return `${source}:${lineOf(source, (line) => new RegExp(`\\b(number|word)\\(\\s*'${name}'`).test(line))}`;
}

function placeOfExcerpt(excerpt: Excerpt): string {
  const [first = ''] = linesOf(excerptOf(excerpt));
  return `${excerpt.file}:${lineOf(excerpt.file, (line) => line.trim() === first.trim())}`;
}

/** @throws Error if no line of the file is the wanted one */
function lineOf(file: string, isWanted: (line: string) => boolean): number {
  const place = linesOf(readFileSync(projectFile(file), 'utf8')).findIndex(isWanted);
  if (place === -1) throw new Error(`Cannot find the place to change in ${file}: expected one line, found none`);
  return place + 1;
}

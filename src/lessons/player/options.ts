/** The options of `npm run lecture`, and of a single chapter file. */

import { parseArgs } from 'node:util';
import { show } from '../../line/printable.ts';
import { FROM_SOURCES } from '../../platform/node/own-files.ts';
import { argumentsFrom, firstSentence } from '../../terminal/arguments.ts';
import { usage } from '../../terminal/usage.ts';
import { UsageError } from '../../terminal/usage-error.ts';

export const LECTURE_HELP = `A chapter asks a question, runs live, and answers with this machine's results.

${usage('lecture', '[CHAPTER] [options]')}

  CHAPTER            the number of a chapter; without it, a menu opens
  --list             list the chapters
  --auto             play without questions: the chapter, or all in order
  --code             print the source of the chapter
  --quick            a short run, only large enough to check each claim
  --help             print this help

${FROM_SOURCES ? 'A chapter is also a program: npx tsx src/lessons/chapters/07-a-send-is-a-call.ts\n' : ''}Ctrl-C in a chapter goes back to the menu; in the menu it ends the lecture.

Exit codes: 0 done; 1 a chapter failed; 2 bad usage; 130 Ctrl-C; 143 SIGTERM.`;

export type LectureCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'list' }
  | { readonly kind: 'menu'; readonly flags: readonly string[] }
  | { readonly kind: 'all'; readonly flags: readonly string[] }
  | { readonly kind: 'chapter'; readonly number: number; readonly flags: readonly string[] };

/**
 * @param args the arguments after the program's name
 * @param chapters the number of chapters, numbered from 1
 * @throws UsageError that says what was expected and what was found
 */
export function parseLecture(args: readonly string[], chapters: number): LectureCommand {
  const { values, positionals } = split(args, true);
  const [chosen, another] = positionals;
  if (values.help) return { kind: 'help' };
  if (another !== undefined) throw new UsageError(`expected one chapter, found a second one: ${show(another)}`);
  const number = chosen === undefined ? null : numberOf(chosen, chapters);
  const flags = [...(values.auto ? ['--auto'] : []), ...(values.quick ? ['--quick'] : [])];
  if (values.list) {
    if (number !== null) throw new UsageError(`--list: expected no chapter number with it, found ${number}`);
    return { kind: 'list' };
  }
  if (values.code) {
    if (number === null) throw new UsageError('--code: expected a chapter number with it, found none');
    return { kind: 'chapter', number, flags: ['--code'] };
  }
  if (number !== null) return { kind: 'chapter', number, flags };
  return { kind: values.auto ? 'all' : 'menu', flags };
}

/** The options of a chapter file that was started as a program. */
export function parseChapter(args: readonly string[]) {
  const { help = false, code = false, auto = false, quick = false } = split(args, false).values;
  return { help, code, auto, quick };
}

function numberOf(text: string, chapters: number): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > chapters)
    throw new UsageError(`expected a chapter from 1 to ${chapters}, found ${show(text)}`);
  return number;
}

const flag = { type: 'boolean' } as const;
const OPTIONS = { list: flag, auto: flag, code: flag, quick: flag, help: { type: 'boolean', short: 'h' } } as const;
export const LECTURE_OPTION_NAMES = Object.keys(OPTIONS);

function split(args: readonly string[], allowPositionals: boolean) {
  try {
    return parseArgs({ args: argumentsFrom(args, OPTIONS), allowPositionals, options: OPTIONS });
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}

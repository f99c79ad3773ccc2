/** The options of `npm run lecture`, and of a chapter by itself. */
import { parseArgs } from 'node:util';
import { show } from '../../cake/recipe.ts';
import { firstSentence } from '../../contrast/options.ts';
import { UsageError } from '../../terminal/usage-error.ts';

export const LECTURE_HELP = `Chapters that ask, run live, and answer with what this machine shows.

npm run lecture -- [CHAPTER] [options]

  CHAPTER            its number; without one, a menu
  --list             the chapters
  --auto             play without asking: the chapter, or all of them in turn
  --code             the chapter's source
  --quick            a smoke run: as little as still makes the point
  --help

A chapter is also a program: npx tsx src/lessons/chapters/07-a-send-is-a-call.ts
Ctrl-C in a chapter goes back to the menu, in the menu it ends the lecture.

Exit codes: 0 done; 1 a chapter failed; 2 bad usage; 130 Ctrl-C; 143 SIGTERM.`;

export type LectureCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'list' }
  | { readonly kind: 'menu'; readonly flags: readonly string[] }
  | { readonly kind: 'all'; readonly flags: readonly string[] }
  | { readonly kind: 'chapter'; readonly number: number; readonly flags: readonly string[] };

/**
 * @param args what follows the program's name
 * @param chapters how many chapters there are, numbered from 1
 * @throws UsageError naming what was wanted and what was found
 */
export function parseLecture(args: readonly string[], chapters: number): LectureCommand {
  const { values, positionals } = split(args, true);
  const [chosen, another] = positionals;
  if (values.help) return { kind: 'help' };
  if (another !== undefined) throw new UsageError(`expected one chapter, found ${show(another)} too`);
  const number = chosen === undefined ? null : numberOf(chosen, chapters);
  const flags = [...(values.auto ? ['--auto'] : []), ...(values.quick ? ['--quick'] : [])];
  if (values.list) {
    if (number !== null) throw new UsageError(`--list: expected no chapter beside it, found ${number}`);
    return { kind: 'list' };
  }
  if (values.code) {
    if (number === null) throw new UsageError('--code: expected a chapter beside it, found none');
    return { kind: 'chapter', number, flags: ['--code'] };
  }
  if (number !== null) return { kind: 'chapter', number, flags };
  return { kind: values.auto ? 'all' : 'menu', flags };
}

/** The options of a chapter that was started by itself. */
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

function split(args: readonly string[], allowPositionals: boolean) {
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals,
      options: { list: flag, auto: flag, code: flag, quick: flag, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}

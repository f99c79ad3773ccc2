/** The options of `npm run lecture`, and of a single chapter file. */

import { parseArgs } from 'node:util';
import { show } from '../../line/printable.ts';
import { FROM_SOURCES } from '../../platform/node/own-files.ts';
import { argumentsFrom, firstSentence } from '../../terminal/arguments.ts';
import { usage } from '../../terminal/usage.ts';
import { UsageError } from '../../terminal/usage-error.ts';
import type { Given } from '../knobs.ts';
import { LANGUAGES, type Language } from '../language.ts';

export const LECTURE_HELP = `A chapter asks a question, runs live, and answers with this machine's results.

${usage('lecture', '[CHAPTER] [options]')}

  CHAPTER            the number of a chapter; without it, a menu opens
  --list             list the chapters
  --auto             play without questions: the chapter, or all in order
  --code             print the source of the chapter
  --knobs            list what can be changed in the chapter, or in all
  --set NAME=VALUE   change a knob of the chapter; may be repeated
  --answer           print the answer to "Try it": prediction, result, reason
  --lang en|de       the language of the texts [en]
  --record FILE      store what was printed and found
  --replay FILE      show a stored run instead of a live one
  --notes            print what to say, what to expect, what to do if it fails
  --plan             print a plan: three lectures of 50 minutes
  --words            print the index of words
  --handout FILE     write a handout for students: FILE.md or FILE.html, of the
                     chapter, or of all
  --quick            a short run, only large enough to check each claim
  --help             print this help

${FROM_SOURCES ? 'A chapter is also a program: npx tsx src/lessons/chapters/07-a-send-is-a-call.ts\n' : ''}Ctrl-C in a chapter goes back to the menu; in the menu it ends the lecture.

Exit codes: 0 done; 1 a chapter failed; 2 bad usage; 130 Ctrl-C; 143 SIGTERM.`;

export type LectureCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'list' | 'plan' | 'words'; readonly language: Language }
  | { readonly kind: 'notes' | 'knobs'; readonly number: number | null; readonly language: Language }
  | {
      readonly kind: 'handout';
      /** Null for all chapters. */
      readonly number: number | null;
      readonly file: string;
      readonly replay: string | null;
      readonly language: Language;
    }
  | {
      readonly kind: 'menu' | 'all';
      readonly flags: readonly string[];
      readonly language: Language;
      /** The file whose runs are shown, where it has them. */
      readonly replay: string | null;
    }
  | { readonly kind: 'chapter'; readonly number: number; readonly given: Given; readonly flags: readonly string[] };

/**
 * @param args the arguments after the program's name
 * @param last the number of the last chapter; the first one is 0
 * @throws UsageError that says what was expected and what was found
 */
export function parseLecture(args: readonly string[], last: number): LectureCommand {
  const { values, positionals } = split(args, true);
  const [chosen, another] = positionals;
  if (values.help) return { kind: 'help' };
  if (another !== undefined) throw new UsageError(`expected one chapter, found a second one: ${show(another)}`);
  const number = chosen === undefined ? null : numberOf(chosen, last);
  const language = languageOf(values.lang);
  for (const kind of ['list', 'plan', 'words'] as const) {
    if (!values[kind]) continue;
    refuseOthers(values, [kind]);
    if (number !== null) throw new UsageError(`--${kind}: expected no chapter number with it, found ${number}`);
    return { kind, language };
  }
  for (const kind of ['notes', 'knobs'] as const) {
    if (!values[kind]) continue;
    refuseOthers(values, [kind]);
    return { kind, number, language };
  }
  if (values.handout !== undefined) {
    refuseOthers(values, ['handout', 'replay']);
    if (!/\.(md|html)$/.test(values.handout))
      throw new UsageError(`--handout: expected a file name that ends in .md or .html, found ${show(values.handout)}`);
    return { kind: 'handout', number, file: values.handout, replay: values.replay ?? null, language };
  }
  if (values.record !== undefined && values.replay !== undefined)
    throw new UsageError('--record: expected no --replay with it, found both');
  refuseIgnored(values);
  for (const name of ['code', 'answer', 'set'] as const)
    if (values[name] !== undefined && number === null)
      throw new UsageError(`--${name}: expected a chapter number with it, found none`);
  const flags = [
    ...(['auto', 'quick', 'code', 'answer'] as const).flatMap((name) => (values[name] ? [`--${name}`] : [])),
    ...(values.set ?? []).flatMap((setting) => ['--set', setting]),
    ...withValue('lang', values.lang),
    ...withValue('record', values.record),
  ];
  const { replay } = values;
  if (number !== null)
    return { kind: 'chapter', number, given: givenIn(values.set), flags: [...flags, ...withValue('replay', replay)] };
  return { kind: values.auto ? 'all' : 'menu', flags, language, replay: replay ?? null };
}

function withValue(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`--${name}`, value];
}

/** An option that would be ignored is a mistake. @throws UsageError for any but the given ones and the language */
function refuseOthers(values: object, allowed: readonly [string, ...string[]]): void {
  const other = Object.keys(values).find((name) => name !== 'lang' && !allowed.includes(name));
  if (other !== undefined) throw new UsageError(`--${allowed[0]}: expected no --${other} with it, found both`);
}

/**
 * The source of a chapter does not depend on a run, and the answer to "Try it" is that of its own settings.
 *
 * @throws UsageError for an option that would be ignored
 */
function refuseIgnored(values: { readonly code?: boolean; readonly answer?: boolean }): void {
  if (values.code) refuseOthers(values, ['code']);
  if (values.answer) refuseOthers(values, ['answer', 'quick', 'auto']);
}

/** The options of a chapter file that was started as a program. */
export function parseChapter(args: readonly string[]) {
  const { help = false, code = false, auto = false, quick = false, answer = false, ...more } = valuesOf(args);
  const { set, lang, record = null, replay = null } = more;
  return { help, code, auto, quick, answer, given: givenIn(set), language: languageOf(lang), record, replay };
}

function valuesOf(args: readonly string[]) {
  const { values } = split(args, false);
  if (values.help !== true) refuseIgnored(values);
  return values;
}

/** `NAME=VALUE`, several times. @throws UsageError for anything else */
function givenIn(settings: readonly string[] = []): Given {
  return Object.fromEntries(
    settings.map((setting) => {
      const [, name, value] = /^([^=]+)=(.*)$/.exec(setting) ?? [];
      if (name === undefined || value === undefined)
        throw new UsageError(`--set: expected NAME=VALUE, found ${show(setting)}`);
      return [name, value];
    }),
  );
}

function languageOf(text: string | undefined): Language {
  const language = LANGUAGES.find((one) => one === (text ?? 'en'));
  if (language === undefined) throw new UsageError(`--lang: expected ${LANGUAGES.join(' or ')}, found ${show(text)}`);
  return language;
}

function numberOf(text: string, last: number): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : -1;
  if (number < 0 || number > last) throw new UsageError(`expected a chapter from 0 to ${last}, found ${show(text)}`);
  return number;
}

const flag = { type: 'boolean' } as const;
const text = { type: 'string' } as const;
const OPTIONS = {
  list: flag,
  auto: flag,
  code: flag,
  quick: flag,
  answer: flag,
  set: { type: 'string', multiple: true },
  lang: text,
  record: text,
  replay: text,
  notes: flag,
  knobs: flag,
  plan: flag,
  words: flag,
  handout: text,
  help: { type: 'boolean', short: 'h' },
} as const;
export const LECTURE_OPTION_NAMES = Object.keys(OPTIONS);

function split(args: readonly string[], allowPositionals: boolean) {
  try {
    return parseArgs({ args: argumentsFrom(args, OPTIONS), allowPositionals, options: OPTIONS });
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}

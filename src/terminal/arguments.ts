/** Prepares the arguments of a program for Node's `parseArgs`. */
import { parseArgs } from 'node:util';
import { printable } from '../line/printable.ts';

/** The options of a program: `string` options take a value. */
export type OptionKinds = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;

/**
 * The arguments as `parseArgs` expects them.
 *
 * - A `--` at the beginning is removed: npm removes it, but pnpm and PowerShell pass it to the program.
 * - A negative number after an option that takes a value is joined to it: `--seed -5` becomes `--seed=-5`.
 */
export function argumentsFrom(args: readonly string[], options: OptionKinds): string[] {
  const first = args.findIndex((arg) => arg !== '--');
  const words = first === -1 ? [] : args.slice(first);
  const found: string[] = [];
  for (const word of words) {
    const before = found.at(-1) ?? '';
    if (/^-[\d.]/.test(word) && options[before.replace(/^--/, '')]?.type === 'string' && before.startsWith('--'))
      found[found.length - 1] = `${before}=${word}`;
    else found.push(word);
  }
  return found;
}

/** The arguments one by one, whatever they are: what is wrong with them is said by who uses them. */
export function tokensOf(args: readonly string[], options: OptionKinds) {
  const words = argumentsFrom(args, options);
  return parseArgs({ args: words, options, allowPositionals: true, strict: false, tokens: true }).tokens;
}

/**
 * The message of an error of `parseArgs`, on one line. Node adds advice on several lines; only the advice about a value
 * that begins with a dash is kept.
 */
export function firstSentence(error: unknown): string {
  const message = error instanceof Error ? (error.message.split(/\.\s/)[0] ?? '') : String(error);
  const [, option] = /^Option '(?:-\w, )?(--[\w-]+).*ambiguous/.exec(message) ?? [];
  const advice = option === undefined ? '' : `: a value that begins with a dash is written ${option}=-VALUE`;
  return `${printable(message, 120)}${advice} (--help lists the options)`;
}

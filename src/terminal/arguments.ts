/** The arguments of a program, in the form that `parseArgs` of Node understands. */
import { printable } from './printable.ts';

/** The options of a program: whether a value follows. */
export type OptionKinds = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;

/**
 * What a user means, in the form that `parseArgs` takes.
 *
 * - pnpm and PowerShell hand on a `--` that npm would take away: one that comes first is passed over.
 * - `--seed -5` is a value and not an option: after an option that takes a value, a number may be negative.
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

/**
 * What is wrong with the arguments, in Node's words. Node goes on with advice over several lines: only the advice for a
 * value that begins with a dash is kept.
 */
export function firstSentence(error: unknown): string {
  const message = error instanceof Error ? (error.message.split(/\.\s/)[0] ?? '') : String(error);
  const [, option] = /^Option '(?:-\w, )?(--[\w-]+).*ambiguous/.exec(message) ?? [];
  const advice = option === undefined ? '' : `: a value that begins with a dash is written ${option}=-VALUE`;
  return `${printable(message, 120)}${advice} (--help lists the options)`;
}

/** The options of `npm run bench`, and their check. */

import { parseArgs } from 'node:util';
import { argumentsFrom, firstSentence } from '../terminal/arguments.ts';
import { usage } from '../terminal/usage.ts';
import { UsageError } from '../terminal/usage-error.ts';

export const BENCH_HELP = `Measures on this machine what a message costs, how much work per message makes
a thread worth it, and what starting threads costs.

${usage('bench', '[options]')}

  --quick            a short run of half a minute, with one process per case
  --json             print one JSON document on stdout and nothing else
  --out FILE         also write the document to this file
  --compare FILE     compare with the document of an earlier run
  --help             show this text

Exit codes: 0 done; 1 a measurement failed, or a message was lost or changed;
2 wrong options or input; 130 Ctrl-C; 143 SIGTERM.`;

export interface BenchOptions {
  readonly quick: boolean;
  readonly json: boolean;
  readonly out: string | null;
  readonly compare: string | null;
}

export type BenchCommand = { readonly kind: 'help' } | { readonly kind: 'bench'; readonly options: BenchOptions };

/**
 * @param args the arguments after the program's name
 * @throws UsageError that names the option, what is expected and what was found
 */
export function parseBench(args: readonly string[]): BenchCommand {
  const { help, quick = false, json = false, out = null, compare = null } = split(args);
  if (help === true) return { kind: 'help' };
  for (const [name, value] of [
    ['--out', out],
    ['--compare', compare],
  ])
    if (value === '') throw new UsageError(`${name}: expected the name of a file, found ""`);
  return { kind: 'bench', options: { quick, json, out, compare } };
}

const OPTIONS = {
  quick: { type: 'boolean' },
  json: { type: 'boolean' },
  out: { type: 'string' },
  compare: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
export const BENCH_OPTION_NAMES = Object.keys(OPTIONS);

function split(args: readonly string[]) {
  try {
    return parseArgs({ args: argumentsFrom(args, OPTIONS), options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}

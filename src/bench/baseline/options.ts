/** The options of `npm run baseline`, and their check. */
import { parseArgs } from 'node:util';
import { argumentsFrom, firstSentence } from '../../terminal/arguments.ts';
import { integer } from '../../terminal/option-values.ts';
import { UsageError } from '../../terminal/usage-error.ts';

export const BASELINE_HELP = `Measures the price of the project's own machinery: three engines each race the same
line written by hand, on one thread, on threads over rings, and over ports.

npm run baseline -- [options]

  --rounds N   how many fresh processes measure each side, 1 to 99 [7]
  --json       print one JSON document on stdout and nothing else
  --help       show this text

Exit codes: 0 done; 1 a measurement failed; 2 wrong options; 130 Ctrl-C;
143 SIGTERM.`;

export interface BaselineOptions {
  readonly rounds: number;
  readonly json: boolean;
}

export type BaselineCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'baseline'; readonly options: BaselineOptions };

/** One more than an interval of 95 % needs. */
const DEFAULT_ROUNDS = '7';
const roundsOption = integer(1, 99);

/**
 * @param args the arguments after the program's name
 * @throws UsageError that names the option, what is expected and what was found
 */
export function parseBaseline(args: readonly string[]): BaselineCommand {
  const { help, rounds = DEFAULT_ROUNDS, json = false } = split(args);
  if (help === true) return { kind: 'help' };
  const parsed = roundsOption.safeParse(rounds);
  if (!parsed.success) throw new UsageError(`--rounds: ${parsed.error.issues[0]?.message}`);
  return { kind: 'baseline', options: { rounds: parsed.data, json } };
}

const OPTIONS = {
  rounds: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
export const BASELINE_OPTION_NAMES = Object.keys(OPTIONS);

function split(args: readonly string[]) {
  try {
    return parseArgs({ args: argumentsFrom(args, OPTIONS), options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}

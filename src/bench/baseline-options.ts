/** The options of `npm run baseline`. */

import { parseArgs } from 'node:util';

import { argumentsFrom, firstSentence } from '../terminal/arguments.ts';
import { UsageError } from '../terminal/usage-error.ts';

export const BASELINE_HELP = `Compares the cooperative engine with the same line written by hand: nanoseconds per
ingredient of both, and their ratio.

npm run baseline

Exit codes: 0 done; 1 a run failed; 2 bad usage.`;

const OPTIONS = { help: { type: 'boolean', short: 'h' } } as const;

/**
 * @returns whether help is asked for
 * @throws UsageError when anything else is
 */
export function asksForHelp(args: readonly string[]): boolean {
  try {
    return parseArgs({ args: argumentsFrom(args, OPTIONS), options: OPTIONS }).values.help === true;
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}

/** The options of `npm run soak`. */

import { parseArgs } from 'node:util';
import { show } from '../../src/line/printable.ts';
import { argumentsFrom, firstSentence } from '../../src/terminal/arguments.ts';
import { UsageError } from '../../src/terminal/usage-error.ts';

export const SOAK_HELP = `Bakes random recipes under every engine, injects faults, and checks the
results.

npm run soak -- [options]

  --minutes N      how long to bake, 0 to 10000, also a fraction [1]
  --seed S         a 32-bit integer: the same seed, the same runs [drawn]
  --documents N    how many documents to read first, 0 to 10000000 [10000]
  --run K          only run K of that seed; needs --seed
  --document K     only document K of that seed; needs --seed
  --help

Exit codes: 0 all passed; 1 something failed, with the command that repeats it;
2 bad usage; 130 Ctrl-C.`;

export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly documents: number;
  /** The one run or document to play, or null for a whole soak. */
  readonly only: { readonly kind: 'run' | 'document'; readonly number: number } | null;
}

export type SoakCommand = { readonly kind: 'help' } | { readonly kind: 'soak'; readonly options: SoakOptions };

/**
 * @param draw returns a seed; called if no seed is given
 * @throws UsageError that names the option, what was wanted and what was found
 */
export function parseSoak(args: readonly string[], draw: () => number): SoakCommand {
  const { help, minutes = '1', seed, documents = '10000', run, document } = split(args);
  if (help === true) return { kind: 'help' };
  const [kind, text] = run === undefined ? (['document', document] as const) : (['run', run] as const);
  if (run !== undefined && document !== undefined)
    throw new UsageError('--document: expected no --run beside it, found both');
  if (text !== undefined && seed === undefined)
    throw new UsageError(`--${kind}: expected --seed beside it, found none`);
  return {
    kind: 'soak',
    options: {
      minutes: numberOf('minutes', minutes, /^\d{1,5}(\.\d{1,6})?$/, 0, 10_000),
      seed: seed === undefined ? draw() : numberOf('seed', seed, /^-?\d{1,10}$/, -(2 ** 31), 2 ** 31 - 1),
      documents: numberOf('documents', documents, /^\d{1,8}$/, 0, 10_000_000),
      only: text === undefined ? null : { kind, number: numberOf(kind, text, /^\d{1,10}$/, 0, 2 ** 31 - 1) },
    },
  };
}

function numberOf(name: string, text: string, pattern: RegExp, least: number, most: number): number {
  const number = Number(text) + 0;
  if (!pattern.test(text) || number < least || number > most)
    throw new UsageError(`--${name}: expected a number from ${least} to ${most}, found ${show(text)}`);
  return number;
}

function split(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const help = { type: 'boolean', short: 'h' } as const;
  const options = { minutes: text, seed: text, documents: text, run: text, document: text, help } as const;
  try {
    return parseArgs({ args: argumentsFrom(args, options), options }).values;
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}

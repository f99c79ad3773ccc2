/** The options of `cake-factory pays`, and their check. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { HANG_MS } from '../engine/watch/watchdog.ts';
import { show } from '../line/printable.ts';
import { checkApart } from '../terminal/apart.ts';
import { argumentsFrom, firstSentence } from '../terminal/arguments.ts';
import { fileName, integer } from '../terminal/option-values.ts';
import { usage } from '../terminal/usage.ts';
import { UsageError } from '../terminal/usage-error.ts';
import { exportPlace } from './place.ts';

export const BUDGET_MS = 10_000;
export const LEAST_BUDGET_MS = 2000;
export const MOST_BUDGET_MS = 600_000;
const MOST_HANG_S = 86_400;

export interface PaysProgramOptions {
  /** `work.ts#resize` */
  readonly function: string;
  /** Null: the export `samples` of the same file. */
  readonly input: string | null;
  readonly budgetMs: number;
  readonly hangMs: number;
  readonly json: boolean;
  readonly out: string | null;
  readonly compare: string | null;
}

export type PaysCommand = { readonly kind: 'help' } | { readonly kind: 'pays'; readonly options: PaysProgramOptions };

export const PAYS_HELP = `Says whether a worker thread pays for one function: measured with the function,
its inputs and this machine.

${usage('pays', 'FILE#FUNCTION [options]')}

FILE exports the function: work.ts#resize; without #FUNCTION the default export.
It takes one input and returns an output, or a promise.

  --input INPUT   where the inputs come from [the export "samples" of FILE]:
                    inputs.json      a list
                    inputs.ndjson    one JSON value a line
                    inputs.ts        a list, an iterator or a generator: the
                                     default export; inputs.ts#NAME another one
                    'export default [1, 2, 3]'
  --budget TIME   about how long it may take, ${LEAST_BUDGET_MS / 1000}s to ${MOST_BUDGET_MS / 60_000}m [${BUDGET_MS / 1000}s]; up to three
                  times as long where a call takes more than a tenth of a second
  --hang SECONDS  how long a call may take, 1 to ${MOST_HANG_S} [${HANG_MS / 1000}]
  --json          print one JSON document on stdout and nothing else
  --out FILE      also write the document to this file
  --compare FILE  compare with the document of an earlier run
  --help

Exit codes: 0 done, whatever pays; 1 the function never returns, or gives other
outputs on a thread; 2 wrong options or input, or the function throws; 130
Ctrl-C.`;

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, '': 1000 };

const budget = z.string().transform((text, context) => {
  const [, digits = '', unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|)$/.exec(text) ?? [];
  const ms = Number(digits) * (UNITS_MS[unit] ?? Number.NaN);
  if (digits !== '' && ms >= LEAST_BUDGET_MS && ms <= MOST_BUDGET_MS) return ms;
  context.addIssue({
    code: 'custom',
    message: `expected a time from ${LEAST_BUDGET_MS / 1000}s to ${MOST_BUDGET_MS / 60_000}m, such as 10s, found ${show(text)}`,
  });
  return z.NEVER;
});

const schema = z.object({
  input: z.string().min(1, { error: 'expected a file with inputs, found ""' }).nullable().default(null),
  budget: budget.default(BUDGET_MS),
  hang: integer(1, MOST_HANG_S)
    .transform((seconds) => seconds * 1000)
    .default(HANG_MS),
  json: z.boolean().default(false),
  out: fileName.nullable().default(null),
  compare: fileName.nullable().default(null),
});

const text = { type: 'string' } as const;
export const PAYS_OPTIONS = {
  input: text,
  budget: text,
  hang: text,
  json: { type: 'boolean' },
  out: text,
  compare: text,
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * @param args the arguments after `pays`
 * @throws UsageError that names the option, what is expected and what was found
 */
export function parsePays(args: readonly string[]): PaysCommand {
  const { values, positionals } = split(args);
  if (values.help === true) return { kind: 'help' };
  const [place, ...others] = positionals;
  if (place === undefined || place === '' || place.startsWith('#'))
    throw new UsageError(
      `expected a function, such as work.ts#resize, found ${place === undefined ? 'none' : show(place)}`,
    );
  if (others.length > 0) throw new UsageError(`expected one function, found ${positionals.length}`);
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`--${String(issue?.path[0])}: ${issue?.message}`);
  }
  const { budget: budgetMs, hang: hangMs, ...rest } = parsed.data;
  const { file } = exportPlace(place);
  const inputFile = rest.input === null ? null : exportPlace(rest.input).file;
  checkApart({ [file]: file, '--out': rest.out });
  if (inputFile !== null) checkApart({ '--input': inputFile, '--out': rest.out });
  return { kind: 'pays', options: { ...rest, function: place, budgetMs, hangMs } };
}

function split(args: readonly string[]) {
  try {
    return parseArgs({ args: argumentsFrom(args, PAYS_OPTIONS), options: PAYS_OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}

/** The options of `npm run report`, and their check. */

import { parseArgs } from 'node:util';

import { OPTION_LIMITS } from '../contrast/help.ts';
import { checkApart } from '../terminal/apart.ts';
import { argumentsFrom, firstSentence } from '../terminal/arguments.ts';
import { seedOf, threadsOf } from '../terminal/option-values.ts';
import { shownArguments } from '../terminal/shown-arguments.ts';
import { usage } from '../terminal/usage.ts';
import { UsageError } from '../terminal/usage-error.ts';

export const REPORT_HELP = `Measures, and draws the results as one HTML page for a projector or a phone. The
page opens from disk and makes no network request.

${usage('report', '[options]')}

A line of your own: ${usage('report', 'FILE [options]')}
with the options of ${usage('run')}, and --out.

  --out FILE         write the page to this file [report.html]
  --from FILE        draw a stored run; measure nothing
  --save FILE        store the run, for --from
  --trace-out FILE   write the recorded runs as a trace for Perfetto
  --recipe FILE      use this recipe (JSON) instead of the chocolate cake
  --double STATION   twice as many of this station, which share its work:
                     --double oven
  --threads N        for the row in which stations share threads: N threads at
                     most, 1 to ${OPTION_LIMITS.threads}; fewer where more would not help [as
                     many as there are cores]
  --seed N           a 32-bit integer; the same seed gives the same order of
                     ingredients [1]
  --quick            a short run of about 20 s, too short to quote
  --json             print the run as one JSON document on stdout and nothing
                     else; write a page only with --out
  --help             show this text

Exit codes: 0 done; 1 a run failed, engines disagree, or the ingredient counts
do not add up; 2 wrong options or input; 130 Ctrl-C; 143 SIGTERM.`;

export interface ReportOptions {
  /** Null if no page is written. */
  readonly out: string | null;
  readonly from: string | null;
  readonly save: string | null;
  readonly traceOut: string | null;
  readonly recipe: string | null;
  /** The station that exists twice; null for none. */
  readonly double: string | null;
  /** The most threads that stations share; null for as many as there are cores. */
  readonly threads: number | null;
  readonly seed: number;
  readonly quick: boolean;
  readonly json: boolean;
}

export type ReportCommand = { readonly kind: 'help' } | { readonly kind: 'report'; readonly options: ReportOptions };

const DEFAULT_OUT = 'report.html';
const DEFAULT_SEED = 1;

/**
 * @param args the arguments after the program's name
 * @throws UsageError that names the option, what is expected and what was found
 */
export function parseReport(args: readonly string[]): ReportCommand {
  const values = split(args);
  if (values.help === true) return { kind: 'help' };
  const { quick = false, json = false, from = null, save = null, recipe = null, double = null } = values;
  const traceOut = values['trace-out'] ?? null;
  const out = values.out ?? (json ? null : DEFAULT_OUT);
  for (const [name, value] of Object.entries({ out, from, save, 'trace-out': traceOut, recipe }))
    if (value === '') throw new UsageError(`--${name}: expected the name of a file, found ""`);
  checkApart({ '--out': out, '--from': from, '--save': save, '--trace-out': traceOut, '--recipe': recipe });
  if (from !== null)
    for (const name of ['save', 'recipe', 'double', 'threads', 'seed', 'quick'] as const)
      if (values[name] !== undefined) throw new UsageError(`--${name}: cannot be used together with --from`);
  const threads = values.threads === undefined ? null : threadsOf(values.threads, OPTION_LIMITS.threads);
  const seed = values.seed === undefined ? DEFAULT_SEED : seedOf(values.seed);
  return { kind: 'report', options: { out, from, save, traceOut, recipe, double, threads, seed, quick, json } };
}

/** What `parseArgs` needs to know of them. */
export const REPORT_OPTIONS = {
  out: { type: 'string' },
  from: { type: 'string' },
  save: { type: 'string' },
  'trace-out': { type: 'string' },
  recipe: { type: 'string' },
  double: { type: 'string' },
  threads: { type: 'string' },
  seed: { type: 'string' },
  quick: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
export const REPORT_OPTION_NAMES = Object.keys(REPORT_OPTIONS);
const FILE_OPTIONS = ['out', 'from', 'save', 'trace-out', 'recipe'];

/** The command as the report shows it. */
export function shownCommand(args: readonly string[]): string {
  return usage('report', shownArguments(args, REPORT_OPTIONS, FILE_OPTIONS));
}

function split(args: readonly string[]) {
  try {
    return parseArgs({ args: argumentsFrom(args, REPORT_OPTIONS), options: REPORT_OPTIONS }).values;
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}

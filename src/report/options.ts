/** The options of `npm run report`: what there is, and the check of what was given. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { firstSentence, seedOf } from '../contrast/options.ts';
import { UsageError } from '../terminal/usage-error.ts';

export const REPORT_HELP = `Measures, and draws what it found as one page for the projector: an HTML file
that opens from disk and asks nobody for anything.

npm run report -- [options]

  --out FILE         where the page goes [report.html]
  --from FILE        draw a stored run instead of measuring
  --save FILE        store the run, for --from
  --trace-out FILE   the recorded runs as a trace for Perfetto
  --recipe FILE      a recipe as JSON instead of the chocolate cake
  --seed N           a 32-bit integer: the same seed, the same ingredients [1]
  --quick            a smoke run of a third of a minute
  --json             the run as one JSON document on stdout and nothing else;
                     a page only with --out
  --help

Exit codes: 0 done; 1 a run failed or the books do not balance; 2 bad usage or
input; 130 Ctrl-C; 143 SIGTERM.`;

export interface ReportOptions {
  /** Null where no page is wanted. */
  readonly out: string | null;
  readonly from: string | null;
  readonly save: string | null;
  readonly traceOut: string | null;
  readonly recipe: string | null;
  readonly seed: number;
  readonly quick: boolean;
  readonly json: boolean;
}

export type ReportCommand = { readonly kind: 'help' } | { readonly kind: 'report'; readonly options: ReportOptions };

const DEFAULT_OUT = 'report.html';
const DEFAULT_SEED = 1;

/**
 * @param args what follows the program's name
 * @throws UsageError naming the option, what was wanted and what was found
 */
export function parseReport(args: readonly string[]): ReportCommand {
  const values = split(args);
  if (values.help === true) return { kind: 'help' };
  const { quick = false, json = false, from = null, save = null, recipe = null } = values;
  const traceOut = values['trace-out'] ?? null;
  const out = values.out ?? (json ? null : DEFAULT_OUT);
  for (const [name, value] of Object.entries({ out, from, save, 'trace-out': traceOut, recipe }))
    if (value === '') throw new UsageError(`--${name}: expected the name of a file, found ""`);
  checkApart({ out, from, save, 'trace-out': traceOut, recipe });
  if (from !== null)
    for (const name of ['save', 'recipe', 'seed', 'quick'] as const)
      if (values[name] !== undefined) throw new UsageError(`--${name}: expected no --from beside it, found both`);
  const seed = values.seed === undefined ? DEFAULT_SEED : seedOf(values.seed);
  return { kind: 'report', options: { out, from, save, traceOut, recipe, seed, quick, json } };
}

/** What is read must not be written over, and nothing be written twice. */
function checkApart(paths: Readonly<Record<string, string | null>>): void {
  const known = new Map<string, string>();
  for (const [name, path] of Object.entries(paths)) {
    if (path === null) continue;
    const file = fileOf(path);
    const other = known.get(file);
    if (other !== undefined)
      throw new UsageError(`--${name}: expected another file than that of --${other}, found both`);
    known.set(file, name);
  }
}

/** The file that a path leads to, over links too; one that is not there yet is where it would be. */
function fileOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function split(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        out: { type: 'string' },
        from: { type: 'string' },
        save: { type: 'string' },
        'trace-out': { type: 'string' },
        recipe: { type: 'string' },
        seed: { type: 'string' },
        quick: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}

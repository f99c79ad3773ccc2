/** The options of `cake-factory run`, and their check. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import {
  ENGINE_ALIASES,
  ENGINE_NAMES,
  type EngineName,
  THREADS_CHANNELS,
  type ThreadsChannel,
} from '../engine/engine-table.ts';
import { MOST_THREADS } from '../engine/options.ts';
import { HANG_MS } from '../engine/watch/watchdog.ts';
import { checkApart } from '../terminal/apart.ts';
import { argumentsFrom, firstSentence } from '../terminal/arguments.ts';
import { MOST_KILLS_PER_SECOND } from '../terminal/kill-option.ts';
import { fileName, integer, seed, someOf } from '../terminal/option-values.ts';
import { SUPERVISE_OPTIONS, type Supervise, superviseIn } from '../terminal/supervise-options.ts';
import { usage } from '../terminal/usage.ts';
import { UsageError } from '../terminal/usage-error.ts';

const MOST_ROUNDS = 1000;
const MOST_HANG_S = 86_400;

export interface RunLineOptions {
  /** The file that exports the line. */
  readonly file: string;
  /** The name of the export. */
  readonly export: string;
  /** Null: race all. */
  readonly engines: readonly EngineName[] | null;
  readonly channels: readonly ThreadsChannel[];
  /** The most threads that stations share; null for as many as there are cores. */
  readonly threads: number | null;
  readonly rounds: number | null;
  readonly quick: boolean;
  /** How long a station on another thread may show no sign of life, in milliseconds. */
  readonly hangMs: number;
  readonly json: boolean;
  readonly traceOut: string | null;
  /** The file for the page; null for none. */
  readonly report: string | null;
}

/** A supervised run, and the seed of its random kills. */
export interface SuperviseRun extends Supervise {
  readonly seed: number;
}

export type RunLineCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'supervise'; readonly options: RunLineOptions; readonly supervise: SuperviseRun }
  | { readonly kind: 'contrast'; readonly options: RunLineOptions };

export const RUN_HELP = `Runs a line of your own under every engine, proves that they do equal work, and
says which of them pays.

${usage('run', 'FILE [options]')}

FILE exports a line: export default line(...). TypeScript or JavaScript.

  --engine NAME     ${ENGINE_NAMES.join(', ')} [all that can take
                    part]; separate several names with commas; cooperative
                    always runs, because the others are compared with it
  --channel NAME    what connects the threads: port (messages) or ring (shared
                    memory) [both]
  --threads N       for the row in which stations share threads: N threads at
                    most, 1 to ${MOST_THREADS}; fewer where more would not help [as many
                    as there are cores]
  --export NAME     the name of the export [default]
  --samples N       rounds, 1 to ${MOST_ROUNDS} [until the intervals are narrow, or 8 s
                    have passed]
  --hang SECONDS    how long a station on a thread may show no sign of life,
                    1 to ${MOST_HANG_S} [${HANG_MS / 1000}]; one item that takes longer needs more
  --quick           two rounds, too few to quote
  --json            print one JSON document on stdout and nothing else
  --trace-out FILE  also record every engine, and write a trace for
                    ui.perfetto.dev
  --report FILE     also write a page for a browser: the lanes as an animation,
                    and the race
  --supervise       instead of racing: run it on one thread, on rings, and on
                    rings under supervision, where another thread takes the
                    place of one that dies, and prove that the results are equal
  --kill WHICH      with --supervise, may be repeated; sums:500: the thread of
                    the station sums ends in the middle of the 500th item it
                    sends; random:3/s: 3 threads a second, at most ${MOST_KILLS_PER_SECOND}, at random
  --seed N          with --supervise: decides the moments of random kills [1]
  --skip-poison     with --supervise: put an item aside at which a thread dies
                    three times [the run ends there]
  --help

The proof of cloned items also runs an event loop: there a change of an item
that was sent is always found.

Exit codes: 0 done; 1 a station failed, engines disagree, or an item was put
aside; 2 wrong options or input; 130 Ctrl-C.`;

const schema = z.object({
  engine: someOf(ENGINE_NAMES, ENGINE_ALIASES).nullable().default(null),
  channel: someOf(THREADS_CHANNELS).default([...THREADS_CHANNELS]),
  export: z.string().min(1, { error: 'expected the name of an export, found ""' }).default('default'),
  threads: integer(1, MOST_THREADS).nullable().default(null),
  samples: integer(1, MOST_ROUNDS).nullable().default(null),
  hang: integer(1, MOST_HANG_S)
    .transform((seconds) => seconds * 1000)
    .default(HANG_MS),
  quick: z.boolean().default(false),
  json: z.boolean().default(false),
  'trace-out': fileName.nullable().default(null),
  report: fileName.nullable().default(null),
  out: fileName.nullable().default(null),
  seed: seed.nullable().default(null),
});

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;
/** What `parseArgs` needs to know of them. */
export const RUN_OPTIONS = {
  engine: texts,
  channel: texts,
  threads: text,
  export: text,
  samples: text,
  hang: text,
  quick: flag,
  json: flag,
  'trace-out': text,
  report: text,
  out: text,
  ...SUPERVISE_OPTIONS,
  seed: text,
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * @param args the arguments after `run`
 * @throws UsageError that names the option, what is expected and what was found
 */
export function parseRunLine(args: readonly string[]): RunLineCommand {
  const { values, positionals } = split(args);
  if (values.help === true) return { kind: 'help' };
  const [file, ...others] = positionals;
  if (file === undefined) throw new UsageError('expected a file that exports a line, found none');
  if (others.length > 0) throw new UsageError(`expected one file, found ${positionals.length}`);
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`--${String(issue?.path[0])}: ${issue?.message}`);
  }
  const { engine, channel, samples, hang: hangMs, 'trace-out': traceOut, report, out, seed, ...rest } = parsed.data;
  const supervise = superviseIn(values, {
    engines: engine,
    channels: values.channel === undefined ? null : channel,
    unfit: NOT_SUPERVISED,
  });
  if (seed !== null && supervise === null) throw new UsageError('--seed: expected --supervise with it, found none');
  if (rest.threads !== null && engine !== null && !engine.includes('threads'))
    throw new UsageError(`--threads: expected the engine threads among those of --engine, found ${engine.join(', ')}`);
  if (report !== null && out !== null) throw new UsageError('--out: expected no --report with it, found both');
  checkApart({ [file]: file, '--trace-out': traceOut, '--report': report, '--out': out });
  const options = {
    ...rest,
    file,
    engines: engine,
    channels: channel,
    rounds: samples,
    hangMs,
    traceOut,
    report: report ?? out,
  };
  return supervise === null
    ? { kind: 'contrast', options }
    : { kind: 'supervise', options, supervise: { ...supervise, seed: seed ?? 1 } };
}

/** What cannot stand beside `--supervise`, and why. */
const NOT_SUPERVISED: Readonly<Record<string, string>> = {
  threads: 'a supervised station has a thread of its own',
  samples: 'the line runs once in each way',
  quick: 'the line runs once in each way',
  'trace-out': 'it records a race of engines',
  report: 'it draws a race of engines',
  out: 'it draws a race of engines',
};

function split(args: readonly string[]) {
  try {
    return parseArgs({ args: argumentsFrom(args, RUN_OPTIONS), options: RUN_OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}

/** The options of `npm start`: what there is, and the check of what was given. */

import { parseArgs } from 'node:util';
import { z } from 'zod';
import { MOST_HOURS } from '../cake/duration.ts';
import { MOST_INGREDIENTS_PER_PRODUCT } from '../cake/graph.ts';
import { DELIVERIES, type Delivery, MOST_INGREDIENTS } from '../cake/order.ts';
import { RECIPE_LIMITS } from '../cake/recipe.ts';
import { MOST_RECIPE_BYTES } from '../cake/recipe-file.ts';
import {
  ENGINE_ALIASES,
  ENGINE_NAMES,
  type EngineName,
  THREADS_CHANNELS,
  type ThreadsChannel,
} from '../engine/engine-table.ts';
import { WORKLOADS, type Workload } from '../measure/workload.ts';
import { argumentsFrom, firstSentence } from '../terminal/arguments.ts';
import { show } from '../terminal/printable.ts';
import { UsageError } from '../terminal/usage-error.ts';

export const OPTION_LIMITS = { cakes: 10_000_000, samples: 1000, paceMs: 60_000 } as const;
export const TRACED_CAKES = 20;
/** How many cakes a trace file shows at most: with more it is too large to be looked at. */
export const MOST_TRACED_CAKES = 200;

export const HELP = `Bakes chocolate cakes with the same coroutines on one thread and on a thread
per station.

npm start -- [options]

  --engine NAME      ${ENGINE_NAMES.join(', ')} [all];
                     several with commas; cooperative is always raced: the
                     others are compared with it
  --channel NAME     what joins the threads: port (messages), ring (shared
                     memory) [both]
  --workload NAME    ${WORKLOADS.join(', ')} [all];
                     several with commas
  --cakes N          1 to ${OPTION_LIMITS.cakes} [as many as take about a third of a second]
  --seed N           a 32-bit integer: the same seed, the same ingredients [1]
  --samples N        timed runs of each engine, 1 to ${OPTION_LIMITS.samples} [5]
  --delivery KIND    order: exactly what the cakes need, shuffled; random: as
                     it comes [order]
  --recipe FILE      a recipe as JSON instead of the chocolate cake
  --quick            a smoke run: fewer cakes, 2 samples
  --json             one JSON document on stdout and nothing else
  --trace-out FILE   afterwards record ${TRACED_CAKES} cakes (with --cakes: as many, up to
                     ${MOST_TRACED_CAKES}) under every engine and write a trace that
                     ui.perfetto.dev opens: who worked and waited when
  --trace            instead of all this: bake a few cakes on one thread and
                     print every step in words, as the lecture does
  --pace MS          with --trace: ingredients come at random times, so many
                     milliseconds apart on average (1000: as in the lecture) [0]
  --help, --version

Of an option that is given twice the last counts. A recipe may have up to
${RECIPE_LIMITS.stations} stations, ${RECIPE_LIMITS.ingredients} ingredients, ${RECIPE_LIMITS.need} of an ingredient and ${MOST_INGREDIENTS_PER_PRODUCT} of all for a
product, ${RECIPE_LIMITS.workUs} us of work, ${RECIPE_LIMITS.restMs} ms of rest; its file ${MOST_RECIPE_BYTES} bytes. An order
may take up to ${MOST_INGREDIENTS} ingredients, and what the cooperative engine would
need ${MOST_HOURS} hours for, all runs together.

Exit codes: 0 done; 1 a run failed or the books do not balance; 2 bad usage or
input; 130 Ctrl-C; 143 SIGTERM; 129 a closed terminal; 137 killed: by itself,
since a thread did not end, which it says; or by the system, for want of
memory in most cases, which says nothing.`;

export interface StartOptions {
  readonly engines: readonly EngineName[];
  readonly channels: readonly ThreadsChannel[];
  readonly workloads: readonly Workload[];
  readonly cakes: number | null;
  readonly seed: number;
  readonly samples: number | null;
  readonly delivery: Delivery;
  readonly recipe: string | null;
  readonly quick: boolean;
  readonly json: boolean;
  /** The file for a trace of every engine. */
  readonly traceOut: string | null;
  readonly paceMs: number;
}

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'trace'; readonly options: StartOptions }
  | { readonly kind: 'contrast'; readonly options: StartOptions };

/** A whole number as text: digits and no more, so that neither `1e3` nor an empty text passes for one. */
function integer(least: number, most: number) {
  const wanted = {
    error: (issue: { input?: unknown }) => `expected an integer from ${least} to ${most}, found ${show(issue.input)}`,
  };
  return (
    z
      .string()
      .regex(/^-?\d{1,12}$/, wanted)
      .refine((text) => Number(text) >= least && Number(text) <= most, wanted)
      // `-0` is 0.
      .transform((text) => Number(text) + 0)
  );
}

function oneOf<const Name extends string>(names: readonly Name[]) {
  return z.enum(names, {
    error: (issue) => `expected one of ${names.join(', ')}, found ${show(issue.input)}`,
  });
}

/**
 * Given several times, with commas, or both; in the order of the project and each once.
 *
 * @param aliases other names that are accepted
 */
function someOf<const Name extends string>(names: readonly Name[], aliases: Readonly<Record<string, Name>> = {}) {
  return z
    .array(z.string())
    .transform((texts) => texts.flatMap((text) => text.split(',')).map((text) => aliases[text.trim()] ?? text.trim()))
    .pipe(z.array(oneOf(names)))
    .transform((found) => names.filter((name) => found.includes(name)));
}

const seed = integer(-(2 ** 31), 2 ** 31 - 1);

/** @throws UsageError when it is none */
export function seedOf(text: string): number {
  const parsed = seed.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new UsageError(`--seed: ${parsed.error.issues[0]?.message}`);
}

const fileName = z.string().min(1, { error: 'expected the name of a file, found ""' });

const schema = z.object({
  engine: someOf(ENGINE_NAMES, ENGINE_ALIASES).default([...ENGINE_NAMES]),
  channel: someOf(THREADS_CHANNELS).default([...THREADS_CHANNELS]),
  workload: someOf(WORKLOADS).default([...WORKLOADS]),
  cakes: integer(1, OPTION_LIMITS.cakes).nullable().default(null),
  seed: seed.default(1),
  samples: integer(1, OPTION_LIMITS.samples).nullable().default(null),
  delivery: oneOf(DELIVERIES).default('order'),
  recipe: fileName.nullable().default(null),
  quick: z.boolean().default(false),
  json: z.boolean().default(false),
  trace: z.boolean().default(false),
  'trace-out': fileName.nullable().default(null),
  pace: integer(0, OPTION_LIMITS.paceMs).nullable().default(null),
});

/**
 * @param args what follows the program's name
 * @throws UsageError naming the option, what was wanted and what was found
 */
export function parseStart(args: readonly string[]): Command {
  const values = split(args);
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`--${String(issue?.path[0])}: ${issue?.message}`);
  }
  const { engine, channel, workload, trace, pace, 'trace-out': traceOut, ...rest } = parsed.data;
  if (pace !== null && !trace) throw new UsageError('--pace: expected --trace beside it, found none');
  if (trace && rest.json) throw new UsageError('--json: expected no --trace beside it, found both');
  if (trace && traceOut !== null) throw new UsageError('--trace-out: expected no --trace beside it, found both');
  const options = { ...rest, engines: engine, channels: channel, workloads: workload, traceOut, paceMs: pace ?? 0 };
  return { kind: trace ? 'trace' : 'contrast', options };
}

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  engine: texts,
  channel: texts,
  workload: texts,
  cakes: text,
  seed: text,
  samples: text,
  delivery: text,
  recipe: text,
  quick: flag,
  json: flag,
  trace: flag,
  'trace-out': text,
  pace: text,
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;
export const START_OPTION_NAMES = Object.keys(OPTIONS);

function split(args: readonly string[]) {
  try {
    return parseArgs({ args: argumentsFrom(args, OPTIONS), options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(firstSentence(error));
  }
}

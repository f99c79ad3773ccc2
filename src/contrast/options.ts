/** The options of `npm start`, and their check. */

import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DELIVERIES, type Delivery } from '../cake/recipe/order.ts';
import {
  ENGINE_ALIASES,
  ENGINE_NAMES,
  type EngineName,
  THREADS_CHANNELS,
  type ThreadsChannel,
} from '../engine/engine-table.ts';
import { WORKLOADS, type Workload } from '../measure/workload.ts';
import { checkApart } from '../terminal/apart.ts';
import { argumentsFrom, firstSentence } from '../terminal/arguments.ts';
import { fileName, integer, oneOf, seed, someOf } from '../terminal/option-values.ts';
import { SUPERVISE_OPTIONS, type Supervise, superviseIn } from '../terminal/supervise-options.ts';
import { UsageError } from '../terminal/usage-error.ts';
import { OPTION_LIMITS } from './help.ts';

/** The options after their check. Null: the option was not given. */
export interface StartOptions {
  readonly engines: readonly EngineName[];
  readonly channels: readonly ThreadsChannel[];
  readonly workloads: readonly Workload[];
  /** The most threads that stations share; null for as many as there are cores. */
  readonly threads: number | null;
  readonly cakes: number | null;
  readonly seed: number;
  readonly samples: number | null;
  readonly delivery: Delivery;
  readonly recipe: string | null;
  /** The station that exists twice; null for none. */
  readonly double: string | null;
  readonly quick: boolean;
  readonly json: boolean;
  /** Also print the reasoning behind the verdict. */
  readonly explain: boolean;
  /** The file for a trace of every engine; null for none. */
  readonly traceOut: string | null;
  readonly paceMs: number;
}

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'trace'; readonly options: StartOptions }
  | { readonly kind: 'contrast'; readonly options: StartOptions }
  | { readonly kind: 'supervise'; readonly options: StartOptions; readonly supervise: Supervise };

const schema = z.object({
  engine: someOf(ENGINE_NAMES, ENGINE_ALIASES).default([...ENGINE_NAMES]),
  channel: someOf(THREADS_CHANNELS).default([...THREADS_CHANNELS]),
  workload: someOf(WORKLOADS).default([...WORKLOADS]),
  threads: integer(1, OPTION_LIMITS.threads).nullable().default(null),
  cakes: integer(1, OPTION_LIMITS.cakes).nullable().default(null),
  seed: seed.default(1),
  samples: integer(1, OPTION_LIMITS.samples).nullable().default(null),
  delivery: oneOf(DELIVERIES).default('order'),
  recipe: fileName.nullable().default(null),
  double: z.string().nullable().default(null),
  quick: z.boolean().default(false),
  json: z.boolean().default(false),
  explain: z.boolean().default(false),
  trace: z.boolean().default(false),
  'trace-out': fileName.nullable().default(null),
  pace: integer(0, OPTION_LIMITS.paceMs).nullable().default(null),
});

/**
 * @param args the arguments after the program's name
 * @throws UsageError that names the option, what is expected and what was found
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
  const supervise = superviseIn(values, {
    engines: values.engine === undefined ? null : engine,
    channels: values.channel === undefined ? null : channel,
    unfit: NOT_SUPERVISED,
  });
  if (rest.threads !== null && !engine.includes('threads'))
    throw new UsageError(`--threads: expected the engine threads among those of --engine, found ${engine.join(', ')}`);
  if (pace !== null && !trace) throw new UsageError('--pace: expected --trace with it, found none');
  if (trace && rest.json) throw new UsageError('--json: expected no --trace with it, found both');
  if (trace && traceOut !== null) throw new UsageError('--trace-out: expected no --trace with it, found both');
  checkApart({ '--recipe': parsed.data.recipe, '--trace-out': traceOut });
  const options = { ...rest, engines: engine, channels: channel, workloads: workload, traceOut, paceMs: pace ?? 0 };
  if (supervise !== null) return { kind: 'supervise', options, supervise };
  return { kind: trace ? 'trace' : 'contrast', options };
}

/** What cannot stand beside `--supervise`, and why. */
const NOT_SUPERVISED: Readonly<Record<string, string>> = {
  trace: 'it bakes on one thread',
  pace: 'it belongs to --trace',
  threads: 'a supervised station has a thread of its own',
  samples: 'the order is baked once in each way',
  explain: 'nothing is raced, and there is no verdict',
};

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  engine: texts,
  channel: texts,
  workload: texts,
  threads: text,
  cakes: text,
  seed: text,
  samples: text,
  delivery: text,
  recipe: text,
  double: text,
  quick: flag,
  json: flag,
  explain: flag,
  trace: flag,
  'trace-out': text,
  pace: text,
  ...SUPERVISE_OPTIONS,
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

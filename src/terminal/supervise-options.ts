/** The options of a supervised run, and what cannot stand beside them. */
import { z } from 'zod';
import type { EngineName, ThreadsChannel } from '../engine/engine-table.ts';
import { killOption, type WrittenKill } from './kill-option.ts';
import { UsageError } from './usage-error.ts';

const schema = z.object({
  supervise: z.boolean().default(false),
  kill: killOption.default([]),
  'skip-poison': z.boolean().default(false),
});

/** What `parseArgs` needs to know of them. */
export const SUPERVISE_OPTIONS = {
  supervise: { type: 'boolean' },
  kill: { type: 'string', multiple: true },
  'skip-poison': { type: 'boolean' },
} as const;

/** A supervised run that was asked for. */
export interface Supervise {
  readonly kills: readonly WrittenKill[];
  /** Whether an item at which a thread dies again and again is put aside. */
  readonly skipPoison: boolean;
}

export interface Beside {
  readonly engines: readonly EngineName[] | null;
  readonly channels: readonly ThreadsChannel[] | null;
  /** Other options that cannot stand beside `--supervise`, each with the reason. */
  readonly unfit: Readonly<Record<string, string>>;
}

/**
 * @param values all options as `parseArgs` found them
 * @param beside what else was given; null where it was not
 * @returns null where no supervised run was asked for
 * @throws UsageError in one line that says why
 */
export function superviseIn(
  values: Readonly<Record<string, unknown>>,
  { engines, channels, unfit }: Beside,
): Supervise | null {
  const parsed = schema.safeParse(values);
  if (!parsed.success) fail(`--kill: ${parsed.error.issues[0]?.message}`);
  const { supervise, kill, 'skip-poison': skipPoison } = parsed.data;
  if (!supervise) {
    if (kill.length > 0)
      fail('--kill: expected --supervise with it, found none: without it the run ends with the thread');
    if (skipPoison) fail('--skip-poison: expected --supervise with it, found none');
    return null;
  }
  for (const [name, why] of Object.entries(unfit))
    if (values[name] !== undefined) fail(`--${name}: expected no --supervise with it, found both: ${why}`);
  if (engines?.some((name) => name !== 'threads' && name !== 'cooperative') || engines?.includes('threads') === false)
    fail(
      `--engine: expected threads with --supervise, found ${engines.join(', ')}: only a station on a thread of its own is started again`,
    );
  if (channels?.includes('port'))
    fail(
      '--channel: expected ring with --supervise, found port: what lies in a ring outlives a thread, and a message on its way to a dead thread is lost',
    );
  return { kills: kill, skipPoison };
}

function fail(what: string): never {
  throw new UsageError(what);
}

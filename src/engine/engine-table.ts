/** The table of engines: every list of engines that a user can choose comes from here. Plain data, for the browser too. */

/** What carries items from thread to thread: messages on ports, or rings in shared memory. */
export const THREADS_CHANNELS = ['port', 'ring'] as const;
export type ThreadsChannel = (typeof THREADS_CHANNELS)[number];

export const ENGINE_NAMES = ['cooperative', 'event-loop', 'threads', 'pool'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** A row: an engine, and the channel that carries its items. */
export type EngineRow =
  | { readonly name: 'cooperative' | 'pool'; readonly channel: 'none'; readonly packed: null }
  | { readonly name: 'event-loop'; readonly channel: 'mailbox'; readonly packed: null }
  | {
      readonly name: 'threads';
      readonly channel: ThreadsChannel;
      /** The most threads that the stations share; null for a thread each. */
      readonly packed: number | null;
    };

/** In the order of every table and picture, the baseline first. */
export const ENGINE_ROWS: readonly EngineRow[] = [
  { name: 'cooperative', channel: 'none', packed: null },
  { name: 'event-loop', channel: 'mailbox', packed: null },
  { name: 'threads', channel: 'port', packed: null },
  { name: 'threads', channel: 'ring', packed: null },
  { name: 'pool', channel: 'none', packed: null },
];

/** What tells the engines of a comparison apart. */
export interface EngineLabel {
  readonly name: EngineName;
  readonly channel: EngineRow['channel'];
  /** The most threads that the stations share; null for a thread each, and for the other engines. */
  readonly packed: number | null;
}

/**
 * The name of an engine in tables and errors. The threads engine exists once for each channel, `threads (ring)`, and for each number
 * of threads that its stations share: `threads (ring, 2 threads)`.
 */
export function labelOf({ name, channel, packed }: EngineLabel): string {
  if (name !== 'threads') return name;
  return packed === null ? `${name} (${channel})` : `${name} (${channel}, ${packed} thread${packed === 1 ? '' : 's'})`;
}

/** Whether each thread of an engine runs whole parts of the work. Such an engine runs only lines that are divided into parts. */
export function runsParts(engine: EngineName): boolean {
  return engine === 'pool';
}

/** What is compared with the others. */
export const BASELINE: EngineName = 'cooperative';

/**
 * The rows of the engines and channels that were chosen, in the order of the table.
 *
 * @param packed the most threads for one more row of threads, in which stations share them [no such row]; it has the faster channel
 */
export function engineRows(
  names: readonly EngineName[] = ENGINE_NAMES,
  channels: readonly ThreadsChannel[] = THREADS_CHANNELS,
  packed: number | null = null,
): readonly EngineRow[] {
  const rows = ENGINE_ROWS.filter(
    (row) => names.includes(row.name) && (row.name !== 'threads' || channels.includes(row.channel)),
  );
  const last = rows.findLast((row) => row.name === 'threads');
  return packed === null || last?.name !== 'threads'
    ? rows
    : rows.toSpliced(rows.indexOf(last) + 1, 0, { ...last, packed });
}

/** Other names that an option accepts. A pool that makes whole cakes is a pool of bakers. */
export const ENGINE_ALIASES: Readonly<Record<string, EngineName>> = { bakers: 'pool' };

/** Creates the engine of a row of the table. */
import type { ThreadingPlatform } from '../platform/platform.ts';
import { cooperative } from './cooperative.ts';
import type { Engine } from './engine.ts';
import type { EngineRow } from './engine-table.ts';
import { eventLoop } from './event-loop.ts';
import { placed } from './placed.ts';
import type { Placements } from './placement/placements.ts';
import { pool } from './pool.ts';
import type { Supervision } from './supervise/supervision.ts';
import { threads } from './threads.ts';

export interface CreateOptions {
  /** How long a station on another thread may show no sign of life, in milliseconds, above 0 [10 000]. */
  readonly hangMs?: number | undefined;
  /** Places the stations of a row whose stations share threads [a thread for each station]. */
  readonly placements?: Placements | undefined;
  /** Of threads over rings, a thread for each station: another thread takes the place of one that dies [the run ends]. */
  readonly supervise?: Supervision | null;
}

/** A pool gets as many threads as there are cores. */
export function createEngine(row: EngineRow, platform: ThreadingPlatform, options: CreateOptions = {}): Engine {
  const { hangMs, placements, supervise = null } = options;
  switch (row.name) {
    case 'cooperative':
      return cooperative({ platform });
    case 'event-loop':
      return eventLoop({ platform });
    case 'threads':
      return placements === undefined || row.packed === null
        ? threads({ platform, channel: row.channel, hangMs, supervise })
        : placed({ platform, channel: row.channel, hangMs, placements });
    case 'pool':
      return pool({ platform, threads: platform.cores(), hangMs });
  }
}

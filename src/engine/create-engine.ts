/** Creates the engine of a row of the table. */
import type { ThreadingPlatform } from '../platform/platform.ts';
import { cooperative } from './cooperative.ts';
import type { Engine } from './engine.ts';
import type { EngineRow } from './engine-table.ts';
import { eventLoop } from './event-loop.ts';
import { pool } from './pool.ts';
import { threads } from './threads.ts';

/**
 * A pool gets as many threads as there are cores.
 *
 * @param hangMs how long a station on another thread may show no sign of life, in milliseconds, above 0 [10 000]
 */
export function createEngine(row: EngineRow, platform: ThreadingPlatform, hangMs?: number): Engine {
  switch (row.name) {
    case 'cooperative':
      return cooperative({ platform });
    case 'event-loop':
      return eventLoop({ platform });
    case 'threads':
      return threads({ platform, channel: row.channel, hangMs });
    case 'pool':
      return pool({ platform, threads: platform.cores(), hangMs });
  }
}

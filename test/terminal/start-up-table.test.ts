/** The table of the start-up: what was measured when the threads started, whatever they did afterwards. */
import { expect, test } from 'vitest';
import type { StartedEngine } from '../../src/measure/started.ts';
import { startUpRows } from '../../src/terminal/start-up-table.ts';

const started = (engine: Partial<StartedEngine>): StartedEngine => ({
  name: 'threads',
  channel: 'ring',
  packed: null,
  startupMs: 40,
  threads: 5,
  threadMb: 8,
  ...engine,
});

test('every engine that starts threads has a row, also with one thread', () => {
  expect(
    startUpRows([
      started({ name: 'cooperative', channel: 'none', threads: 1 }),
      started({ name: 'event-loop', channel: 'mailbox', threads: 1 }),
      started({}),
      started({ packed: 1, threads: 1, startupMs: 9 }),
      started({ name: 'pool', channel: 'none', threads: 2, startupMs: 1234 }),
    ]),
  ).toEqual([
    '  threads (ring)             40 ms  5 threads',
    '  threads (ring, 1 thread)  9.0 ms   1 thread',
    '  pool                      1.23 s  2 threads',
  ]);
});

test('there are none where no threads were started', () => {
  expect(startUpRows([started({ name: 'cooperative', channel: 'none', threads: 1 })])).toEqual([]);
});

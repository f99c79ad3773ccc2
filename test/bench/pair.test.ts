/** The smallest line: every item arrives, under every engine, and the samples are costs. */
import { expect, test } from 'vitest';
import { pairCosts } from '../../src/bench/messages/pair.ts';
import { cooperative } from '../../src/engine/cooperative.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { eventLoop } from '../../src/engine/event-loop.ts';
import { threads } from '../../src/engine/threads.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';

const PLAN = { leastItems: 1000, leastMs: 1, runs: 3 };

test.each<[string, () => Engine]>([
  ['a call', () => cooperative({ platform })],
  ['a mailbox', () => eventLoop({ platform })],
  ['a port', () => threads({ platform, channel: 'port' })],
  ['a port, one by one', () => threads({ platform, channel: 'port', oneByOne: true })],
  ['a ring', () => threads({ platform, channel: 'ring' })],
])('over %s', async (_, create) => {
  const engine = create();
  try {
    const samples = await pairCosts(engine, PLAN);
    expect(samples).toHaveLength(3);
    for (const ns of samples) expect(ns).toBeGreaterThan(0);
  } finally {
    await engine.close();
  }
});

test('items that are lost are an error', async () => {
  const engine = cooperative({ platform });
  const losing: Engine = {
    ...engine,
    async run(line, options) {
      const run = await engine.run(line, options);
      return {
        ...run,
        stations: run.stations.map((station) => ({ ...station, accounts: [{ count: 7, checksum: 0 }] })),
      };
    },
  };
  await expect(pairCosts(losing, PLAN)).rejects.toThrow('found {"count":7,"checksum":0}');
});

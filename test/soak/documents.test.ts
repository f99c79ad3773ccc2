/** Every document is refused in one clear line, or baked with books that balance. `npm run soak` tries ten thousand. */
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { DELIVERIES, type Order } from '../../src/cake/recipe/order.ts';
import { cooperative } from '../../src/engine/cooperative.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { eventLoop } from '../../src/engine/event-loop.ts';
import { threads } from '../../src/engine/threads.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { bread } from '../cake/bread.ts';
import { arbitraryDocument } from './arbitrary-document.ts';
import { outcomeOf } from './outcome.ts';

const onOneThread = [cooperative({ platform }), eventLoop({ platform })];
const onThreads = [threads({ platform, channel: 'port' }), threads({ platform, channel: 'ring' })];
afterAll(async () => {
  for (const engine of onThreads) await engine.close();
});

const arbitraryOrder: fc.Arbitrary<Order> = fc.record({
  cakes: fc.integer({ min: 1, max: 3 }),
  seed: fc.integer(),
  delivery: fc.constantFrom(...DELIVERIES),
});

describe('every document is refused in one clear line or baked with books that balance', () => {
  test('on one thread, with and without timers', async () => {
    const kinds = { refused: 0, baked: 0 };
    await fc.assert(
      fc.asyncProperty(arbitraryDocument, arbitraryOrder, async (text, order) => {
        kinds[(await outcomeOf(text, order, onOneThread)).kind]++;
      }),
      { numRuns: 500 },
    );
    // If all documents were of one kind, the test would show little.
    expect(Math.min(kinds.refused, kinds.baked)).toBeGreaterThan(50);
  });

  test('on threads', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDocument, arbitraryOrder, async (text, order) => {
        await outcomeOf(text, order, [...onOneThread, ...onThreads]);
      }),
      { numRuns: 15 },
    );
  });
});

test('any other outcome is an error', async () => {
  const order: Order = { cakes: 2, seed: 1, delivery: 'order' };
  const correct = cooperative({ platform });
  const forgetful: Engine = {
    ...correct,
    run: async (line) => ({ ...(await correct.run(line)), stations: [] }),
  };
  await expect(outcomeOf(bread(), order, [forgetful])).rejects.toThrow('do not balance');
  const idle: Engine = {
    ...correct,
    name: 'event-loop',
    async run(line) {
      const run = await correct.run(line);
      return { ...run, stations: run.stations.map((station) => ({ ...station, digest: 1 })) };
    },
  };
  await expect(outcomeOf(bread(), order, [correct, idle])).rejects.toThrow('the engines disagree');
  const unclear = { ...order, cakes: Number.NaN };
  await expect(outcomeOf(bread(), unclear, [correct])).rejects.toThrow('expected NaN cakes, found 0');
});

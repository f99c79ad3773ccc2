import { expect, test } from 'vitest';
import { bake, taskOf } from '../../src/cake/bake.ts';
import { lineOf } from '../../src/cake/cake-line.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import type { Order } from '../../src/cake/recipe/order.ts';
import { underWorkload } from '../../src/cake/recipe/workload.ts';
import { cooperative } from '../../src/engine/cooperative.ts';
import type { Engine, LineRun } from '../../src/engine/engine.ts';
import { DisagreementError } from '../../src/measure/agreement.ts';
import { race } from '../../src/measure/race.ts';
import { BooksError } from '../../src/measure/run.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';

const graph = graphOf(underWorkload(chocolateCake, 'message-bound'), 'test');
const order: Order = { cakes: 4, seed: 1, delivery: 'order' };
const line = lineOf(graph, order, { iterationsPerUs: 1, parts: 0 });
const honest = cooperative({ platform });

/** An engine that bakes honestly and then changes its report. */
function dishonest(change: (run: LineRun) => LineRun): Engine {
  return { ...honest, name: 'event-loop', run: async (asked) => change(await honest.run(asked)) };
}

const forgetful = dishonest((run) => ({
  ...run,
  stations: run.stations.map((station) =>
    station.name === 'oven' ? { ...station, accounts: [{ received: 8, made: 3, sent: [3], left: [0, 0] }] } : station,
  ),
}));
const lazy = dishonest((run) => ({
  ...run,
  stations: run.stations.map((station) => (station.name === 'oven' ? { ...station, digest: 1 } : station)),
}));

test('books that do not balance are an error that says what is missing', async () => {
  await expect(bake(forgetful, graph, line)).rejects.toThrow(BooksError);
  await expect(bake(forgetful, graph, line)).rejects.toThrow('dry_mix that reached the oven: expected 4, found 3');
});

test('a station without an account is an error', async () => {
  const silent = dishonest((run) => ({ ...run, stations: run.stations.map((s) => ({ ...s, accounts: [null] })) }));
  await expect(bake(silent, graph, line)).rejects.toThrow('"butter melter" did not report what it received and made');
});

test('engines that did not do the same work are an error, not a result', async () => {
  const racers = [honest, lazy].map((engine) => ({ engine, startupMs: 0 }));
  const meter = { sample: async () => {}, capacity: () => 1 };
  const result = race({
    workload: 'message-bound',
    task: taskOf(graph, line),
    items: 40,
    products: 4,
    serviceTimesUs: [],
    racers,
    longer: null,
    meter,
    rounds: { kind: 'fixed', count: 1 },
    clock: platform.clock,
    step() {},
  });
  await expect(result).rejects.toThrow(DisagreementError);
  await expect(result).rejects.toThrow(
    /the engines disagree: cooperative made 4 products.*; event-loop made 4 products/,
  );
});

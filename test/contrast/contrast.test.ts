/** The contrast: how long its races may take, and which engine sits out. */
import { describe, expect, test } from 'vitest';
import { lineOf } from '../../src/cake/cake-line.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { withCopies } from '../../src/cake/recipe/copies.ts';
import { eventLoopOrderUs, orderUs } from '../../src/cake/recipe/duration.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { underWorkload } from '../../src/cake/recipe/workload.ts';
import { type Contrast, type ContrastOptions, contrast } from '../../src/contrast/contrast.ts';
import { startupText } from '../../src/contrast/contrast-text.ts';
import { FULL_RUN, QUICK_RUN, roundsFor } from '../../src/contrast/run-lengths.ts';
import { WORKLOADS } from '../../src/measure/workload.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { deliveriesFrom } from '../cake/arbitrary-line.ts';
import { buns } from '../cake/buns.ts';

describe('the rounds', () => {
  test('of all workloads together share the budget, and one workload alone has all of it', () => {
    const budgets = WORKLOADS.map((workload) => roundsFor(workload, WORKLOADS, FULL_RUN, null));
    const sum = budgets.reduce((ms, rounds) => ms + (rounds.kind === 'until-narrow' ? rounds.budgetMs : 0), 0);
    expect(sum).toBeCloseTo(FULL_RUN.budgetMs);
    expect(roundsFor('wait-bound', ['wait-bound'], FULL_RUN, null)).toMatchObject({ budgetMs: FULL_RUN.budgetMs });
  });

  test('are as many as the user asks for', () => {
    expect(roundsFor('cpu-bound', WORKLOADS, FULL_RUN, 9)).toEqual({ kind: 'fixed', count: 9 });
  });

  test('of a quick run are two', () => {
    expect(roundsFor('cpu-bound', WORKLOADS, QUICK_RUN, null)).toMatchObject({ least: 2, most: 2 });
  });
});

describe('rests that are shorter than a timer', () => {
  const resting = (restMs: number) => ({
    ...chocolateCake,
    stations: chocolateCake.stations.map((station) => ({ ...station, workUs: 0, restMs })),
  });
  const graph = (restMs: number) => graphOf(underWorkload(resting(restMs), 'wait-bound'), 'test');

  test('take as long as the shortest sleep of a thread, or the shortest timer', () => {
    // One rest for each of the four products of a cake; the sleeps of one thread add up, and the timers of the event loop overlap.
    expect(orderUs(graph(0.001), 1)).toBeGreaterThan(4 * 50);
    expect(eventLoopOrderUs(graph(0.001), 1)).toBeGreaterThan(1000);
    expect(eventLoopOrderUs(graph(20), 1) / orderUs(graph(20), 1)).toBeCloseTo(1 / 4, 1);
  });

  test('make the event loop sit out where it would take ten times as long, and the result says why', async () => {
    const many = resting(0.001);
    const one = {
      ...many,
      stations: many.stations.map((station, i) => (i === 0 ? station : { ...station, restMs: 0 })),
    };
    const { workloads } = await contrast(
      {
        platform,
        recipe: one,
        source: 'test',
        workloads: ['wait-bound'],
        engines: ['event-loop'],
        channels: [],
        cakes: { kind: 'count', count: 3 },
        seed: 1,
        delivery: 'order',
        rounds: () => ({ kind: 'fixed', count: 1 }),
        warmUps: 0,
        steady: false,
      },
      { planned() {}, machine() {}, step() {}, workload() {} },
    );
    expect(workloads.map(({ engines }) => engines.map(({ name }) => name))).toEqual([['cooperative']]);
    expect(workloads.map(({ skipped }) => skipped)).toEqual([
      [{ name: 'event-loop', reason: expect.stringMatching(/^a timer takes a millisecond or more, .* about 3 ms$/) }],
    ]);
  });
});

describe('the start', () => {
  test('of stations that share threads is shown as it was measured, wherever the races place them', async () => {
    const result = await contrast(
      {
        platform,
        recipe: chocolateCake,
        source: 'test',
        workloads: ['message-bound'],
        engines: ['event-loop', 'threads', 'pool'],
        channels: ['ring'],
        threads: 1,
        cakes: { kind: 'count', count: 2 },
        seed: 1,
        delivery: 'order',
        rounds: () => ({ kind: 'fixed', count: 1 }),
        warmUps: 0,
        steady: false,
      },
      { planned() {}, machine() {}, step() {}, workload() {} },
    );
    expect(result.started.map(({ name, packed, threads }) => [name, packed, threads])).toEqual([
      ['cooperative', null, 1],
      ['event-loop', null, 1],
      ['threads', null, 5],
      ['threads', 1, 1],
      ['pool', null, platform.cores()],
    ]);
    const rows = startupText(result, (_, text) => text).split('\n');
    expect(rows.filter((row) => row.startsWith('  threads (ring, 1 thread) '))).toHaveLength(1);
    // Two lines of title, and a row for each engine that starts threads.
    expect(rows).toHaveLength(2 + 3);
  });
});

describe('the longer runs', () => {
  const raced = (changes: Partial<ContrastOptions>, steps: string[] = []) =>
    contrast(
      {
        platform,
        recipe: chocolateCake,
        source: 'test',
        workloads: ['cpu-bound', 'wait-bound', 'message-bound'],
        engines: ['threads'],
        channels: ['port', 'ring'],
        cakes: { kind: 'count', count: 2 },
        seed: 1,
        delivery: 'order',
        rounds: () => ({ kind: 'fixed', count: 2 }),
        warmUps: 0,
        steady: true,
        ...changes,
      },
      { planned() {}, machine() {}, step: (what) => steps.push(what), workload() {} },
    );
  const steadyOf = ({ workloads }: Contrast) => workloads.map(({ steady }) => steady);

  test('are made over rings, with twice the cakes, and once by the cooperative engine', async () => {
    const steps: string[] = [];
    const [working, resting, passing] = steadyOf(await raced({}, steps));
    // Null on a machine so busy that a longer run took no longer.
    if (working) expect(working).toMatchObject({ name: 'threads', channel: 'ring', products: 4 });
    if (resting) expect(resting).toMatchObject({ name: 'threads', channel: 'ring', products: 4 });
    expect(passing).toBeNull();
    const longer = steps.filter((step) => step.includes('a longer run'));
    expect(longer.filter((step) => step.includes('cooperative'))).toHaveLength(2);
    expect(longer.filter((step) => step.includes('threads (ring)'))).toHaveLength(4);
    expect(longer).toHaveLength(6);
  });

  test.each<[string, Partial<ContrastOptions>]>([
    ['the cakes are drawn at random', { delivery: 'random' }],
    ['no threads take part', { engines: ['pool'] }],
    ['they are not asked for', { steady: false }],
  ])('are not made where %s', async (_, changes) => {
    const steps: string[] = [];
    expect(steadyOf(await raced({ workloads: ['cpu-bound'], ...changes }, steps))).toEqual([null]);
    expect(steps.filter((step) => step.includes('a longer run'))).toEqual([]);
  });

  test('begin with the ingredients of the short run', () => {
    const graph = graphOf(underWorkload(chocolateCake, 'cpu-bound'), 'test');
    const order = { cakes: 3, seed: 7, delivery: 'order' } as const;
    const deliveriesOf = (times: number) =>
      deliveriesFrom(lineOf(graph, order, { iterationsPerUs: 0, parts: 0, times }));
    const short = [...deliveriesOf(1)];
    expect([...deliveriesOf(3)]).toEqual([...short, ...short, ...short]);
  });
});

describe('the cakes of a recipe that makes several at once', () => {
  const raced = (cakes: ContrastOptions['cakes'], recipe = buns) =>
    contrast(
      {
        platform,
        recipe,
        source: 'test',
        workloads: ['message-bound'],
        engines: ['event-loop', 'pool'],
        channels: [],
        cakes,
        seed: 1,
        delivery: 'order',
        rounds: () => ({ kind: 'fixed', count: 1 }),
        warmUps: 0,
        steady: false,
      },
      { planned() {}, machine() {}, step() {}, workload() {} },
    );

  test('are whole lots, if the user does not say how many', async () => {
    const { workloads } = await raced({ kind: 'time', ms: { 'cpu-bound': 1, 'wait-bound': 1, 'message-bound': 1 } });
    expect(workloads[0]?.engines.map(({ leftovers }) => leftovers)).toEqual([{}, {}, {}]);
    const cakes = workloads[0]?.order.cakes ?? 0;
    expect([cakes % 24, cakes > 24]).toEqual([0, true]);
  });

  test('keep the copies of each station equally busy', async () => {
    const ms = { 'cpu-bound': 1, 'wait-bound': 1, 'message-bound': 1 };
    const { workloads } = await raced({ kind: 'time', ms }, withCopies(buns, 'oven', 3));
    // A dozen in each of three ovens, and two dozen from each dough.
    expect(graphOf(withCopies(buns, 'oven', 3), 'buns').evenLot).toBe(72);
    expect((workloads[0]?.order.cakes ?? 1) % 72).toBe(0);
    const made = workloads[0]?.engines[0]?.stations
      .filter(({ name }) => name.startsWith('oven'))
      .map((one) => one.made);
    expect(made).toEqual([made?.[0], made?.[0], made?.[0]]);
  });

  test('are as many as the user says, and every engine leaves the same', async () => {
    const { workloads } = await raced({ kind: 'count', count: 20 });
    for (const { products, leftovers, name, speedup } of workloads[0]?.engines ?? []) {
      expect([name, products, leftovers]).toEqual([name, 20, { bun: 4, glaze: 4 }]);
      expect(speedup.limit).toBe(1);
    }
  });
});

describe('a recipe with two ovens', () => {
  const steps: string[] = [];
  const raced = (delivery: ContrastOptions['delivery']) =>
    contrast(
      {
        platform,
        recipe: withCopies(chocolateCake, 'oven', 2),
        source: 'test',
        workloads: ['cpu-bound'],
        engines: ['event-loop', 'threads', 'pool'],
        channels: ['ring'],
        cakes: { kind: 'count', count: 7 },
        seed: 1,
        delivery,
        rounds: () => ({ kind: 'fixed', count: 1 }),
        warmUps: 0,
        steady: true,
      },
      { planned() {}, machine() {}, step: (what) => steps.push(what), workload() {} },
    );
  const STATIONS = ['butter melter', 'wet mixer', 'dry mixer', 'oven 1', 'oven 2'];

  test('is raced with both as stations, under the limit that they allow, and in a longer run too', async () => {
    const { workloads } = await raced('order');
    const [result] = workloads;
    // Of 800 us for a cake, the mixers take 200 each, and the first oven bakes four of the seven.
    expect(result?.lineLimit).toBeCloseTo(4);
    expect(result?.engines).toHaveLength(5);
    for (const { products, leftovers, stations } of result?.engines ?? []) {
      expect([products, leftovers]).toEqual([7, {}]);
      expect(stations.map(({ name, made }) => [name, made])).toEqual(
        STATIONS.map((name) => [name, name === 'oven 1' ? 4 : name === 'oven 2' ? 3 : 7]),
      );
    }
    expect(steps).toContain('cpu-bound, a longer run, threads (ring)');
  });

  test('bakes as many cakes under every engine with random delivery, where it has no parts for a pool', async () => {
    const { workloads } = await raced('random');
    const [result] = workloads;
    expect(result?.engines.map(({ name }) => name)).toEqual(['cooperative', 'event-loop', 'threads', 'threads']);
    const [first, ...others] = result?.engines.map(({ stations }) => stations.map(({ made }) => made)) ?? [];
    expect(others).toEqual([first, first, first]);
  });
});

/** The simulation: the same coroutines as in a real run, so the same events, at times that follow from the work alone. */
import { describe, expect, test } from 'vitest';
import { bake } from '../../src/cake/bake.ts';
import { lineOf } from '../../src/cake/cake-line.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { underWorkload } from '../../src/cake/recipe/workload.ts';
import * as exported from '../../src/cake/stations.ts';
import { cooperative } from '../../src/engine/cooperative.ts';
import { eventLoop } from '../../src/engine/event-loop.ts';
import { withCapacity } from '../../src/line/line.ts';
import { simulate, type Way } from '../../src/measure/simulation/simulate.ts';
import { ITERATIONS_PER_US } from '../../src/measure/simulation/simulated-station.ts';
import type { Workload } from '../../src/measure/workload.ts';
import { nodePlatform } from '../../src/platform/node/platform.ts';
import { depthsOf } from '../../src/trace/depths.ts';
import { busyOf, endNs, leftNs } from '../../src/trace/metrics.ts';
import { traceOf } from '../../src/trace/recorder.ts';

const CAKES = 60;
const FREE = { itemNs: 0, messageNs: 0 };
const ONE_THREAD: Way = { kind: 'one-thread', callNs: 0 };
const TIMERS: Way = { kind: 'timers', cost: FREE, timer: { lateNs: 0, leastNs: 0 } };
const each = (atOnce: number): Way => ({ kind: 'a-thread-each', cost: FREE, atOnce, timer: null });
const pool = (threads: number, atOnce: number): Way => ({ kind: 'pool', callNs: 0, threads, atOnce });

function lineFor(workload: Workload, iterationsPerUs = ITERATIONS_PER_US, cakes = CAKES) {
  const graph = graphOf(underWorkload(chocolateCake, workload), 'test');
  return { graph, line: lineOf(graph, { cakes, seed: 1, delivery: 'order' }, { iterationsPerUs, parts: 8 }) };
}

/** What one thread needs for a cake: all stations, one after the other. And the slowest of them. */
const SUM_NS = 1000 * (200 + 160 + 200 + 240);
const OVEN_NS = 1000 * 240;

describe('a simulated run', () => {
  test('has the events of a recorded run of the cooperative engine, in the same order', async () => {
    const { graph, line } = lineFor('cpu-bound', 0);
    const { recording } = await bake(cooperative({ platform: nodePlatform }), graph, line, { events: 10_000 });
    if (recording === null) throw new Error('expected a recording, found none');
    const items = ({ tracks }: ReturnType<typeof traceOf>) =>
      tracks.map(({ station, events }) => [
        station,
        events.flatMap(({ kind, item }) => (item === null ? [] : [`${kind} ${item}`])),
      ]);
    const real = traceOf('cooperative', recording);
    const simulated = simulate(line, exported, ONE_THREAD);
    expect(items(simulated)).toEqual(items(real));
    expect(simulated.edges).toEqual(real.edges);
    expect(simulated.alphabet).toEqual(real.alphabet);
  });

  test('moves over its belts what a recorded run of the event loop moves', async () => {
    const { graph, line } = lineFor('wait-bound', 0, 3);
    const { recording } = await bake(eventLoop({ platform: nodePlatform }), graph, line, { events: 10_000 });
    if (recording === null) throw new Error('expected a recording, found none');
    const counts = (trace: ReturnType<typeof traceOf>) =>
      busyOf(trace).map(({ station, receivedCount, sentCount }) => ({ station, receivedCount, sentCount }));
    const real = traceOf('event-loop', recording);
    const simulated = simulate(line, exported, TIMERS);
    expect(counts(simulated)).toEqual(counts(real));
    expect(simulated.edges).toEqual(real.edges);
  });

  test.each([
    ['one thread', ONE_THREAD],
    ['timers', TIMERS],
    ['a thread each on one core', each(1)],
    ['a pool on one core', pool(4, 1)],
  ])('takes as long as all work together: %s', (_, way) => {
    const { line } = lineFor('cpu-bound');
    expect(endNs(simulate(line, exported, way))).toBeCloseTo(CAKES * SUM_NS, 0);
  });

  test.each([1.3, 2, 4, 64])('is no faster than the cores, nor than the slowest station: %s cores', (atOnce) => {
    const { line } = lineFor('cpu-bound');
    const tookNs = endNs(simulate(line, exported, each(atOnce)));
    const boundNs = CAKES * Math.max(OVEN_NS, SUM_NS / atOnce);
    expect(tookNs).toBeGreaterThanOrEqual(boundNs - 1);
    // To fill the line and to empty it takes a few cakes.
    expect(tookNs).toBeLessThan(1.15 * boundNs);
  });

  test('divides an order among the threads of a pool', () => {
    const { line } = lineFor('cpu-bound');
    const trace = simulate(line, exported, pool(2, 2));
    // One of the 8 parts may be left when there is nothing for the other thread to do.
    expect(endNs(trace)).toBeGreaterThanOrEqual((CAKES / 2) * SUM_NS - 1);
    expect(endNs(trace)).toBeLessThan((CAKES / 2 + CAKES / 8) * SUM_NS);
    expect(leftNs(trace)).toHaveLength(CAKES);
    expect(new Set(trace.tracks.map(({ copy }) => copy?.thread))).toEqual(new Set([1, 2]));
  });

  test('overlaps rests with timers and with threads, and not on one thread', () => {
    const { line } = lineFor('wait-bound');
    expect(endNs(simulate(line, exported, ONE_THREAD))).toBeCloseTo(CAKES * 20e6, 0);
    for (const way of [TIMERS, each(1)]) {
      const tookNs = endNs(simulate(line, exported, way));
      expect(tookNs).toBeGreaterThanOrEqual(CAKES * 8e6);
      expect(tookNs).toBeLessThan(1.15 * CAKES * 8e6);
    }
  });

  test('rests on a timer for as long as the timer takes', () => {
    const { line } = lineFor('wait-bound', ITERATIONS_PER_US, 1);
    const tookNs = (lateNs: number, leastNs: number) =>
      endNs(simulate(line, exported, { kind: 'timers', cost: FREE, timer: { lateNs, leastNs } }));
    // The longest way: the melter or the dry mixer, the wet mixer, the oven.
    expect(tookNs(0, 0)).toBeCloseTo((3 + 4 + 8) * 1e6, 0);
    expect(tookNs(1e6, 0)).toBeCloseTo((3 + 4 + 8 + 3) * 1e6, 0);
    expect(tookNs(0, 5e6)).toBeCloseTo((5 + 5 + 8) * 1e6, 0);
  });

  test.each([1, 2, 8, 64])('never has more on a belt than it holds: %s', (capacity) => {
    const { line } = lineFor('cpu-bound');
    const trace = simulate(
      withCapacity(line, () => capacity),
      exported,
      // Without a cost, many items would pass in the same nanosecond.
      { kind: 'a-thread-each', cost: { itemNs: 2, messageNs: 2 }, atOnce: 2, timer: null },
    );
    expect(leftNs(trace)).toHaveLength(CAKES);
    // The sender of a full channel shows one item more: see depthsOf.
    for (const { depth } of depthsOf(trace)) expect(Math.max(0, ...depth)).toBeLessThanOrEqual(capacity + 1);
  });

  test('takes longer where items and messages cost something', () => {
    const { line } = lineFor('message-bound');
    const tookNs = (itemNs: number, messageNs: number) =>
      endNs(simulate(line, exported, { kind: 'a-thread-each', cost: { itemNs, messageNs }, atOnce: 2, timer: null }));
    expect(tookNs(0, 0)).toBe(0);
    expect(tookNs(100, 0)).toBeGreaterThan(0);
    expect(tookNs(100, 10_000)).toBeGreaterThan(tookNs(100, 0));
  });
});

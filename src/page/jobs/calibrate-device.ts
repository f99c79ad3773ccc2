/** Calibrates a simulation: the cost of moving items, from runs in which the stations do nothing else. */
import { lineOf } from '../../cake/cake-line.ts';
import { itemsOnEdges } from '../../cake/edge-items.ts';
import { chocolateCake } from '../../cake/recipe/chocolate-cake.ts';
import { graphOf, itemsPerCake } from '../../cake/recipe/graph.ts';
import { underWorkload } from '../../cake/recipe/workload.ts';
import { warmUpLines } from '../../cake/warm-up-lines.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import type { ThreadsChannel } from '../../engine/engine-table.ts';
import { eventLoop } from '../../engine/event-loop.ts';
import { pool } from '../../engine/pool.ts';
import { LoopWaker, restOnTimer } from '../../engine/station/waker.ts';
import { threads } from '../../engine/threads.ts';
import { type Line, specsOf } from '../../line/line.ts';
import { calibrate } from '../../measure/machine/calibrate.ts';
import { capacityMeters } from '../../measure/machine/capacity.ts';
import { itemCostUs, type LineShape, MANY_PRODUCTS } from '../../measure/model.ts';
import type { TimerCost } from '../../measure/simulation/station-thread.ts';
import { medianOf } from '../../measure/statistics/samples.ts';
import { warmUp } from '../../measure/warm-up.ts';
import type { Clock, ThreadingPlatform } from '../../platform/platform.ts';
import type { Calibration } from '../experiment/calibration.ts';
import { PARTS_PER_CORE } from '../experiment/setting.ts';

/** Clocks are coarse: a run moves so many items that it takes many of their steps. */
const ITEMS = 100_000;
/** With a message for each item a run takes as long with fewer. */
const ITEMS_ONE_BY_ONE = 10_000;
const RUNS = 3;
/** A run of one cake is soon over. */
const SINGLE_RUNS = 9;
const CAPACITY_SAMPLES = 5;

/** What does not change from one moment to the next. */
export type Costs = Omit<Calibration, 'slowdown' | 'parallelCapacity'>;

/** @param step called before each part */
export async function calibrateDevice(
  platform: ThreadingPlatform,
  channel: ThreadsChannel,
  step: (what: string) => void,
): Promise<Costs> {
  const cores = platform.cores();
  step('calibrating: the speed of the cores');
  const iterationsPerUs = calibrate(platform.clock);
  const bakers = pool({ platform, threads: cores });
  const engines = {
    calls: cooperative({ platform }),
    mailboxes: eventLoop({ platform }),
    batches: threads({ platform, channel }),
    oneByOne: threads({ platform, channel, oneByOne: true }),
  };
  try {
    const meter = capacityMeters(bakers, cores, iterationsPerUs).resuming;
    for (let i = 0; i < CAPACITY_SAMPLES; i++) await meter.sample();
    step('calibrating: what it costs to move an item');
    const lines = warmUpLines(chocolateCake, chocolateCake.name, { seed: 1, cores, iterationsPerUs });
    await warmUp([engines.calls, engines.mailboxes, engines.batches], lines, 1, () => {});
    await warmUp([engines.oneByOne], lines, 0, () => {});
    const many = emptyOrder(ITEMS);
    const few = emptyOrder(ITEMS_ONE_BY_ONE);
    const atOnce = meter.capacity();
    const itemNs = await crossingNs(engines.batches, many, atOnce);
    const aloneNs = await crossingNs(engines.oneByOne, few, atOnce);
    step('calibrating: what it costs to start');
    const single = emptyOrder(1).line;
    const startMs = {
      'one-thread': (await medianNs(engines.calls, single, SINGLE_RUNS)) / 1e6,
      timers: (await medianNs(engines.mailboxes, single, SINGLE_RUNS)) / 1e6,
      'a-thread-each': (await medianNs(engines.batches, single, SINGLE_RUNS)) / 1e6,
      pool: (await medianNs(bakers, partsOf(cores), SINGLE_RUNS)) / 1e6,
    };
    step('calibrating: timers');
    return {
      iterationsPerUs,
      cores,
      callNs: (await medianNs(engines.calls, many.line)) / (many.moved + many.cakes),
      mailbox: { itemNs: (await medianNs(engines.mailboxes, many.line)) / many.moved, messageNs: 0 },
      channel,
      crossing: { itemNs, messageNs: Math.max(0, aloneNs - itemNs) },
      timer: await timerCost(platform.clock),
      startMs,
    };
  } finally {
    await Promise.all([bakers, ...Object.values(engines)].map((engine) => engine.close()));
  }
}

interface EmptyOrder {
  readonly line: Line;
  readonly cakes: number;
  /** How often an item goes over an edge. */
  readonly moved: number;
  /** For the model: all cakes together as one product of many, so that nothing is charged for filling the line. */
  readonly shape: LineShape;
}

function emptyOrder(items: number): EmptyOrder {
  const graph = graphOf(underWorkload(chocolateCake, 'message-bound'), chocolateCake.name);
  const order = { cakes: Math.ceil(items / itemsPerCake(graph)), seed: 1, delivery: 'order' } as const;
  const line = lineOf(graph, order, { iterationsPerUs: 0, parts: 0 });
  const onEdges = itemsOnEdges(line, graph, order);
  const names = specsOf(line).map(({ name }) => name);
  return {
    line,
    cakes: order.cakes,
    moved: onEdges.reduce((sum, count) => sum + count, 0),
    shape: {
      // There is no work to share.
      workShares: names.map(() => 1 / names.length),
      edges: line.edges.map(({ from, to, capacity }, i) => ({
        from: names.indexOf(from),
        to: names.indexOf(to),
        items: onEdges[i] ?? 0,
        capacity,
      })),
    },
  };
}

/** A cake for each part of an order, so that nearly all of the time goes into handing them out. */
function partsOf(cores: number): Line {
  const parts = PARTS_PER_CORE * cores;
  const graph = graphOf(underWorkload(chocolateCake, 'message-bound'), chocolateCake.name);
  return lineOf(graph, { cakes: parts, seed: 1, delivery: 'order' }, { iterationsPerUs: 0, parts });
}

async function medianNs(engine: Engine, line: Line, runs = RUNS): Promise<number> {
  const samples: number[] = [];
  for (let i = 0; i < runs; i++) samples.push((await engine.run(line)).wallMs * 1e6);
  return medianOf(samples);
}

/** What it costs to move an item from thread to thread, both ends together. */
async function crossingNs(engine: Engine, { line, shape }: EmptyOrder, atOnce: number): Promise<number> {
  return (
    1000 * itemCostUs(shape, { workUs: 0, products: MANY_PRODUCTS }, (await medianNs(engine, line)) / 1000, atOnce)
  );
}

const LEAST_TIMERS = 12;
const REST_MS = 8;
const RESTS = 5;

/** Timers that one sets after the other: a browser makes such a timer wait for some milliseconds at least. */
async function timerCost(clock: Clock): Promise<TimerCost> {
  const waker = new LoopWaker();
  const took = async (ms: number): Promise<number> => {
    const beganNs = clock.nowNs();
    await restOnTimer(ms, waker, clock);
    return clock.nowNs() - beganNs;
  };
  const short: number[] = [];
  for (let i = 0; i < LEAST_TIMERS; i++) short.push(await took(1));
  const long: number[] = [];
  for (let i = 0; i < RESTS; i++) long.push(await took(REST_MS));
  // The first few timers are not yet held back.
  return { leastNs: medianOf(short.slice(LEAST_TIMERS / 2)), lateNs: Math.max(0, medianOf(long) - REST_MS * 1e6) };
}

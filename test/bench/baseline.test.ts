/** The lines written by hand bake what was ordered, and the text says what was measured. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBareLine } from '../../src/bench/baseline/bare-line.ts';
import { bareRing } from '../../src/bench/baseline/bare-rings.ts';
import { bakeByHand } from '../../src/bench/baseline/hand-line.ts';
import { type BaselineDocument, widePairs } from '../../src/bench/baseline/pairs.ts';
import { measureSide, type SideName } from '../../src/bench/baseline/sides.ts';
import { baselineText } from '../../src/bench/baseline/text.ts';
import { BENCH_WORKER } from '../../src/bench/series.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { deliveriesOf } from '../../src/cake/recipe/order.ts';
import { buildWorker, type SingleWorker } from '../../src/platform/node/single-worker.ts';

const graph = graphOf(chocolateCake, chocolateCake.name);
const deliveriesFor = (cakes: number, seed: number) => deliveriesOf(graph, { cakes, seed, delivery: 'order' });

let worker: SingleWorker;
beforeAll(async () => {
  worker = await buildWorker(BENCH_WORKER);
});
afterAll(() => worker.clear());

test('on one thread it bakes what was ordered, in every order of delivery', () => {
  for (const seed of [1, 2, 3]) expect(bakeByHand(deliveriesFor(100, seed))).toBe(100);
});

describe.each(['ring', 'port'] as const)('on threads over %ss', (channel) => {
  test.each([
    [8, 2],
    [64, 16],
    [16_384, 4096],
  ])('with a capacity of %i and batches of %i it bakes what was ordered, again and again', async (capacity, batch) => {
    const line = openBareLine(channel, worker.path, capacity, batch);
    try {
      for (const seed of [1, 2, 3]) expect((await line.run(deliveriesFor(2000, seed))).cakes).toBe(2000);
      expect((await line.run(deliveriesFor(1, 1))).cakes).toBe(1);
    } finally {
      await line.close();
    }
  });
});

const SIDES: readonly SideName[] = [
  'cooperative',
  'by hand',
  'threads (ring)',
  'bare rings',
  'threads (port)',
  'bare ports',
];

test.each(SIDES)('%s: a process can measure it', async (side) => {
  const { wallNs, cpuNs } = await measureSide(side, worker.path, { cakes: 500, warmUps: 1, runs: 2 });
  expect(wallNs).toBeGreaterThan(0);
  expect(cpuNs).toBeGreaterThan(0);
});

test('a ring whose capacity is not a power of two is refused', () => {
  expect(() => bareRing(100, 25, new SharedArrayBuffer(128))).toThrow('a power of two, found 100');
});

describe('the text', () => {
  const side = (ns: number) => ({
    wallNs: { median: ns, samples: [ns] },
    cpuNs: { median: 2 * ns, samples: [2 * ns] },
  });
  const ratio = (low: number, high: number, confidence = 0.95) => ({ median: 1.25, low, high, confidence });
  const document = (one: ReturnType<typeof ratio>): BaselineDocument => ({
    schema: 1,
    machine: { node: '20.0.0', platform: 'linux x64', cpu: 'A Processor', cores: 2 },
    noise: { loadBefore: 0, stolen: 0, others: null, throttled: null, noisy: false, reasons: [], parts: null },
    rounds: 7,
    pairs: [{ name: 'one thread', ours: side(50), bare: side(40), ratio: one, cpuRatio: one }],
  });
  const plain = (_: unknown, text: string): string => text;

  test('has a row for each pair, with the interval of the ratio', () => {
    const text = baselineText(document(ratio(1.2, 1.3)), plain);
    expect(text).toMatch(/one thread\s+50\.0\s+40\.0\s+1\.25\s+1\.20-1\.30\s+1\.25/);
    expect(text).toContain('A Processor, 2 cores');
    expect(text).toContain('medians of 7 fresh processes');
    expect(text).not.toContain('noisy');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('gives no interval from too few rounds', () => {
    expect(baselineText(document(ratio(1.2, 1.3, 0.75)), plain)).toContain('too few rounds');
  });

  test('names a pair whose rounds differ widely', () => {
    expect(widePairs(document(ratio(1.2, 1.3)).pairs)).toEqual([]);
    expect(widePairs(document(ratio(1, 1.6)).pairs)).toEqual(['one thread']);
    expect(widePairs(document(ratio(1, 1.6, 0.75)).pairs)).toEqual([]);
  });
});

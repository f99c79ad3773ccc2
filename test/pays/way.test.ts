/** The ways of calling a function: how many threads, how many inputs a task, and their names. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchFor, INLINE, nameOf, poolName, poolSizes, poolWays } from '../../src/pays/way.ts';

test.each([
  [1, [1, 2]],
  [2, [1, 2, 3]],
  [3, [1, 2, 3, 4]],
  [4, [1, 2, 3, 4, 5]],
  [6, [1, 2, 4, 6, 7]],
  [8, [1, 2, 4, 8, 9]],
  [16, [1, 2, 4, 8, 16, 17]],
])('on %d cores pools of %j threads are tried', (cores, sizes) => {
  expect(poolSizes(cores)).toEqual(sizes);
});

describe('a batch', () => {
  test.each([
    ['of calls that are nearly nothing is as large as any', 0.01, 4, 2048],
    ['takes two milliseconds or less', 1, 4, 1024],
    ['takes two milliseconds or less', 10, 4, 128],
    ['of four is the least', 500, 4, 4],
    ['of long calls is none', 501, 4, 1],
    ['of very long calls is none', 1e6, 4, 1],
    ['has four megabytes or less', 1, 4_000_000 / 16, 16],
    ['of large inputs is none', 1, 1_000_001, 1],
    ['of inputs of unknown size goes by their time', 10, 0, 128],
  ])('%s: %d us, %d bytes', (_, callUs, bytes, wanted) => {
    expect(batchFor(callUs, bytes)).toBe(wanted);
  });

  test('is a power of two within its limits, or none', () => {
    const callsUs = fc.double({ min: 1e-3, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(callsUs, fc.nat(100_000_000), (callUs, bytes) => {
        const batch = batchFor(callUs, bytes);
        expect(Number.isInteger(Math.log2(batch))).toBe(true);
        if (batch === 1) return;
        expect(batch).toBeGreaterThanOrEqual(4);
        expect(batch).toBeLessThanOrEqual(2048);
        expect(batch * callUs).toBeLessThanOrEqual(2000);
        expect(batch * bytes).toBeLessThanOrEqual(4_000_000);
      }),
    );
  });
});

describe('the ways on pools', () => {
  test('are one for each size where nothing can be batched or transferred', () => {
    expect(poolWays([1, 2], 1, false)).toEqual([
      { threads: 1, batch: 1, transfer: false, inFlight: 4 },
      { threads: 2, batch: 1, transfer: false, inFlight: 8 },
    ]);
  });

  test('are all four for each size where both are possible', () => {
    const ways = poolWays([1, 2, 3], 64, true);
    expect(ways).toHaveLength(12);
    expect(ways.slice(0, 4).map(({ batch, transfer }) => [batch, transfer])).toEqual([
      [1, false],
      [1, true],
      [64, false],
      [64, true],
    ]);
    expect(new Set(ways.map(nameOf)).size).toBe(12);
  });
});

test.each([
  [INLINE, 'inline, one by one'],
  [{ ...INLINE, inFlight: 3 }, 'inline, 3 at once'],
  [{ threads: 1, batch: 1, transfer: false, inFlight: 4 }, 'one worker'],
  [{ threads: 1, batch: 8, transfer: false, inFlight: 4 }, 'one worker, batches of 8'],
  [{ threads: 2, batch: 1, transfer: true, inFlight: 8 }, 'pool of 2, transferred'],
  [{ threads: 2, batch: 512, transfer: true, inFlight: 8 }, 'pool of 2, transferred, batches of 512'],
])('%j is called "%s"', (way, name) => {
  expect(nameOf(way)).toBe(name);
});

test('a pool has another name when one of its parts is another, and the same one without its batches', () => {
  const way = { threads: 2, batch: 8, transfer: true, inFlight: 8 };
  const others = [{}, { threads: 1 }, { threads: 3 }, { batch: 1 }, { batch: 4 }, { transfer: false }];
  expect(new Set(others.map((other) => nameOf({ ...way, ...other }))).size).toBe(others.length);
  expect([way, { ...way, batch: 1 }].map(poolName)).toEqual(['pool of 2, transferred', 'pool of 2, transferred']);
});

/** The kernel of all work, beside the same sums in plain JavaScript. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { hashOfName, kernel, seedOf } from '../../src/line/kernel.ts';

/** The finaliser of MurmurHash3, as published: `fmix32` in smhasher's MurmurHash3.cpp. */
function fmix32(seed: number): number {
  let h = seed >>> 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function reference(iterations: number, seed: number): number {
  let x = fmix32(seed);
  for (let i = 0; i < iterations; i++) x = Math.imul(x, 0x2c1b3c6d) ^ 0x297a2d39;
  return x | 0;
}

const anySeed = fc.oneof(fc.integer(), fc.constantFrom(0, 1, -1, 0x7fffffff, -0x80000000, 0xffffffff));
const anyPiece = fc.nat({ max: 0xffffffff });

test('the kernel is the loop that its comment shows', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2000 }), anySeed, (iterations, seed) => {
      expect(kernel(iterations, seed)).toBe(reference(iterations, seed));
    }),
  );
});

test('the kernel returns a signed 32-bit integer', () => {
  fc.assert(
    fc.property(fc.nat({ max: 100 }), anySeed, (iterations, seed) => {
      const result = kernel(iterations, seed);
      expect(result).toBe(result | 0);
    }),
  );
});

test('no iterations are no work: the spread seed comes back', () => {
  expect(kernel(0, 0)).toBe(0);
  expect(kernel(0, 1)).toBe(0x514e28b7);
  fc.assert(
    fc.property(anySeed, (seed) => {
      expect(kernel(0, seed)).toBe(fmix32(seed));
    }),
  );
});

test('one iteration more changes the result', () => {
  fc.assert(
    fc.property(fc.nat({ max: 500 }), anySeed, (iterations, seed) => {
      expect(kernel(iterations + 1, seed)).not.toBe(kernel(iterations, seed));
    }),
  );
});

test('another seed gives another result', () => {
  fc.assert(
    fc.property(fc.nat({ max: 500 }), fc.integer(), fc.integer(), (iterations, one, other) => {
      fc.pre(one !== other);
      expect(kernel(iterations, one)).not.toBe(kernel(iterations, other));
    }),
  );
});

test('two pieces of one station never have the same seed', () => {
  fc.assert(
    fc.property(fc.integer(), anyPiece, anyPiece, (station, one, other) => {
      fc.pre(one !== other);
      expect(seedOf(station, one)).not.toBe(seedOf(station, other));
    }),
  );
});

test('pieces that differ in one bit only, whichever it is, do not have the same seed', () => {
  fc.assert(
    fc.property(fc.integer(), anyPiece, fc.nat({ max: 31 }), (station, piece, bit) => {
      expect(seedOf(station, piece)).not.toBe(seedOf(station, (piece ^ (1 << bit)) >>> 0));
    }),
  );
});

test('the same piece of two stations never has the same seed', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), anyPiece, (one, other, piece) => {
      fc.pre(one !== other);
      expect(seedOf(one, piece)).not.toBe(seedOf(other, piece));
    }),
  );
});

test('in a thousand chocolate cakes no two pieces of work are alike', () => {
  const seeds = chocolateCake.stations.flatMap(({ name }) =>
    Array.from({ length: 1000 }, (_, piece) => seedOf(hashOfName(name), piece)),
  );
  expect(new Set(seeds).size).toBe(4000);
});

test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('the name "%s" hashes to what FNV-1a publishes for it', (name, hash) => {
  expect(hashOfName(name)).toBe(hash | 0);
});

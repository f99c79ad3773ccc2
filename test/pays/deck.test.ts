/** The inputs of a timed run: always other objects, within bounds of memory. */
import { describe, expect, test } from 'vitest';
import { Deck } from '../../src/pays/deck.ts';

const samples = [{ n: 1 }, { n: 2 }, { n: 3 }];

test('the samples come in turn', () => {
  const deck = new Deck(samples, 10);
  expect(deck.cycle).toBe(3);
  for (const fresh of [false, true])
    expect(deck.inputs(7, fresh)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 1 }, { n: 2 }, { n: 3 }, { n: 1 }]);
});

test('no two inputs of a message are the same object, and none is a sample', () => {
  const deck = new Deck(samples, 10);
  // Of 4096 objects the largest multiple of three.
  const inputs = deck.inputs(4095, false);
  expect(new Set([...inputs, ...samples]).size).toBe(4095 + samples.length);
  expect(deck.inputs(4096, false).at(-1)).toBe(inputs[0]);
});

test('where each call needs an input that none had before, there is no end of them', () => {
  const deck = new Deck(samples, 10);
  expect(new Set([...deck.inputs(6000, true), ...deck.inputs(6000, true), ...samples]).size).toBe(12_003);
});

describe('memory bounds', () => {
  test.each([
    [1, 1_000_000, 32, 64],
    [2, 1_000_000, 32, 64],
    [3, 1_000_000, 30, 63],
    [2, 40_000_000, 2, 2],
    [1, 0, 4096, 64_000_000],
    [5000, 1, 5000, 64_000_000],
  ])('the objects of %d samples of %d bytes', (count, bytes, kept, fresh) => {
    const deck = new Deck(
      Array.from({ length: count }, (_, n) => ({ n })),
      bytes,
    );
    expect([new Set(deck.inputs(2 * kept, false)).size, deck.mostFresh]).toEqual([kept, fresh]);
  });
});

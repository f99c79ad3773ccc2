/** What inputs and outputs cost as messages: their size, and the time of a copy by a planted clock. */
import { serialize } from 'node:v8';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { bytesOf, copyUsOf } from '../../src/pays/costs.ts';

const zeros = (length: number): Uint8Array => new Uint8Array(length);

describe('the size of a value', () => {
  test('is that of its message', () => {
    expect(bytesOf([{ name: 'flour' }])).toBe(serialize({ name: 'flour' }).length);
  });

  test('is the mean of all, in whole bytes', () => {
    const empty = bytesOf([zeros(10)]) - 10;
    expect(bytesOf([zeros(10), zeros(20), zeros(60)])).toBe(empty + 30);
    expect(bytesOf([zeros(10), zeros(10), zeros(11)])).toBe(empty + 10);
  });

  test('is that of the first hundred, where there are more', () => {
    const hundred = Array.from({ length: 100 }, () => zeros(10));
    expect(bytesOf([...hundred, zeros(100_000)])).toBe(bytesOf([zeros(10)]));
    expect(bytesOf([...hundred.slice(1), zeros(100_000)])).toBeGreaterThan(1000);
  });

  test('is not known where one of them cannot be written', () => {
    expect(bytesOf([1, () => 1])).toBe(0);
  });
});

describe('a copy', () => {
  afterEach(() => void vi.restoreAllMocks());

  /** Each copy of one of the values takes its time by the clock. */
  function planted(inputsMs: readonly number[], outputsMs: readonly number[]) {
    let nowMs = 5000;
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
    const copies: string[] = [];
    const value = (name: string) => (ms: number, place: number) => ({
      get read(): number {
        copies.push(`${name} ${place}`);
        nowMs += ms;
        return ms;
      },
    });
    const us = copyUsOf(inputsMs.map(value('input')), outputsMs.map(value('output')));
    return { us, copies };
  }

  test('is one of an input and of its output', () => {
    const { us, copies } = planted([2, 4, 6], [1, 1, 1]);
    // For thirty milliseconds: 3, 5, 7, 3, 5, 7.
    expect(copies.filter((name) => name.startsWith('input'))).toEqual(
      [0, 1, 2, 0, 1, 2].map((place) => `input ${place}`),
    );
    expect(copies.filter((name) => name.startsWith('output'))).toHaveLength(6);
    expect(us).toBe(5000);
  });

  test('is made three times at least', () => {
    const { us, copies } = planted([40], [60]);
    expect([us, copies.length]).toEqual([100_000, 6]);
  });

  test('is made a thousand times at most', () => {
    const { us, copies } = planted([0], [0]);
    expect([us, copies.length]).toEqual([0, 2000]);
  });
});

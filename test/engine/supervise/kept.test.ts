import { expect, test } from 'vitest';
import { type KeptBanks, KeptState } from '../../../src/engine/supervise/kept.ts';
import { MOST_KEPT_BYTES } from '../../../src/engine/supervise/record.ts';
import { checkKept, keepForItself } from '../../../src/line/keep.ts';

const newBanks = (): KeptBanks => [new Uint8Array(MOST_KEPT_BYTES), new Uint8Array(MOST_KEPT_BYTES)];

test('what is kept comes back, in the order in which it was asked for', () => {
  const banks = newBanks();
  const before = new KeptState(banks, null);
  const progress = before.keep({ taken: 0, share: 0 });
  const odd = before.keep(new Uint8Array(3));
  const last = before.keep(new Float64Array(2));
  before.close();
  progress.taken = 2 ** 40;
  progress.share = 0.1;
  odd.set([1, 2, 3]);
  last.set([-0.5, Number.NaN]);
  before.save(1);
  progress.taken = 7;
  odd[0] = 9;

  const after = new KeptState(banks, 1);
  expect(after.keep({ taken: 0, share: 0 })).toEqual({ taken: 2 ** 40, share: 0.1 });
  expect(after.keep(new Uint8Array(3))).toEqual(Uint8Array.of(1, 2, 3));
  expect(after.keep(new Float64Array(2))).toEqual(Float64Array.of(-0.5, Number.NaN));
});

test('what a station changes before its first item, when it begins again, does not count', () => {
  const banks = newBanks();
  const before = new KeptState(banks, null);
  before.keep({ n: 5 });
  before.save(1);
  const after = new KeptState(banks, 1);
  const kept = after.keep({ n: 0 });
  kept.n = 1;
  after.close();
  expect(kept.n).toBe(5);
});

test('a view of a part of a buffer keeps that part', () => {
  const banks = newBanks();
  const whole = new Int32Array([1, 2, 3, 4]);
  const state = new KeptState(banks, null);
  state.keep(whole.subarray(1, 3));
  state.save(1);
  const target = new Int32Array([9, 9, 9, 9]);
  new KeptState(banks, 1).keep(target.subarray(1, 3));
  expect([...target]).toEqual([9, 2, 3, 9]);
});

test('a station may keep so much and no more, and asks for it before its first yield', () => {
  const banks = newBanks();
  const state = new KeptState(banks, null);
  state.keep(new Uint8Array(MOST_KEPT_BYTES));
  expect(() => state.keep({ more: 0 })).toThrow(
    new RangeError('expected a station to keep at most 65536 bytes, found 65544'),
  );
  const late = new KeptState(banks, null);
  late.close();
  expect(() => late.keep({ n: 0 })).toThrow('expected keep to be called before the first yield, found it after that');
});

test.each([
  [7, 'expected keep to be given an object of numbers or an array like Int32Array, found 7'],
  [null, 'expected keep to be given an object of numbers or an array like Int32Array, found null'],
  [[1, 2], 'expected keep to be given an object of numbers or an array like Int32Array, found a list'],
  [new DataView(new ArrayBuffer(8)), 'expected keep to be given an object of numbers or an array like Int32Array'],
  [new BigInt64Array(1), 'expected keep to be given an object of numbers or an array like Int32Array'],
  [{ n: 1, name: 'oven' }, 'expected keep to be given numbers, found "oven" as "name"'],
])('%o cannot be kept', (value, message) => {
  expect(() => checkKept(value)).toThrow(message);
});

test('without supervision a station gets back what it gave', () => {
  const mine = { n: 0 };
  expect(keepForItself(mine)).toBe(mine);
});

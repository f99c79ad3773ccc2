/** The window of a timeline: zooming, moving, ticks and searching. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countBelow, countUpTo } from '../../src/page/recording/search.ts';
import { NARROWEST_NS, panned, showing, ticksOf, wholeOf, zoomed } from '../../src/page/recording/window.ts';

const whole = wholeOf(1e9);
const width = ({ fromNs, toNs }: { fromNs: number; toNs: number }): number => toNs - fromNs;

test('zooming keeps the moment under the pointer in its place', () => {
  const window = zoomed(whole, 0.1, 4e8, whole);
  expect(width(window)).toBeCloseTo(width(whole) / 10, 0);
  expect((4e8 - window.fromNs) / width(window)).toBeCloseTo(4e8 / width(whole), 6);
});

test('after any zooming and moving, a window stays within the whole and is not too narrow', () => {
  const act = fc.record({
    factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
    share: fc.double({ min: -5, max: 5, noNaN: true }),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
      let window = whole;
      for (const { factor, share, at } of acts) {
        window = zoomed(window, factor, window.fromNs + at * width(window), whole);
        window = panned(window, share, whole);
        expect(window.fromNs).toBeGreaterThanOrEqual(whole.fromNs - 1e-3);
        expect(window.toNs).toBeLessThanOrEqual(whole.toNs + 1e-3);
        expect(width(window)).toBeGreaterThanOrEqual(NARROWEST_NS * 0.999);
      }
    }),
  );
});

test('showing a moment moves the window only if the moment is not visible', () => {
  const window = zoomed(whole, 0.01, 0, whole);
  expect(showing(window, 5e6, whole)).toBe(window);
  const moved = showing(window, 7e8, whole);
  expect(moved.fromNs).toBeLessThan(7e8);
  expect(moved.toNs).toBeGreaterThan(7e8);
  expect(width(moved)).toBeCloseTo(width(window), 0);
});

test('ticks are round, and about as many as requested', () => {
  expect(ticksOf({ fromNs: 0, toNs: 1000 }, 5)).toEqual([0, 200, 400, 600, 800, 1000]);
  expect(ticksOf({ fromNs: 130, toNs: 170 }, 4)).toEqual([130, 140, 150, 160, 170]);
});

test('a binary search counts the same as a filter', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: -1, max: 21 }), (values, limit) => {
      const ascending = values.toSorted((one, other) => one - other);
      expect(countUpTo(ascending, limit)).toBe(ascending.filter((value) => value <= limit).length);
      expect(countBelow(ascending, limit)).toBe(ascending.filter((value) => value < limit).length);
    }),
  );
});

/** The contract of channels, tested with every carrier and every kind of item: order, capacity, batches, close. */
import { setImmediate as yieldToLoop } from 'node:timers/promises';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOTHING } from '../../src/channel/channel.ts';
import { MOST_CAPACITY } from '../../src/line/check.ts';
import { carriers, takeFrom, using } from './carriers.ts';
import { firstItems } from './kinds.ts';

const capacity = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 20 }) },
  { weight: 1, arbitrary: fc.constantFrom(64, 100, 1024, 4096, 16_384) },
);
const count = fc.integer({ min: 1, max: 12 });

/** What either end may do next. To yield is to let the event loop deliver the events of the ports. */
const steps = fc.array(fc.record({ act: fc.constantFrom('send', 'take', 'flush', 'yield'), count }), {
  maxLength: 60,
});

describe.each(carriers)('$name', (carrier) => {
  const { item } = carrier.items;
  /** The items that come next when `from` have come. */
  const items = (count: number, from = 0): unknown[] => firstItems(carrier.items, count, from);

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('a capacity of %d is refused', (bad) => {
    expect(() => carrier.open(bad)).toThrow(
      new RangeError(`Cannot create channel: expected a capacity of 1 or more, a whole number, found ${bad}`),
    );
  });

  test('a capacity beyond the largest is refused', () => {
    expect(() => carrier.open(MOST_CAPACITY + 1)).toThrow(
      new RangeError('Cannot create channel: expected a capacity of at most 1048576, found 1048577'),
    );
  });

  test('a new channel has nothing to take, has not ended and has room for its capacity', () =>
    fc.assert(
      fc.asyncProperty(capacity, (capacity) =>
        using(carrier, capacity, ({ inlet, outlet }) => {
          expect(inlet.take()).toBe(NOTHING);
          expect(inlet.ended()).toBe(false);
          expect(outlet.room()).toBe(capacity);
        }),
      ),
    ));

  test('a writer that asks for room sends its capacity and no more before something is taken', () =>
    fc.assert(
      fc.asyncProperty(capacity, (capacity) =>
        using(carrier, capacity, ({ inlet, outlet }) => {
          let sent = 0;
          while (outlet.room() > 0 && sent <= capacity) outlet.send(item(sent++));
          expect(sent).toBe(capacity);
          expect(outlet.flush()).toBe(true);
          expect(takeFrom(inlet)).toEqual(items(capacity));
          expect(outlet.room()).toBeGreaterThan(0);
        }),
      ),
    ));

  test('in any order of sends and takes, all comes out once and in order, and never more than the capacity is on its way', () =>
    fc.assert(
      fc.asyncProperty(capacity, steps, (capacity, steps) =>
        using(carrier, capacity, async ({ inlet, outlet }) => {
          let taken = 0;
          let sent = 0;
          const take = (most?: number): void => {
            const found = takeFrom(inlet, most);
            expect(found).toEqual(items(found.length, taken));
            taken += found.length;
          };
          for (const { act, count } of steps) {
            if (act === 'send') for (let i = 0; i < count && outlet.room() > 0; i++) outlet.send(item(sent++));
            else if (act === 'take') take(count);
            else if (act === 'flush') expect(outlet.flush()).toBe(true);
            else await yieldToLoop();
            expect(sent - taken).toBeLessThanOrEqual(capacity);
          }
          expect(outlet.flush()).toBe(true);
          outlet.close();
          take();
          expect(taken).toBe(sent);
          expect(inlet.ended()).toBe(true);
        }),
      ),
    ));

  test('what has been flushed can be taken, without waiting for the batch to fill', () =>
    fc.assert(
      fc.asyncProperty(capacity, count, (capacity, count) =>
        using(carrier, capacity, ({ inlet, outlet }) => {
          const sent = Math.min(count, capacity);
          for (const one of items(sent)) outlet.send(one);
          outlet.flush();
          expect(takeFrom(inlet)).toEqual(items(sent));
        }),
      ),
    ));

  test('the smallest and the largest items travel unchanged, alone and in a batch', () =>
    using(carrier, 16, ({ inlet, outlet }) => {
      const { extremes } = carrier.items;
      const batches = [...extremes().map((_, i) => () => extremes().slice(i, i + 1)), extremes];
      for (const batch of batches) {
        for (const one of batch()) outlet.send(one);
        outlet.flush();
        expect(takeFrom(inlet)).toEqual(batch());
      }
    }));

  test('through a channel for one item, items go one by one', () =>
    using(carrier, 1, ({ inlet, outlet }) => {
      for (let i = 0; i < 50; i++) {
        expect(outlet.room()).toBe(1);
        outlet.send(item(i));
        expect(outlet.room()).toBe(0);
        outlet.flush();
        expect(takeFrom(inlet)).toEqual([item(i)]);
      }
    }));
});

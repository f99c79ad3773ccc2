/** What is sent beyond the room, tested with every carrier and every kind of item: it is late, and never lost. */
import { setImmediate as yieldToLoop } from 'node:timers/promises';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOTHING } from '../../src/channel/channel.ts';
import { carriers, type Pipe, takeFrom, using } from './carriers.ts';
import { firstItems } from './kinds.ts';

const capacity = fc.integer({ min: 1, max: 20 });
const count = fc.integer({ min: 1, max: 30 });
const steps = fc.array(fc.record({ act: fc.constantFrom('send', 'take', 'flush', 'yield'), count }), {
  maxLength: 40,
});

/** Takes also what is held back, while the writer waits to be woken, as a station does. */
async function drain({ inlet, outlet, departure }: Pipe): Promise<unknown[]> {
  const taken: unknown[] = [];
  while (!outlet.flush()) {
    taken.push(...takeFrom(inlet));
    await departure.wait();
  }
  return [...taken, ...takeFrom(inlet)];
}

describe.each(carriers)('$name', (carrier) => {
  const { item } = carrier.items;
  /** The items that come next when `from` have come. */
  const items = (count: number, from = 0): unknown[] => firstItems(carrier.items, count, from);

  test('a burst beyond the room is held back, and comes later in its place', () =>
    fc.assert(
      fc.asyncProperty(capacity, count, (capacity, beyond) =>
        using(carrier, capacity, async (pipe) => {
          for (const one of items(capacity + beyond)) pipe.outlet.send(one);
          expect(pipe.outlet.room()).toBeLessThanOrEqual(0);
          expect(pipe.outlet.flush()).toBe(false);
          expect(takeFrom(pipe.inlet)).toEqual(items(capacity));
          expect(await drain(pipe)).toEqual(items(beyond, capacity));
        }),
      ),
    ));

  test('a burst of many times the room comes whole', () =>
    using(carrier, 64, async (pipe) => {
      for (const one of items(50_000)) pipe.outlet.send(one);
      expect(await drain(pipe)).toEqual(items(50_000));
    }));

  test('however much is sent, a reader finds no more than the capacity', () =>
    fc.assert(
      fc.asyncProperty(capacity, fc.array(count, { minLength: 1, maxLength: 20 }), (capacity, bursts) =>
        using(carrier, capacity, async ({ inlet, outlet }) => {
          let taken = 0;
          let sent = 0;
          for (const burst of bursts) {
            for (let i = 0; i < burst; i++) outlet.send(item(sent++));
            outlet.flush();
            const found = takeFrom(inlet);
            expect(found).toEqual(items(found.length, taken));
            expect(found.length).toBeLessThanOrEqual(capacity);
            taken += found.length;
            await yieldToLoop();
          }
        }),
      ),
    ));

  test('what is held back takes up the room that comes free', () =>
    using(carrier, 4, ({ inlet, outlet }) => {
      for (const one of items(4 + 3)) outlet.send(one);
      outlet.flush();
      expect(takeFrom(inlet, 3)).toEqual(items(3));
      expect(outlet.room()).toBeLessThanOrEqual(0);
      expect(inlet.take()).toEqual(item(3));
      expect(outlet.flush()).toBe(true);
      expect(outlet.room()).toBe(1);
    }));

  test('what is sent next does not overtake what is held back', () =>
    using(carrier, 4, async (pipe) => {
      for (const one of items(6)) pipe.outlet.send(one);
      pipe.outlet.flush();
      expect(takeFrom(pipe.inlet, 3)).toEqual(items(3));
      pipe.outlet.send(item(6));
      expect(await drain(pipe)).toEqual(items(4, 3));
    }));

  test('of a writer that never asks for room nothing is lost, doubled or out of order', () =>
    fc.assert(
      fc.asyncProperty(capacity, steps, (capacity, steps) =>
        using(carrier, capacity, async (pipe) => {
          const { inlet, outlet } = pipe;
          let taken = 0;
          let sent = 0;
          const check = (found: readonly unknown[]): void => {
            expect(found).toEqual(items(found.length, taken));
            taken += found.length;
          };
          for (const { act, count } of steps) {
            if (act === 'send') for (let i = 0; i < count; i++) outlet.send(item(sent++));
            else if (act === 'take') check(takeFrom(inlet, count));
            else if (act === 'flush') outlet.flush();
            else await yieldToLoop();
          }
          check(await drain(pipe));
          expect(taken).toBe(sent);
          outlet.close();
          expect(inlet.take()).toBe(NOTHING);
          expect(inlet.ended()).toBe(true);
        }),
      ),
      // As in waiting.test.ts: only a writer that is never woken takes so long.
      { timeout: 5_000, endOnFailure: true },
    ));
});

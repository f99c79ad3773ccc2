/** What is sent beyond the room, tested with every carrier: it is late, and never lost. */
import { setImmediate as yieldToLoop } from 'node:timers/promises';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOTHING } from '../../src/channel/channel.ts';
import { carriers, type Pipe, takeFrom, using } from './carriers.ts';

const capacity = fc.integer({ min: 1, max: 20 });
const count = fc.integer({ min: 1, max: 30 });
const steps = fc.array(fc.record({ act: fc.constantFrom('send', 'take', 'flush', 'yield'), count }), {
  maxLength: 40,
});

function upTo(end: number): number[] {
  return Array.from({ length: end }, (_, i) => i);
}

/** Takes also what is held back, while the writer waits to be woken, as a station does. */
async function drain({ inlet, outlet, departure }: Pipe): Promise<number[]> {
  const taken: number[] = [];
  while (!outlet.flush()) {
    taken.push(...takeFrom(inlet));
    await departure.wait();
  }
  return [...taken, ...takeFrom(inlet)];
}

describe.each(carriers)('$name', (carrier) => {
  test('a burst beyond the room is held back, and comes later in its place', () =>
    fc.assert(
      fc.asyncProperty(capacity, count, (capacity, beyond) =>
        using(carrier, capacity, async (pipe) => {
          for (const item of upTo(capacity + beyond)) pipe.outlet.send(item);
          expect(pipe.outlet.room()).toBeLessThanOrEqual(0);
          expect(pipe.outlet.flush()).toBe(false);
          expect(takeFrom(pipe.inlet)).toEqual(upTo(capacity));
          expect(await drain(pipe)).toEqual(upTo(capacity + beyond).slice(capacity));
        }),
      ),
    ));

  test('however much is sent, a reader finds no more than the capacity', () =>
    fc.assert(
      fc.asyncProperty(capacity, fc.array(count, { minLength: 1, maxLength: 20 }), (capacity, bursts) =>
        using(carrier, capacity, async ({ inlet, outlet }) => {
          let taken = 0;
          let sent = 0;
          for (const burst of bursts) {
            for (let i = 0; i < burst; i++) outlet.send(sent++);
            outlet.flush();
            const found = takeFrom(inlet);
            expect(found).toEqual(upTo(sent).slice(taken, taken + found.length));
            expect(found.length).toBeLessThanOrEqual(capacity);
            taken += found.length;
            await yieldToLoop();
          }
        }),
      ),
    ));

  test('what is held back takes up the room that comes free', () =>
    using(carrier, 4, ({ inlet, outlet }) => {
      for (const item of upTo(4 + 3)) outlet.send(item);
      outlet.flush();
      expect(takeFrom(inlet, 3)).toEqual([0, 1, 2]);
      expect(outlet.room()).toBeLessThanOrEqual(0);
      expect(inlet.take()).toBe(3);
      expect(outlet.flush()).toBe(true);
      expect(outlet.room()).toBe(1);
    }));

  test('what is sent next does not overtake what is held back', () =>
    using(carrier, 4, async (pipe) => {
      for (const item of upTo(6)) pipe.outlet.send(item);
      pipe.outlet.flush();
      expect(takeFrom(pipe.inlet, 3)).toEqual([0, 1, 2]);
      pipe.outlet.send(6);
      expect(await drain(pipe)).toEqual([3, 4, 5, 6]);
    }));

  test('of a writer that never asks for room nothing is lost, doubled or out of order', () =>
    fc.assert(
      fc.asyncProperty(capacity, steps, (capacity, steps) =>
        using(carrier, capacity, async (pipe) => {
          const { inlet, outlet } = pipe;
          const taken: number[] = [];
          let sent = 0;
          for (const { act, count } of steps) {
            if (act === 'send') for (let i = 0; i < count; i++) outlet.send(sent++);
            else if (act === 'take') taken.push(...takeFrom(inlet, count));
            else if (act === 'flush') outlet.flush();
            else await yieldToLoop();
            expect(taken).toEqual(upTo(taken.length));
          }
          taken.push(...(await drain(pipe)));
          expect(taken).toEqual(upTo(sent));
          outlet.close();
          expect(inlet.take()).toBe(NOTHING);
          expect(inlet.ended()).toBe(true);
        }),
      ),
      // As in waiting.test.ts: only a writer that is never woken takes so long.
      { timeout: 5_000, endOnFailure: true },
    ));
});

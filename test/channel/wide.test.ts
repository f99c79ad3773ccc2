/** Channels as wide as the widest in use, tested with every carrier: filled and emptied several times over. */
import { setImmediate as yieldToLoop } from 'node:timers/promises';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOTHING } from '../../src/channel/channel.ts';
import { placeCarriers, using } from './carriers.ts';

const capacity = fc.constantFrom(4096, 16_384);

/** How many items, in thousandths of the capacity: batches of a quarter, cut anywhere. */
const steps = fc.array(
  fc.record({ act: fc.constantFrom('send', 'take', 'flush', 'yield'), share: fc.integer({ min: 1, max: 1200 }) }),
  { minLength: 10, maxLength: 40 },
);

/** Items have 16 bits. Each item is its place in the stream, modulo this. */
const ITEMS = 65_536;

describe.each(placeCarriers)('$name', (carrier) => {
  test('a stream several times as long as the channel is wide comes out once and in order', () =>
    fc.assert(
      fc.asyncProperty(capacity, steps, (capacity, steps) =>
        using(carrier, capacity, async ({ inlet, outlet }) => {
          let sent = 0;
          let taken = 0;
          let outOfPlace = 0;
          const send = (most: number): void => {
            for (let i = 0; i < most && outlet.room() > 0; i++) outlet.send(sent++ % ITEMS);
          };
          const take = (most: number): void => {
            for (let i = 0; i < most; i++) {
              const item = inlet.take();
              if (item === NOTHING) return;
              if (item !== taken++ % ITEMS) outOfPlace++;
            }
          };
          for (const { act, share } of steps) {
            const count = Math.ceil((capacity * share) / 1000);
            if (act === 'send') send(count);
            else if (act === 'take') take(count);
            else if (act === 'flush') expect(outlet.flush()).toBe(true);
            else await yieldToLoop();
            expect(sent - taken).toBeLessThanOrEqual(capacity);
          }
          // Twice through all slots, whatever the steps were, so that they are used again.
          for (let round = 0; round < 2; round++) {
            send(capacity);
            expect(outlet.flush()).toBe(true);
            take(capacity);
          }
          outlet.close();
          expect(inlet.take()).toBe(NOTHING);
          expect(inlet.ended()).toBe(true);
          expect({ taken, outOfPlace }).toEqual({ taken: sent, outOfPlace: 0 });
        }),
      ),
      { numRuns: 20 },
    ));
});

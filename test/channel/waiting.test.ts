/** Waiting at a channel, tested with every carrier: two ends that sleep until they are woken get everything across. */
import { setImmediate as yieldToLoop } from 'node:timers/promises';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOTHING } from '../../src/channel/channel.ts';
import { type Pipe, placeCarriers } from './carriers.ts';

/** How many items an end handles before it yields to the event loop, in turn: the smaller, the slower it is. */
type Rhythm = readonly number[];

const rhythm: fc.Arbitrary<Rhythm> = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const slow: fc.Arbitrary<Rhythm> = fc.constant([1]);
const fast: fc.Arbitrary<Rhythm> = fc.constant([1000]);

/** Yields to the event loop when it has been called as often as the rhythm says. */
function pacer(rhythm: Rhythm): () => Promise<void> {
  let turn = 0;
  let left = rhythm[0] ?? 1;
  return async () => {
    if (--left > 0) return;
    left = rhythm[++turn % rhythm.length] ?? 1;
    await yieldToLoop();
  };
}

/** Sends 0, 1, 2 ... and sleeps while there is no room, as an engine does for a station. */
async function write({ outlet, departure }: Pipe, total: number, rhythm: Rhythm): Promise<void> {
  const pace = pacer(rhythm);
  for (let item = 0; item < total; item++) {
    while (outlet.room() <= 0) {
      outlet.flush();
      if (outlet.room() <= 0) await departure.wait();
    }
    outlet.send(item);
    await pace();
  }
  while (!outlet.flush()) await departure.wait();
  outlet.close();
}

/** Takes until the end, and sleeps while there is nothing to take. */
async function read({ inlet, arrival }: Pipe, rhythm: Rhythm): Promise<unknown[]> {
  const pace = pacer(rhythm);
  const taken: unknown[] = [];
  while (true) {
    const item = inlet.take();
    if (item !== NOTHING) {
      taken.push(item);
      await pace();
    } else if (inlet.ended()) return taken;
    else await arrival.wait();
  }
}

const capacity = fc.oneof(fc.integer({ min: 1, max: 17 }), fc.constantFrom(64, 1024, 16_384));
const total = fc.integer({ min: 0, max: 200 });

describe.each(placeCarriers)('$name', ({ open }) => {
  test.each([
    ['of any two rhythms', rhythm, rhythm],
    ['with a writer faster than the reader', fast, slow],
    ['with a reader faster than the writer', slow, fast],
  ])('two ends %s get everything across, and neither sleeps for ever', async (_, writing, reading) => {
    await fc.assert(
      fc.asyncProperty(capacity, total, writing, reading, async (capacity, total, writing, reading) => {
        const pipe = open(capacity);
        try {
          const [taken] = await Promise.all([read(pipe, reading), write(pipe, total, writing)]);
          expect(taken).toEqual(Array.from({ length: total }, (_, i) => i));
        } finally {
          pipe.dispose();
        }
      }),
      // A lost wake-up would hang: this reports the seed, and does not shrink what hangs each time.
      { numRuns: 40, timeout: 5_000, endOnFailure: true },
    );
  });

  test('a writer that sleeps with items held back is woken when there is room for them', async () => {
    const pipe = open(4);
    try {
      for (let item = 0; item < 11; item++) pipe.outlet.send(item);
      const flushed = write(pipe, 0, [1]);
      expect(await read(pipe, [1])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      await flushed;
    } finally {
      pipe.dispose();
    }
  });
});

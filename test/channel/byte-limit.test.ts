/** A limit on the bytes that wait, tested with every carrier of items of any size. */
import { setImmediate as yieldToLoop } from 'node:timers/promises';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteLimitOf, bytesOf } from '../../src/channel/byte-limit.ts';
import { carriers, type Pipe, takeFrom } from './carriers.ts';
import { INTS, PLACES, RECORDS } from './kinds.ts';

const sized = carriers.filter(({ items: { kind } }) => kind.kind === 'clone' || kind.kind === 'bytes');

describe.each(sized)('$name', ({ open }) => {
  /** Opens a pipe for as long as it is used. */
  const withPipe = async (
    capacity: number,
    bytes: number,
    use: (pipe: Pipe) => void | Promise<void>,
  ): Promise<void> => {
    const pipe = open(capacity, bytes);
    try {
      await use(pipe);
    } finally {
      pipe.dispose();
    }
  };
  const item = (bytes: number, mark = 0): Uint8Array => new Uint8Array(bytes).fill(mark);

  test('while so many bytes wait there is no room, and there is again when they have been taken', () =>
    withPipe(64, 1000, ({ outlet, inlet }) => {
      for (const bytes of [500, 600]) {
        expect(outlet.room()).toBe(1);
        outlet.send(item(bytes));
      }
      expect(outlet.room()).toBe(0);
      expect(outlet.flush()).toBe(true);
      expect(outlet.room()).toBe(0);
      expect(takeFrom(inlet)).toEqual([item(500), item(600)]);
      expect(outlet.room()).toBe(1);
    }));

  test('an item of any size fits into an empty channel', () =>
    withPipe(4, 1, ({ outlet, inlet }) => {
      for (const bytes of [1, 70_000, 200]) {
        expect(outlet.room()).toBe(1);
        outlet.send(item(bytes));
        expect(outlet.room()).toBe(0);
        outlet.flush();
        expect(takeFrom(inlet).map(bytesOf)).toEqual([bytesOf(item(bytes))]);
      }
    }));

  test('the number of items is limited too', () =>
    withPipe(2, 1_000_000, ({ outlet, inlet }) => {
      for (const mark of [1, 2]) outlet.send(item(1, mark));
      expect(outlet.room()).toBe(0);
      outlet.flush();
      expect(takeFrom(inlet)).toEqual([item(1, 1), item(1, 2)]);
      expect(outlet.room()).toBe(1);
    }));

  test('a writer that sleeps because of the bytes is woken when they have been taken', () =>
    withPipe(64, 100, async ({ outlet, inlet, departure }) => {
      outlet.send(item(100));
      outlet.flush();
      const waiting = departure.wait();
      expect(takeFrom(inlet)).toHaveLength(1);
      await waiting;
      expect(outlet.room()).toBe(1);
    }));

  test('in any order of sends and takes all comes out once and in order, and nothing is sent while the limit is reached', async () => {
    const steps = fc.array(
      fc.record({
        act: fc.constantFrom('send', 'send', 'take', 'flush', 'yield', 'burst'),
        count: fc.integer({ min: 1, max: 8 }),
        bytes: fc.integer({ min: 0, max: 400 }),
      }),
      { maxLength: 50 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 2000 }),
        steps,
        (capacity, limit, all) =>
          withPipe(capacity, limit, async ({ outlet, inlet, departure }) => {
            const onTheWay: number[] = [];
            let sent = 0;
            let taken = 0;
            let burst = false;
            const send = (bytes: number): void => {
              outlet.send(item(bytes, sent++ % 256));
              onTheWay.push(bytesOf(item(bytes)));
            };
            const take = (most?: number): void => {
              for (const found of takeFrom(inlet, most)) {
                expect(bytesOf(found)).toBe(onTheWay.shift());
                expect(found instanceof Uint8Array ? (found[0] ?? taken % 256) : null).toBe(taken % 256);
                taken++;
              }
            };
            for (const { act, count, bytes } of all) {
              if (act === 'send')
                for (let i = 0; i < count && outlet.room() > 0; i++) {
                  expect(onTheWay.length).toBeLessThan(capacity);
                  expect(onTheWay.reduce((sum, one) => sum + one, 0)).toBeLessThan(limit);
                  send(bytes);
                }
              else if (act === 'burst') {
                for (let i = 0; i < count; i++) send(bytes);
                burst = true;
              } else if (act === 'take') take(count);
              else if (act === 'flush') expect(outlet.flush() || burst).toBe(true);
              else await yieldToLoop();
            }
            while (!outlet.flush()) {
              take();
              await departure.wait();
            }
            take();
            expect(taken).toBe(sent);
            expect(outlet.room()).toBe(1);
            outlet.close();
            expect(takeFrom(inlet)).toEqual([]);
            expect(inlet.ended()).toBe(true);
          }),
      ),
      // As in waiting.test.ts: only a writer that is never woken takes so long.
      { timeout: 5_000, endOnFailure: true },
    );
  });
});

test.each([INTS, RECORDS, PLACES])('items of one size have no limit in bytes: $kind.kind', ({ kind }) => {
  expect(byteLimitOf(kind, 1)).toBeNull();
});

describe('the size of an item', () => {
  test('is a finite number above 0, whatever the item', () => {
    fc.assert(
      fc.property(fc.anything({ withMap: true, withSet: true, withTypedArray: true, withDate: true }), (item) => {
        expect(bytesOf(item)).toBeGreaterThan(0);
        expect(Number.isFinite(bytesOf(item))).toBe(true);
      }),
    );
  });

  test('grows with texts, buffers and lists', () => {
    expect(bytesOf('x'.repeat(1000))).toBeGreaterThanOrEqual(2000);
    expect(bytesOf(new Float64Array(1000))).toBeGreaterThanOrEqual(8000);
    expect(bytesOf(new ArrayBuffer(1000))).toBeGreaterThanOrEqual(1000);
    expect(bytesOf({ list: Array(1000).fill(0) })).toBeGreaterThanOrEqual(8000);
    expect(bytesOf(new Map([['x'.repeat(500), 'x'.repeat(500)]]))).toBeGreaterThanOrEqual(2000);
    expect(bytesOf(new Set(['x'.repeat(1000)]))).toBeGreaterThanOrEqual(2000);
  });

  test('counts the whole buffer of a view once, since a clone copies all of it', () => {
    const buffer = new ArrayBuffer(8192);
    const part = new Uint8Array(buffer, 16, 3);
    expect(bytesOf(part)).toBeGreaterThanOrEqual(8192);
    expect(bytesOf({ part, other: new DataView(buffer, 0, 1), buffer })).toBeLessThan(2 * 8192);
    expect(structuredClone(part).buffer.byteLength).toBe(8192);
  });

  test('counts no memory that is shared: it is not copied', () => {
    expect(bytesOf(new Uint8Array(new SharedArrayBuffer(8192)))).toBeLessThan(100);
  });

  test('counts once what occurs twice, and needs no deep stack', () => {
    const egg = { name: 'x'.repeat(1000) };
    expect(bytesOf([egg, egg])).toBeLessThan(2 * bytesOf(egg));
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(bytesOf(circle)).toBeLessThan(100);
    let chain: unknown = null;
    for (let i = 0; i < 100_000; i++) chain = { next: chain };
    expect(bytesOf(chain)).toBeGreaterThan(800_000);
  });
});

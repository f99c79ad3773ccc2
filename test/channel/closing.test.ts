/** The end of a channel, tested with every carrier: it comes after all that was sent, wherever that is at the time. */
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { NOTHING } from '../../src/channel/channel.ts';
import { carriers, type Pipe, takeFrom } from './carriers.ts';

const CAPACITY = 32;
const capacity = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(64, 100, 1024));
const pipes: Pipe[] = [];

afterEach(() => {
  for (const pipe of pipes.splice(0)) pipe.dispose();
});

describe.each(carriers)('$name', (carrier) => {
  const open = (): Pipe => {
    const pipe = carrier.open(CAPACITY);
    pipes.push(pipe);
    return pipe;
  };

  test('a channel that is only empty has not ended', () => {
    const { inlet, outlet } = open();
    outlet.send(7);
    outlet.flush();
    expect([inlet.take(), inlet.take(), inlet.take()]).toEqual([7, NOTHING, NOTHING]);
    expect(inlet.ended()).toBe(false);
  });

  test('a channel that is closed with nothing in it has ended', () => {
    const { inlet, outlet } = open();
    expect(outlet.flush()).toBe(true);
    outlet.close();
    expect(inlet.take()).toBe(NOTHING);
    expect(inlet.ended()).toBe(true);
  });

  test('a channel stays ended', () => {
    const { inlet, outlet } = open();
    outlet.close();
    for (let i = 0; i < 3; i++) expect(inlet.take()).toBe(NOTHING);
    expect(inlet.ended()).toBe(true);
  });

  test('what is on its way is delivered after the close, and only then has the channel ended', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 65_535 }), { maxLength: CAPACITY }), (items) => {
        const { inlet, outlet, dispose } = carrier.open(CAPACITY);
        for (const item of items) outlet.send(item);
        expect(outlet.flush()).toBe(true);
        outlet.close();
        for (const item of items) {
          expect(inlet.ended()).toBe(false);
          expect(inlet.take()).toBe(item);
        }
        expect(inlet.take()).toBe(NOTHING);
        expect(inlet.ended()).toBe(true);
        dispose();
      }),
    );
  });

  test('a stream that ends inside a batch is not cut short', () => {
    const { inlet, outlet } = open();
    // A batch is a part of the capacity: one item more than half of it fills none exactly.
    const items = Array.from({ length: CAPACITY / 2 + 1 }, (_, i) => i);
    for (const item of items) outlet.send(item);
    expect(inlet.take()).toBe(0);
    expect(outlet.flush()).toBe(true);
    outlet.close();
    for (const item of items.slice(1)) {
      expect(inlet.ended()).toBe(false);
      expect(inlet.take()).toBe(item);
    }
    expect(inlet.take()).toBe(NOTHING);
    expect(inlet.ended()).toBe(true);
  });

  test('all that was sent comes before the end, for any capacity and any place in a batch', () =>
    fc.assert(
      fc.property(capacity, fc.nat({ max: 100 }), (capacity, at) => {
        const { inlet, outlet, dispose } = carrier.open(capacity);
        const length = Math.round((capacity * at) / 100);
        for (let item = 0; item < length; item++) outlet.send(item);
        expect(outlet.flush()).toBe(true);
        outlet.close();
        expect(takeFrom(inlet)).toEqual(Array.from({ length }, (_, i) => i));
        expect(inlet.ended()).toBe(true);
        dispose();
      }),
    ));

  test('a reader that waits is woken when the channel is closed, even if nothing was ever sent', async () => {
    const { inlet, outlet, arrival } = open();
    const waiting = arrival.wait();
    outlet.close();
    await waiting;
    expect(inlet.take()).toBe(NOTHING);
    expect(inlet.ended()).toBe(true);
  });

  test('one channel that ends leaves another open', () => {
    const [one, other] = [open(), open()];
    one.outlet.close();
    expect(one.inlet.take()).toBe(NOTHING);
    other.outlet.send(5);
    other.outlet.flush();
    expect(other.inlet.take()).toBe(5);
    expect([one.inlet.ended(), other.inlet.ended()]).toEqual([true, false]);
  });
});

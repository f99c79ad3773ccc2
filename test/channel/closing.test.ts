/** The end of a channel, tested with every carrier and every kind of item: it comes after all that was sent, wherever that is at the time. */
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { NOTHING } from '../../src/channel/channel.ts';
import { carriers, type Pipe, takeFrom } from './carriers.ts';
import { firstItems } from './kinds.ts';

const CAPACITY = 32;
const capacity = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(64, 100, 1024));
const pipes: Pipe[] = [];

afterEach(() => {
  for (const pipe of pipes.splice(0)) pipe.dispose();
});

describe.each(carriers)('$name', (carrier) => {
  const { item } = carrier.items;
  const open = (): Pipe => {
    const pipe = carrier.open(CAPACITY);
    pipes.push(pipe);
    return pipe;
  };

  test('a channel that is only empty has not ended', () => {
    const { inlet, outlet } = open();
    outlet.send(item(7));
    outlet.flush();
    expect([inlet.take(), inlet.take(), inlet.take()]).toEqual([item(7), NOTHING, NOTHING]);
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
      fc.property(fc.array(fc.nat({ max: 65_535 }), { maxLength: CAPACITY }), (numbers) => {
        const { inlet, outlet, dispose } = carrier.open(CAPACITY);
        for (const i of numbers) outlet.send(item(i));
        expect(outlet.flush()).toBe(true);
        outlet.close();
        for (const i of numbers) {
          expect(inlet.ended()).toBe(false);
          expect(inlet.take()).toEqual(item(i));
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
    const count = CAPACITY / 2 + 1;
    for (let i = 0; i < count; i++) outlet.send(item(i));
    expect(inlet.take()).toEqual(item(0));
    expect(outlet.flush()).toBe(true);
    outlet.close();
    for (let i = 1; i < count; i++) {
      expect(inlet.ended()).toBe(false);
      expect(inlet.take()).toEqual(item(i));
    }
    expect(inlet.take()).toBe(NOTHING);
    expect(inlet.ended()).toBe(true);
  });

  test('all that was sent comes before the end, for any capacity and any place in a batch', () =>
    fc.assert(
      fc.property(capacity, fc.nat({ max: 100 }), (capacity, at) => {
        const { inlet, outlet, dispose } = carrier.open(capacity);
        const length = Math.round((capacity * at) / 100);
        for (let i = 0; i < length; i++) outlet.send(item(i));
        expect(outlet.flush()).toBe(true);
        outlet.close();
        expect(takeFrom(inlet)).toEqual(firstItems(carrier.items, length));
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
    other.outlet.send(item(5));
    other.outlet.flush();
    expect(other.inlet.take()).toEqual(item(5));
    expect([one.inlet.ended(), other.inlet.ended()]).toEqual([true, false]);
  });
});

/** What passes through the memory of a ring, and when: its two ends share nothing else. */
import { expect, test } from 'vitest';
import { type Inlet, NOTHING, type Outlet } from '../../src/channel/channel.ts';
import { RingInlet, RingOutlet, ringMemory } from '../../src/channel/ring.ts';
import { takeFrom } from './carriers.ts';

const CAPACITY = 16;

interface Counted {
  readonly outlet: Outlet;
  readonly inlet: Inlet;
  /** How often the reader has been woken, and the writer. */
  wakeUps(): [reader: number, writer: number];
}

function counted(): Counted {
  let reader = 0;
  let writer = 0;
  const memory = ringMemory(CAPACITY);
  return {
    outlet: new RingOutlet(memory, CAPACITY, () => reader++),
    inlet: new RingInlet(memory, CAPACITY, () => writer++),
    wakeUps: () => [reader, writer],
  };
}

test('the reader sees nothing of a batch that is neither full nor flushed', () => {
  const { outlet, inlet, wakeUps } = counted();
  outlet.send(7);
  expect(inlet.take()).toBe(NOTHING);
  expect(wakeUps()).toEqual([0, 0]);
  outlet.flush();
  expect(inlet.take()).toBe(7);
  expect(wakeUps()).toEqual([1, 0]);
});

test('a full batch is published by itself', () => {
  const { outlet, inlet } = counted();
  for (let item = 0; item < CAPACITY; item++) outlet.send(item);
  expect(takeFrom(inlet).length).toBeGreaterThan(0);
});

test('a flush with nothing new wakes no one', () => {
  const { outlet, wakeUps } = counted();
  outlet.flush();
  outlet.send(7);
  for (let i = 0; i < 3; i++) outlet.flush();
  expect(wakeUps()).toEqual([1, 0]);
});

test('taking from an empty ring wakes no one', () => {
  const { inlet, wakeUps } = counted();
  for (let i = 0; i < 3; i++) inlet.take();
  expect(wakeUps()).toEqual([0, 0]);
});

test('the writer is not woken for every single item', () => {
  const { outlet, inlet, wakeUps } = counted();
  for (let item = 0; item < CAPACITY; item++) outlet.send(item);
  outlet.flush();
  takeFrom(inlet, CAPACITY);
  expect(wakeUps()[1]).toBeGreaterThan(0);
  expect(wakeUps()[1]).toBeLessThanOrEqual(CAPACITY / 2);
});

test('a reader that finds nothing more has given all the room back, also what fills no batch', () => {
  const { outlet, inlet } = counted();
  const taken = CAPACITY / 4 + 1;
  for (let item = 0; item < taken; item++) outlet.send(item);
  outlet.flush();
  expect(takeFrom(inlet)).toHaveLength(taken);
  for (let item = taken; item < CAPACITY; item++) outlet.send(item);
  expect(outlet.room()).toBe(taken);
});

test('an end that is woken finds at once what it is woken for: items, room and the end', () => {
  const memory = ringMemory(1);
  const found: unknown[] = [];
  const outlet: Outlet = new RingOutlet(memory, 1, () => {
    const item = inlet.take();
    found.push(item === NOTHING ? { ended: inlet.ended() } : { item });
  });
  const inlet: Inlet = new RingInlet(memory, 1, () => found.push({ room: outlet.room() }));
  outlet.send(7);
  outlet.close();
  expect(found).toEqual([{ room: 1 }, { item: 7 }, { ended: true }]);
});

test('a reader that comes late finds what was written before it, and the end', () => {
  const memory = ringMemory(CAPACITY);
  const outlet = new RingOutlet(memory, CAPACITY, () => {});
  for (const item of [1, 2, 3]) outlet.send(item);
  outlet.flush();
  outlet.close();
  const inlet = new RingInlet(memory, CAPACITY, () => {});
  expect(takeFrom(inlet)).toEqual([1, 2, 3]);
  expect(inlet.ended()).toBe(true);
});

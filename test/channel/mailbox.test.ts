/** Which end a mailbox wakes, and how often: a wake-up that is not needed costs time. */
import { expect, test } from 'vitest';
import { type Mailbox, mailbox } from '../../src/channel/mailbox.ts';

interface Counted extends Mailbox {
  /** How often the reader has been woken, and the writer. */
  wakeUps(): [reader: number, writer: number];
}

function counted(capacity: number): Counted {
  let reader = 0;
  let writer = 0;
  const ends = mailbox(
    capacity,
    () => reader++,
    () => writer++,
  );
  return { ...ends, wakeUps: () => [reader, writer] };
}

test('the reader is woken once for all that was sent before a flush', () => {
  const { outlet, wakeUps } = counted(8);
  for (let item = 0; item < 5; item++) outlet.send(item);
  expect(wakeUps()).toEqual([0, 0]);
  outlet.flush();
  expect(wakeUps()).toEqual([1, 0]);
});

test('the reader is not woken for what it has been woken for already', () => {
  const { outlet, wakeUps } = counted(8);
  outlet.flush();
  expect(wakeUps()).toEqual([0, 0]);
  outlet.send(1);
  for (let i = 0; i < 3; i++) outlet.flush();
  expect(wakeUps()).toEqual([1, 0]);
});

test('the reader is woken for the close', () => {
  const { outlet, wakeUps } = counted(8);
  outlet.close();
  expect(wakeUps()).toEqual([1, 0]);
});

test('the writer is woken when half of a full mailbox is free, and when all of it is', () => {
  const { outlet, inlet, wakeUps } = counted(8);
  for (let item = 0; item < 8; item++) outlet.send(item);
  const ofWriter = Array.from({ length: 8 }, () => {
    inlet.take();
    return wakeUps()[1];
  });
  expect(ofWriter).toEqual([0, 0, 0, 1, 1, 1, 1, 2]);
});

test.each([2, 3, 5, 7, 8, 1023, 1025])(
  'the same holds for a capacity of %d, with half of it rounded up',
  (capacity) => {
    const { outlet, inlet, wakeUps } = counted(capacity);
    // Filled twice, from another slot the second time.
    for (let round = 0; round < 2; round++) {
      const before = wakeUps()[1];
      for (let item = 0; item < capacity; item++) outlet.send(item);
      const freeAtWakeUps: number[] = [];
      for (let free = 1; free <= capacity; free++) {
        const woken = wakeUps()[1];
        inlet.take();
        if (wakeUps()[1] > woken) freeAtWakeUps.push(free);
      }
      expect(freeAtWakeUps).toEqual([Math.ceil(capacity / 2), capacity]);
      expect(wakeUps()[1] - before).toBe(2);
      outlet.send(0);
      inlet.take();
    }
  },
);

test('the writer is woken at the latest when the mailbox is empty, whatever its capacity', () => {
  for (let capacity = 1; capacity <= 20; capacity++) {
    const { outlet, inlet, wakeUps } = counted(capacity);
    for (let item = 0; item < capacity; item++) outlet.send(item);
    for (let item = 0; item < capacity; item++) inlet.take();
    expect(wakeUps()[1]).toBeGreaterThan(0);
  }
});

test('taking from an empty mailbox wakes no one', () => {
  const { inlet, wakeUps } = counted(8);
  inlet.take();
  expect(wakeUps()).toEqual([0, 0]);
});

test('a mailbox goes round its slots for as long as it likes', () => {
  const { outlet, inlet } = counted(3);
  for (let item = 0; item < 10_000; item++) {
    outlet.send(item);
    outlet.flush();
    expect(inlet.take()).toBe(item);
  }
});

/** Whom a mailbox rings, and how often: a ring wakes a coroutine, and waking for nothing is what it is built to avoid. */
import { expect, test } from 'vitest';
import { type Mailbox, mailbox } from '../../src/channel/mailbox.ts';

interface Counted extends Mailbox {
  /** How often the reader has been rung, and the writer. */
  rings(): [reader: number, writer: number];
}

function counted(capacity: number): Counted {
  let reader = 0;
  let writer = 0;
  const ends = mailbox(
    capacity,
    () => reader++,
    () => writer++,
  );
  return { ...ends, rings: () => [reader, writer] };
}

test('the reader is rung once for all that was sent before a flush', () => {
  const { outlet, rings } = counted(8);
  for (let item = 0; item < 5; item++) outlet.send(item);
  expect(rings()).toEqual([0, 0]);
  outlet.flush();
  expect(rings()).toEqual([1, 0]);
});

test('the reader is not rung for what it has been rung for already', () => {
  const { outlet, rings } = counted(8);
  outlet.flush();
  expect(rings()).toEqual([0, 0]);
  outlet.send(1);
  for (let i = 0; i < 3; i++) outlet.flush();
  expect(rings()).toEqual([1, 0]);
});

test('the reader is rung for the close', () => {
  const { outlet, rings } = counted(8);
  outlet.close();
  expect(rings()).toEqual([1, 0]);
});

test('the writer is rung when half of a full mailbox is free, and when all of it is', () => {
  const { outlet, inlet, rings } = counted(8);
  for (let item = 0; item < 8; item++) outlet.send(item);
  const writerRings = Array.from({ length: 8 }, () => {
    inlet.take();
    return rings()[1];
  });
  expect(writerRings).toEqual([0, 0, 0, 1, 1, 1, 1, 2]);
});

test('the writer is rung at the latest when the mailbox is empty, whatever its capacity', () => {
  for (let capacity = 1; capacity <= 20; capacity++) {
    const { outlet, inlet, rings } = counted(capacity);
    for (let item = 0; item < capacity; item++) outlet.send(item);
    for (let item = 0; item < capacity; item++) inlet.take();
    expect(rings()[1]).toBeGreaterThan(0);
  }
});

test('taking from an empty mailbox rings nobody', () => {
  const { inlet, rings } = counted(8);
  inlet.take();
  expect(rings()).toEqual([0, 0]);
});

test('a mailbox goes round its slots for as long as it likes', () => {
  const { outlet, inlet } = counted(3);
  for (let item = 0; item < 10_000; item++) {
    outlet.send(item);
    outlet.flush();
    expect(inlet.take()).toBe(item);
  }
});

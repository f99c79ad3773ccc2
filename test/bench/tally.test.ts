/** How the bench counts messages, checks them, and measures their latency. */
import { expect, test } from 'vitest';
import { dueBy } from '../../src/bench/messages/link.ts';
import { checksumOf, numberFor, numberIn, type Payload, Stock } from '../../src/bench/messages/payload.ts';
import { Tally } from '../../src/bench/messages/tally.ts';
import { nowNs } from '../../src/platform/node/clock.ts';

test('the tally computes the checksum of all messages, even if their numbers wrap around', () => {
  for (const count of [0, 1, 65_535, 65_536, 200_000]) {
    const tally = new Tally(null);
    for (let i = 0; i < count; i++) tally.take(numberFor(i));
    expect(tally.report()).toEqual({ count, checksum: checksumOf(count), latencyNs: null });
  }
});

test('latency counts from the moment a message is due, even if it is sent late', () => {
  const lateNs = 5e9;
  const tally = new Tally({ startNs: nowNs() - lateNs, intervalNs: 1000 });
  for (let i = 0; i < 100; i++) tally.take(numberFor(i));
  expect(tally.report().latencyNs?.p50).toBeGreaterThan(lateNs * 0.99);
});

test('the first message is due at the start, and one more after each interval', () => {
  const schedule = { startNs: 1000, intervalNs: 10 };
  expect([999, 1000, 1009, 1010, 1100].map((ns) => dueBy(schedule, ns))).toEqual([0, 1, 1, 2, 11]);
});

test('a buffer with different ends is an error', () => {
  const buffer = Int32Array.of(7, 0, 7);
  expect(numberIn(buffer)).toBe(7);
  buffer[2] = 8;
  expect(() => numberIn(buffer)).toThrow(
    'expected the same number at both ends of a buffer, found 7 at the start and 8 at the end',
  );
});

test.each(['transferred', 'shared'] as const)('a %s buffer is not sent again before it is returned', (passing) => {
  const payload: Payload = { kind: 'bytes', bytes: 1024, passing };
  const stock = new Stock(payload, 2);
  const first = stock.value(1);
  expect(stock.value(2)).not.toBe(first);
  expect(() => stock.value(3)).toThrow('expected a free buffer, found every buffer in flight');
  stock.restock(first);
  expect(numberIn(stock.value(4))).toBe(4);
});

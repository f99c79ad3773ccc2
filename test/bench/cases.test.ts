/** Every case of the message table runs for a few milliseconds, and a faulty link is detected. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MESSAGE_CASES, measureCase } from '../../src/bench/messages/cases.ts';
import { costOf, type Link } from '../../src/bench/messages/link.ts';
import { checksumOf } from '../../src/bench/messages/payload.ts';
import { BENCH_WORKER } from '../../src/bench/series.ts';
import { buildWorker } from '../../src/platform/node/single-worker.ts';

const SHORT = { warmUpMs: 1, throughputMs: 1, roundTripMs: 1, latencyMs: 1 };

let worker = { path: '', clear: () => {} };
beforeAll(async () => {
  worker = await buildWorker(BENCH_WORKER);
});
afterAll(() => worker.clear());

test('every case has its own name', () => {
  const names = MESSAGE_CASES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test.each(MESSAGE_CASES)('$name delivers every message', async (found) => {
  const cost = await measureCase(found, worker.path, SHORT);
  expect(cost.nsPerMessage).toBeGreaterThan(0);
  expect(cost.checked).toBeGreaterThan(0);
  for (const quantiles of [cost.roundTripNs, cost.latencyNs]) {
    if (quantiles === null) continue;
    expect(quantiles.p50).toBeLessThanOrEqual(quantiles.p99);
    expect(quantiles.p99).toBeLessThanOrEqual(quantiles.p999);
  }
  const sameThread = found.name.startsWith('same-thread');
  expect(cost.roundTripNs === null).toBe(sameThread);
  expect(cost.latencyNs === null).toBe(sameThread);
});

describe('a link fails if it', () => {
  const link = (count: (sent: number) => number, checksum: (sum: number) => number): Link => ({
    async send(sent) {
      return { count: count(sent), checksum: checksum(checksumOf(sent)), latencyNs: null };
    },
    roundTrips: null,
    close() {},
  });

  test('loses a message', async () => {
    await expect(
      costOf(
        link(
          (sent) => sent - 1,
          (sum) => sum,
        ),
        SHORT,
      ),
    ).rejects.toThrow(
      `expected 64 messages with checksum ${checksumOf(64)} at the far end, found 63 with checksum ${checksumOf(64)}`,
    );
  });

  test('changes a message', async () => {
    await expect(
      costOf(
        link(
          (sent) => sent,
          (sum) => sum + 1,
        ),
        SHORT,
      ),
    ).rejects.toThrow(`found 64 with checksum ${checksumOf(64) + 1}`);
  });
});

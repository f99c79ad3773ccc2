/** A link: one carrier under test as its near end sees it, and the measurement of its cost. */
import { createHistogram } from 'node:perf_hooks';
import { nowNs } from '../../platform/node/clock.ts';
import { checksumOf } from './payload.ts';
import { type Quantiles, quantilesOf, record, type Schedule, type TallyReport } from './tally.ts';

export interface Link {
  /**
   * Sends `count` messages, with a bound on how many are in flight: as fast as it can, or each when it is due. Settles when
   * the far end has taken all.
   */
  send(count: number, schedule: Schedule | null): Promise<TallyReport>;
  /** Makes `count` round trips, one after the other. Null if a send is a function call, which returns by itself. */
  readonly roundTrips: ((count: number, took: (ns: number) => void) => Promise<void>) | null;
  close(): void;
}

/** How long each part of a measurement takes, in milliseconds. */
export interface Durations {
  readonly warmUpMs: number;
  readonly throughputMs: number;
  readonly roundTripMs: number;
  readonly latencyMs: number;
}

export interface LinkCost {
  /** With many messages in flight and both ends busy. */
  readonly nsPerMessage: number;
  /** How many messages were sent, taken and checked. */
  readonly checked: number;
  readonly roundTripNs: Quantiles | null;
  /** At half of the maximum rate, from the moment a message is due until it is taken. */
  readonly latencyNs: Quantiles | null;
}

const FIRST_COUNT = 64;
const FIRST_TRIPS = 16;

/**
 * Warms the link up, then measures throughput, round trip and latency.
 *
 * @throws Error if the far end has not taken exactly what was sent
 */
export async function costOf(link: Link, durations: Durations): Promise<LinkCost> {
  let checked = 0;
  const timed = async (count: number, schedule: Schedule | null) => {
    const beganNs = nowNs();
    const report = await link.send(count, schedule);
    const tookNs = nowNs() - beganNs;
    check(report, count);
    checked += count;
    return { tookNs, report };
  };
  try {
    // The first messages wait until the thread of the far end has started. This is not part of their cost.
    await timed(FIRST_COUNT, null);
    // Twice as many each time: this warms up the code, and shows how many messages are needed.
    let count = FIRST_COUNT;
    let { tookNs } = await timed(count, null);
    while (tookNs < durations.warmUpMs * 1e6) {
      count *= 2;
      tookNs = (await timed(count, null)).tookNs;
    }
    const enough = Math.max(FIRST_COUNT, Math.round((count * durations.throughputMs * 1e6) / tookNs));
    const nsPerMessage = (await timed(enough, null)).tookNs / enough;
    const roundTripNs = await roundTripOf(link, durations.roundTripMs);
    const latencyNs = link.roundTrips === null ? null : await latencyOf(timed, nsPerMessage, durations.latencyMs);
    return { nsPerMessage, checked, roundTripNs, latencyNs };
  } finally {
    link.close();
  }
}

async function roundTripOf({ roundTrips }: Link, durationMs: number): Promise<Quantiles | null> {
  if (roundTrips === null) return null;
  let trips = FIRST_TRIPS;
  let tookNs = 0;
  for (; tookNs < (durationMs * 1e6) / 8; trips *= 2) {
    const beganNs = nowNs();
    await roundTrips(trips, () => {});
    tookNs = nowNs() - beganNs;
  }
  const histogram = createHistogram();
  const enough = Math.max(FIRST_TRIPS, Math.round(((trips / 2) * durationMs * 1e6) / tookNs));
  await roundTrips(enough, (ns) => record(histogram, ns));
  return quantilesOf(histogram);
}

/** The time before the first message is due: both ends have to receive the schedule first. */
const LEAD_NS = 2e6;

async function latencyOf(
  timed: (count: number, schedule: Schedule) => Promise<{ report: TallyReport }>,
  nsPerMessage: number,
  durationMs: number,
): Promise<Quantiles | null> {
  const intervalNs = 2 * nsPerMessage;
  const countFor = (ms: number): number => Math.max(FIRST_COUNT, Math.round((ms * 1e6) / intervalNs));
  const paced = (ms: number) => timed(countFor(ms), { startNs: nowNs() + LEAD_NS, intervalNs });
  // Sending on schedule is different code, which has to be warm too: otherwise it starts with a backlog.
  await paced(durationMs / 4);
  return (await paced(durationMs)).report.latencyNs;
}

/** How many messages are due at a moment. */
export function dueBy(schedule: Schedule, ns: number): number {
  return Math.floor((ns - schedule.startNs) / schedule.intervalNs) + 1;
}

function check({ count, checksum }: TallyReport, wanted: number): void {
  const sum = checksumOf(wanted);
  if (count !== wanted || checksum !== sum)
    throw new Error(
      `expected ${wanted} messages with checksum ${sum} at the far end, found ${count} with checksum ${checksum}`,
    );
}

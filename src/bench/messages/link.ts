/** A link: one carrier under test, as its near end sees it, and how its cost is measured. */
import { createHistogram } from 'node:perf_hooks';
import { nowNs } from '../../platform/node/clock.ts';
import { checksumOf } from './payload.ts';
import { type Quantiles, quantilesOf, record, type Schedule, type TallyReport } from './tally.ts';

export interface Link {
  /** Sends so many messages, bounded in flight, as fast as it can or when each is due; settles when all were taken. */
  send(count: number, schedule: Schedule | null): Promise<TallyReport>;
  /** So many messages there and back, one after the other; null where a send is a call, which comes back by itself. */
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
  /** With many on their way and both ends doing their part. */
  readonly nsPerMessage: number;
  /** Messages that were sent, taken, and found to say what they should. */
  readonly checked: number;
  readonly roundTripNs: Quantiles | null;
  /** At half of the greatest rate, from the moment each was due until it was taken. */
  readonly latencyNs: Quantiles | null;
}

const FIRST_COUNT = 64;
const FIRST_TRIPS = 16;

/**
 * Warms the link up, then measures throughput, round trip and latency.
 *
 * @throws Error when what was taken is not what was sent
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
    // The first ones wait for the far end's thread to start, which is not what is measured.
    await timed(FIRST_COUNT, null);
    // Twice as many each time: it warms up, and tells how many are needed.
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

/** Time for both ends to have heard of the schedule before the first message is due. */
const LEAD_NS = 2e6;

async function latencyOf(
  timed: (count: number, schedule: Schedule) => Promise<{ report: TallyReport }>,
  nsPerMessage: number,
  durationMs: number,
): Promise<Quantiles | null> {
  const intervalNs = 2 * nsPerMessage;
  const countFor = (ms: number): number => Math.max(FIRST_COUNT, Math.round((ms * 1e6) / intervalNs));
  const paced = (ms: number) => timed(countFor(ms), { startNs: nowNs() + LEAD_NS, intervalNs });
  // Sending on time is other code than sending at once: it has to be warm too, or it begins with a backlog.
  await paced(durationMs / 4);
  return (await paced(durationMs)).report.latencyNs;
}

/** How many messages are due by now. */
export function dueBy(schedule: Schedule, ns: number): number {
  return Math.floor((ns - schedule.startNs) / schedule.intervalNs) + 1;
}

function check({ count, checksum }: TallyReport, wanted: number): void {
  const sum = checksumOf(wanted);
  if (count !== wanted || checksum !== sum)
    throw new Error(`sent ${wanted} messages with checksum ${sum}, found ${count} taken with checksum ${checksum}`);
}

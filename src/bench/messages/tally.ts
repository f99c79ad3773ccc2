/** The tally: what the far end of a link has taken, added up so that the near end can check it. */
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { nowNs } from '../../platform/node/clock.ts';
import { checksumWith } from './payload.ts';

/** An open-loop schedule: message i is due at `startNs` + i x `intervalNs`, whatever happened to those before it. */
export interface Schedule {
  readonly startNs: number;
  readonly intervalNs: number;
}

export interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
}

export interface TallyReport {
  readonly count: number;
  /** Of what the messages said, in the order in which they were taken. */
  readonly checksum: number;
  /** From the moment a message was due until it was taken; null without a schedule. Nanoseconds. */
  readonly latencyNs: Quantiles | null;
}

/** The clock is read for at most one message in so much of the schedule: reading it takes a tenth of a microsecond. */
const SAMPLED_NS = 1000;

export class Tally {
  count = 0;
  #checksum = 0;
  readonly #schedule: Schedule | null;
  readonly #every: number;
  /** The next message that the clock is read for; none without a schedule. */
  #sampled: number;
  readonly #latencies: RecordableHistogram = createHistogram();

  constructor(schedule: Schedule | null) {
    this.#schedule = schedule;
    this.#every = schedule === null ? 0 : Math.max(1, Math.round(SAMPLED_NS / schedule.intervalNs));
    this.#sampled = schedule === null ? -1 : 0;
  }

  /**
   * Counts from the moment a message was due, not from when it was sent: a sender that is held up, and because of that
   * sends late, would otherwise leave out just those messages that waited longest (coordinated omission).
   */
  take(said: number): void {
    this.#checksum = checksumWith(this.#checksum, said);
    if (this.count === this.#sampled) this.#sample();
    this.count++;
  }

  #sample(): void {
    if (this.#schedule === null) return;
    this.#sampled += this.#every;
    record(this.#latencies, nowNs() - this.#schedule.startNs - this.count * this.#schedule.intervalNs);
  }

  report(): TallyReport {
    const latencyNs = this.#schedule === null ? null : quantilesOf(this.#latencies);
    return { count: this.count, checksum: this.#checksum, latencyNs };
  }
}

/** A histogram takes whole numbers from 1 up. */
export function record(histogram: RecordableHistogram, ns: number): void {
  histogram.record(Math.max(1, Math.round(ns)));
}

export function quantilesOf(histogram: RecordableHistogram): Quantiles {
  return { p50: histogram.percentile(50), p99: histogram.percentile(99), p999: histogram.percentile(99.9) };
}

/** The tally of the far end: count, checksum and latency of the messages that it has taken, for the near end to check. */
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { nowNs } from '../../platform/node/clock.ts';
import { checksumWith } from './payload.ts';

/** An open-loop schedule: message i is due at `startNs` + i x `intervalNs`, even if earlier messages are late. */
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
  /** Of the numbers in the messages, in the order in which they were taken. */
  readonly checksum: number;
  /** From the moment a message is due until it is taken, in nanoseconds; null without a schedule. */
  readonly latencyNs: Quantiles | null;
}

/** The clock is read for at most one message per this time: reading it takes a tenth of a microsecond. */
const SAMPLED_NS = 1000;

export class Tally {
  count = 0;
  #checksum = 0;
  readonly #schedule: Schedule | null;
  readonly #every: number;
  /** The next message for which the clock is read; -1 without a schedule. */
  #sampled: number;
  readonly #latencies: RecordableHistogram = createHistogram();

  constructor(schedule: Schedule | null) {
    this.#schedule = schedule;
    this.#every = schedule === null ? 0 : Math.max(1, Math.round(SAMPLED_NS / schedule.intervalNs));
    this.#sampled = schedule === null ? -1 : 0;
  }

  /**
   * Latency counts from the moment a message is due, not from the moment it is sent. Otherwise a sender that is delayed would
   * hide exactly the messages that wait longest (coordinated omission).
   */
  take(number: number): void {
    this.#checksum = checksumWith(this.#checksum, number);
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

/** Records a time. A histogram accepts only integers from 1. */
export function record(histogram: RecordableHistogram, ns: number): void {
  histogram.record(Math.max(1, Math.round(ns)));
}

export function quantilesOf(histogram: RecordableHistogram): Quantiles {
  return { p50: histogram.percentile(50), p99: histogram.percentile(99), p999: histogram.percentile(99.9) };
}

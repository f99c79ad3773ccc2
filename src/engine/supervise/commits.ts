/** The commits of one station, on its thread. */
import type { CommitReason, CommittedEnd } from '../../channel/committed-ring.ts';
import type { Clock } from '../../platform/platform.ts';
import { bankFor, COMMIT, type Committed, commit, stageOf } from './commit.ts';
import { KeptState } from './kept.ts';
import { KEEPS, type StationRecord, SUMS, type Sums } from './record.ts';

/** What adds up in a station. It is read at each commit, and given back to a new thread. */
export interface Summed {
  readSums(into: Sums): void;
  restoreSums(sums: Readonly<Sums>): void;
}

export interface CommitsOptions {
  readonly record: StationRecord;
  readonly inlets: readonly CommittedEnd[];
  readonly outlets: readonly (CommittedEnd & { end(): void })[];
  readonly clock: Pick<Clock, 'nowNs'>;
  /** Of each end, how far an earlier thread got that died; null where that is no reason for caution. */
  readonly cautiousUntil: Int32Array | null;
}

export class Commits {
  /** Where the station keeps what lasts. */
  readonly kept: KeptState;
  /** Whether an earlier thread has committed the station's end: then only its report is missing. */
  readonly hasEnded: boolean;
  /** Whether an earlier thread has committed anything. */
  readonly isRestart: boolean;
  /** Whether the station has been primed. */
  hasBegun = false;
  readonly #record: StationRecord;
  readonly #ends: readonly CommittedEnd[];
  readonly #closing: CommitsOptions['outlets'];
  readonly #clock: CommitsOptions['clock'];
  readonly #sums: Sums = { sent: 0, pieces: 0, digest: 0, workedMs: 0, restedMs: 0, events: 0 };
  /** Of each end, what was committed last. */
  readonly #counts: Int32Array;
  #summed: readonly Summed[] = [];
  #number: number;
  #isFirst = true;
  /** Of each end the count up to which every item is committed by itself; null where there is no reason for that. */
  #cautiousUntil: Int32Array | null;

  constructor({ record, inlets, outlets, clock, cautiousUntil }: CommitsOptions) {
    this.#record = record;
    this.#ends = [...inlets, ...outlets];
    this.#closing = outlets;
    this.#clock = clock;
    this.#cautiousUntil = cautiousUntil;
    this.#number = record.words.load(COMMIT);
    const place = bankFor(this.#number);
    const [even, odd] = record.more;
    const stage = stageOf(record.banks[place]);
    this.isRestart = stage !== 'none';
    this.hasEnded = stage === 'ended';
    this.kept = new KeptState([even.kept, odd.kept], this.isRestart ? place : null);
    this.#counts = Int32Array.from(this.#ends, (end) => end.count());
    for (const end of this.#ends) end.onBatch(() => void this.commit('full'));
  }

  /**
   * The station has been primed: gives back its sums, and what it keeps. A source asks for what it keeps later, in its first step.
   *
   * @param summed whose sums are committed
   */
  begin(summed: readonly Summed[], isStation: boolean): void {
    this.#summed = summed;
    this.hasBegun = true;
    if (isStation) this.kept.close();
    if (!this.isRestart) {
      // What a station keeps at its beginning, and what it has sent, outlives a death at its first item too.
      if (isStation) this.#commit(false, 'idle');
      return;
    }
    const { sums } = this.#record.more[bankFor(this.#number)];
    SUMS.forEach((name, i) => {
      this.#sums[name] = sums[i] ?? 0;
    });
    for (const one of summed) one.restoreSums(this.#sums);
  }

  /**
   * Commits all that the station has done, between two items; false where that is nothing new. What was committed before and is not yet
   * seen is seen now, unless only a batch is complete.
   */
  commit(reason: CommitReason): boolean {
    const ends = this.#ends;
    const counts = this.#counts;
    let isNew = false;
    for (let i = 0; i < ends.length; i++) {
      const count = ends[i]?.count() ?? 0;
      if (count === counts[i]) continue;
      counts[i] = count;
      isNew = true;
    }
    if (isNew) this.#commit(false, reason);
    else if (reason !== 'full') for (const end of ends) end.publish(reason);
    this.#noteFirst();
    return isNew;
  }

  /** Commits the end of the station. */
  end(): void {
    this.#commit(true, 'idle');
    this.#noteFirst();
  }

  #commit(hasEnded: boolean, reason: CommitReason): void {
    const number = (this.#number + 1) | 0;
    const committed: Committed = { ends: this.#ends, closing: this.#closing, hasEnded, reason, write: this.#write };
    commit(this.#record, number, committed);
    this.#number = number;
    if (this.#cautiousUntil !== null) this.#widenIfPast(this.#cautiousUntil);
  }

  /** The thread has committed something, or has found nothing to do: it has taken the place of the one before it. */
  #noteFirst(): void {
    if (!this.#isFirst) return;
    this.#isFirst = false;
    this.#record.firstNs[0] = this.#clock.nowNs();
  }

  #widenIfPast(until: Int32Array): void {
    if (this.#ends.some((end, i) => (((until[i] ?? 0) - end.count()) | 0) > 0)) return;
    this.#cautiousUntil = null;
    for (const end of this.#ends) end.widen();
  }

  readonly #write = (bank: 0 | 1): void => {
    const { sums } = this.#record.more[bank];
    for (const one of this.#summed) one.readSums(this.#sums);
    sums[0] = this.#sums.sent;
    sums[1] = this.#sums.pieces;
    sums[2] = this.#sums.digest;
    sums[3] = this.#sums.workedMs;
    sums[4] = this.#sums.restedMs;
    sums[5] = this.#sums.events;
    this.kept.save(bank);
    this.#record.all[KEEPS] = this.kept.isEmpty ? 0 : 1;
  };
}

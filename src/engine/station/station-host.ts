/** The host of one station: it does what the coroutine asks for, and adds up what the engine reports of it. */
import type { Host, Item, Part } from '../../line/coroutine.ts';
import { type Keep, keepForItself } from '../../line/keep.ts';
import { hashOfName, kernel, seedOf } from '../../line/kernel.ts';
import type { StationSpec } from '../../line/line.ts';
import { rest } from '../../line/rest.ts';
import type { Clock } from '../../platform/platform.ts';
import type { StationRun } from '../engine.ts';
import type { Summed } from '../supervise/commits.ts';
import type { Sums } from '../supervise/record.ts';
import type { StatusWriter } from '../watch/status-board.ts';
import type { Testimony } from './witness.ts';

/** Where a host writes when work begins and ends. */
export type WorkStatus = Pick<StatusWriter, 'writeWork' | 'writeActivity'>;

/** How many pieces of work and rests have been finished. */
export interface WorkTally {
  finished: number;
}

export class StationHost implements Host, Part, Summed {
  readonly rest = rest;
  readonly keep: Keep;
  readonly part: number;
  readonly parts: number;
  readonly send: (item: Item) => void;
  readonly #spec: StationSpec;
  readonly #clock: Clock;
  readonly #seed: number;
  readonly #status: WorkStatus | null;
  #workIndex: number;
  #digest = 0;
  #workedMs = 0;
  #restedMs = 0;
  #account: () => unknown = () => null;
  readonly #tally: WorkTally;

  /**
   * @param status the station's entry on the status board; null where no thread watches
   * @param tally counts the pieces of work and rests that are finished [of this station alone]
   * @param keep where it keeps what lasts [a thread that dies ends the run]
   */
  constructor(
    spec: StationSpec,
    clock: Clock,
    send: (item: Item) => void,
    status: WorkStatus | null,
    tally: WorkTally = { finished: 0 },
    keep: Keep = keepForItself,
  ) {
    this.keep = keep;
    this.#tally = tally;
    this.send = send;
    this.#status = status;
    this.#spec = spec;
    this.#clock = clock;
    this.#seed = hashOfName(spec.name);
    this.#workIndex = spec.firstWorkIndex;
    this.part = spec.part?.part ?? 0;
    this.parts = spec.part?.parts ?? 1;
  }

  /** Adds each result to a sum. So the digest depends neither on the order of the work nor on the thread that did it. */
  readonly work = (iterations: number): void => {
    const seed = seedOf(this.#seed, this.#workIndex++);
    if (iterations === 0) {
      this.#digest = (this.#digest + seed) | 0;
      return;
    }
    this.#status?.writeWork();
    const beganMs = this.#clock.nowMs();
    this.#digest = (this.#digest + kernel(iterations, seed)) | 0;
    this.#workedMs += this.#clock.nowMs() - beganMs;
    this.#status?.writeActivity('running');
    this.#tally.finished++;
  };

  readonly report = (account: () => unknown): void => {
    this.#account = account;
  };

  /** Counts a rest that began at `beganMs` and ends now. */
  rested(beganMs: number): void {
    this.#restedMs += this.#clock.nowMs() - beganMs;
    this.#tally.finished++;
  }

  readSums(into: Sums): void {
    into.pieces = this.#workIndex;
    into.digest = this.#digest;
    into.workedMs = this.#workedMs;
    into.restedMs = this.#restedMs;
  }

  restoreSums({ pieces, digest, workedMs, restedMs }: Readonly<Sums>): void {
    this.#workIndex = pieces;
    this.#digest = digest;
    this.#workedMs = workedMs;
    this.#restedMs = restedMs;
  }

  /** How long it has worked, by the clock, in milliseconds. */
  get workedMs(): number {
    return this.#workedMs;
  }

  /** What the engine reports of the station. */
  stationRun({ sent, testimony = null, selfMs = null, threadCpuMs = null, workedShare = 1 }: Measured): StationRun {
    const ms = workedShare * this.#workedMs;
    const workedMs = threadCpuMs !== null && threadCpuMs < ms ? threadCpuMs : ms;
    return {
      name: this.#spec.name,
      sent,
      testimony,
      accounts: [this.#account()],
      busyMs: workedMs + this.#restedMs,
      restedMs: this.#restedMs,
      selfMs,
      cpuMs: threadCpuMs,
      digest: this.#digest >>> 0,
    };
  }
}

/** What the engine has measured of a station. */
export interface Measured {
  /** How many items it has sent. */
  readonly sent: number;
  readonly testimony?: Testimony | null;
  readonly selfMs?: number | null;
  /**
   * The thread's CPU time during the run; null where it is not known, or where stations shared the thread. Milliseconds. The
   * station did not work for longer than that: by the clock alone, time in which it waited for a core would count as work.
   */
  readonly threadCpuMs?: number | null;
  /** Where stations shared the thread: the share of their worked time in which the thread had a core, 0 to 1 [1]. */
  readonly workedShare?: number;
}

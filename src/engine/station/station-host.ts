/** The host of one station: it does what the coroutine asks for, and adds up what the engine reports of it. */
import type { Host, Item } from '../../line/coroutine.ts';
import { hashOf, kernel, seedOf } from '../../line/kernel.ts';
import type { StationSpec } from '../../line/line.ts';
import type { Clock } from '../../platform/platform.ts';
import type { StationRun } from '../engine.ts';
import type { StatusWriter } from '../watch/status-board.ts';

export class StationHost implements Host {
  readonly send: (item: Item) => void;
  readonly #spec: StationSpec;
  readonly #clock: Clock;
  readonly #seed: number;
  readonly #status: StatusWriter | null;
  #workIndex: number;
  #digest = 0;
  #workedMs = 0;
  #restedMs = 0;
  #account: () => unknown = () => null;
  /** How many pieces of work and rests it has finished. */
  finished = 0;

  /** @param status the station's entry on the status board; null where no thread watches */
  constructor(spec: StationSpec, clock: Clock, send: (item: Item) => void, status: StatusWriter | null) {
    this.send = send;
    this.#status = status;
    this.#spec = spec;
    this.#clock = clock;
    this.#seed = hashOf(spec.name);
    this.#workIndex = spec.firstWorkIndex;
  }

  /** Adds each result to a sum. So the digest depends neither on the order of the work nor on the thread that did it. */
  work(iterations: number): void {
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
    this.finished++;
  }

  report(account: () => unknown): void {
    this.#account = account;
  }

  /** Counts a rest that began at `beganMs` and ends now. */
  rested(beganMs: number): void {
    this.#restedMs += this.#clock.nowMs() - beganMs;
    this.finished++;
  }

  /**
   * What the engine reports of the station.
   *
   * @param threadCpuMs the thread's CPU time during the run, in milliseconds; Infinity where it is not known, or where
   *   stations shared the thread. The station did not work for longer than that: by the clock alone, time in which it waited
   *   for a core would count as work.
   */
  stationRun(threadCpuMs = Number.POSITIVE_INFINITY): StationRun {
    const busyMs = (threadCpuMs < this.#workedMs ? threadCpuMs : this.#workedMs) + this.#restedMs;
    return { name: this.#spec.name, accounts: [this.#account()], busyMs, digest: this.#digest >>> 0 };
  }
}

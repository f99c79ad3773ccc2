/** The host of one station: what a coroutine calls, and what the engine learns from it. */
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
  pieces = 0;

  /** @param status where it writes that it works; null where no thread watches */
  constructor(spec: StationSpec, clock: Clock, send: (item: Item) => void, status: StatusWriter | null) {
    this.send = send;
    this.#status = status;
    this.#spec = spec;
    this.#clock = clock;
    this.#seed = hashOf(spec.name);
    this.#workIndex = spec.firstWorkIndex;
  }

  /** Adds each result to a sum. So the digest does not depend on the order of the work, nor on the thread that did it. */
  work(iterations: number): void {
    const seed = seedOf(this.#seed, this.#workIndex++);
    if (iterations === 0) {
      this.#digest = (this.#digest + seed) | 0;
      return;
    }
    this.#status?.works();
    const beganMs = this.#clock.nowMs();
    this.#digest = (this.#digest + kernel(iterations, seed)) | 0;
    this.#workedMs += this.#clock.nowMs() - beganMs;
    this.#status?.is('running');
    this.pieces++;
  }

  report(account: () => unknown): void {
    this.#account = account;
  }

  /** The station has rested since `beganMs`. */
  rested(beganMs: number): void {
    this.#restedMs += this.#clock.nowMs() - beganMs;
    this.pieces++;
  }

  /**
   * @param threadCpuMs CPU time of the thread meanwhile, where the station had the thread to itself. The clock also goes on
   *   while a station is ready to work and another one has its core, and that is not work.
   */
  run(threadCpuMs = Number.POSITIVE_INFINITY): StationRun {
    const busyMs = (threadCpuMs < this.#workedMs ? threadCpuMs : this.#workedMs) + this.#restedMs;
    return { name: this.#spec.name, accounts: [this.#account()], busyMs, digest: this.#digest >>> 0 };
  }
}

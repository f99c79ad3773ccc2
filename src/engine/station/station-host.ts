/** The desk: what an engine gives to a coroutine as its host, and what it learns from it. */
import type { Host, Item } from '../../line/coroutine.ts';
import { hashOf, kernel, seedOf } from '../../line/kernel.ts';
import type { StationSpec } from '../../line/line.ts';
import type { Clock, StationRun } from '../engine.ts';
import type { Status } from '../watch/status-board.ts';

export class StationHost implements Host {
  readonly send: (item: Item) => void;
  readonly #spec: StationSpec;
  readonly #clock: Clock;
  readonly #seed: number;
  #piece: number;
  #digest = 0;
  #workedMs = 0;
  #restedMs = 0;
  /** How often it has worked or rested so far. */
  pieces = 0;
  #account: () => unknown = () => null;
  readonly #status: Status | null;

  /** @param status where to write down that it works; null where nobody watches */
  constructor(spec: StationSpec, clock: Clock, send: (item: Item) => void, status: Status | null) {
    this.send = send;
    this.#status = status;
    this.#spec = spec;
    this.#clock = clock;
    this.#seed = hashOf(spec.name);
    this.#piece = spec.firstWorkIndex;
  }

  /** Adds each result to a sum, so that the digest is the same in whichever order and wherever the pieces were done. */
  work(iterations: number): void {
    const seed = seedOf(this.#seed, this.#piece++);
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

  /** Time since `beganMs` in which the station rested. */
  rested(beganMs: number): void {
    this.#restedMs += this.#clock.nowMs() - beganMs;
    this.pieces++;
  }

  /**
   * @param threadCpuMs CPU time of the thread meanwhile, where the station had it to itself: the clock goes on while a
   *   station is ready to work and another one has its core, and that is not work
   */
  run(threadCpuMs = Number.POSITIVE_INFINITY): StationRun {
    const busyMs = (threadCpuMs < this.#workedMs ? threadCpuMs : this.#workedMs) + this.#restedMs;
    return { name: this.#spec.name, accounts: [this.#account()], busyMs, digest: this.#digest >>> 0 };
  }
}

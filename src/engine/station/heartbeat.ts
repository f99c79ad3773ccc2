/** The teller: writes on the board how far a station is; often enough to be alive, seldom enough to cost nothing. */

import type { Clock } from '../engine.ts';
import type { Status } from '../watch/status-board.ts';
import type { Dispatch } from './dispatch.ts';

/** Told more often than this, a station is told of only half as often from then on. */
const OFTEN_MS = 1;
/** Written for every item, a line without work would lose a tenth of its speed. */
const MOST_UNTOLD = 64;

/**
 * A station that takes long over each item is told of after each: otherwise the watchdog would take it for one that hangs.
 * One that takes no time is told of after every 64 items, so that the board is up to 63 behind.
 */
export class Heartbeat {
  readonly #status: Status;
  readonly #dispatch: Dispatch;
  readonly #clock: Clock;
  #untold = 0;
  #every = 1;
  #toldMs: number;

  constructor(status: Status, dispatch: Dispatch, clock: Clock) {
    this.#status = status;
    this.#dispatch = dispatch;
    this.#clock = clock;
    this.#toldMs = clock.nowMs();
  }

  /** After so many more items it wants to hear of them: whoever counts them has that number at hand. */
  get every(): number {
    return this.#every;
  }

  /** So many items have been dealt with since it last heard; told on when that makes enough. */
  heard(items: number): void {
    this.#untold += items;
    if (this.#untold >= this.#every) this.tell();
  }

  tell(): void {
    this.#status.took(this.#untold, this.#dispatch.sent);
    this.#untold = 0;
    const nowMs = this.#clock.nowMs();
    this.#every = nowMs - this.#toldMs < OFTEN_MS ? Math.min(MOST_UNTOLD, 2 * this.#every) : 1;
    this.#toldMs = nowMs;
  }
}

/** The heartbeat of a station: writes on the status board how far it is, often enough to count as alive and no more. */
import type { Clock } from '../../platform/platform.ts';
import type { StatusWriter } from '../watch/status-board.ts';
import type { Dispatch } from './dispatch.ts';

/** Updates that follow each other faster than this, in milliseconds, come half as often from then on. */
const SHORTEST_INTERVAL_MS = 1;
/** An update for every item would slow down a line without work by a tenth. */
const MOST_ITEMS_BEHIND = 64;

/**
 * A station that needs long for each item writes after each one: otherwise the watchdog would report that it hangs. A fast
 * station writes after every 64 items, so that the board is up to 63 items behind.
 */
export class Heartbeat {
  readonly #status: StatusWriter;
  readonly #dispatch: Dispatch;
  readonly #clock: Clock;
  #unwritten = 0;
  #every = 1;
  #writtenMs: number;

  constructor(status: StatusWriter, dispatch: Dispatch, clock: Clock) {
    this.#status = status;
    this.#dispatch = dispatch;
    this.#clock = clock;
    this.#writtenMs = clock.nowMs();
  }

  /** How many items to handle until the next call of `count`. */
  get every(): number {
    return this.#every;
  }

  /** The station has handled `items` more items. */
  count(items: number): void {
    this.#unwritten += items;
    if (this.#unwritten >= this.#every) this.write();
  }

  write(): void {
    this.#status.writeCounts(this.#unwritten, this.#dispatch.sent);
    this.#unwritten = 0;
    const nowMs = this.#clock.nowMs();
    this.#every = nowMs - this.#writtenMs < SHORTEST_INTERVAL_MS ? Math.min(MOST_ITEMS_BEHIND, 2 * this.#every) : 1;
    this.#writtenMs = nowMs;
  }
}

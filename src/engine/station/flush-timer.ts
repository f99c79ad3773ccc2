/** The flush timer of a station: it sends a batch that has grown old, so that no finished item waits for long. */
import type { Clock } from '../../platform/platform.ts';
import type { Dispatch } from './dispatch.ts';
import type { StationHost } from './station-host.ts';

/**
 * How old a batch may grow while its station works, in milliseconds. A message that wakes its reader costs both ends up to
 * 10 us. Sent at most every 500 us it costs 2 %, and a finished item never waits for much longer than 500 us. With a tenth of
 * that, stations with 20 us of work per item spent a sixth of their time on waking each other.
 */
export const STALE_MS = 0.5;

export class FlushTimer {
  readonly #host: StationHost;
  readonly #dispatch: Dispatch;
  readonly #clock: Clock;
  #pieces = 0;
  #flushedMs: number;

  constructor(host: StationHost, dispatch: Dispatch, clock: Clock) {
    this.#host = host;
    this.#dispatch = dispatch;
    this.#clock = clock;
    this.#flushedMs = clock.nowMs();
  }

  /**
   * Sends what has collected when the last flush is `STALE_MS` ago or longer; true when it has done so. It reads the clock
   * only after the station has worked or rested: otherwise next to no time has passed.
   */
  flushWhenStale(): boolean {
    const pieces = this.#host.finished;
    if (pieces === this.#pieces) return false;
    this.#pieces = pieces;
    return this.flushAt(this.#clock.nowMs());
  }

  /** The same at a known time: the heartbeat reads the clock now and then, also where a station never calls `work`. */
  flushAt(nowMs: number): boolean {
    if (nowMs - this.#flushedMs < STALE_MS) return false;
    this.#flushedMs = nowMs;
    this.#dispatch.flush();
    return true;
  }
}

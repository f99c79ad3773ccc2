/** The flush timer of a station: it sends a batch that has grown old, so that no finished item waits for long. */
import type { Clock } from '../../platform/platform.ts';
import type { Dispatch } from './dispatch.ts';
import type { WorkTally } from './station-host.ts';

/**
 * How old a batch may grow while its station works, in milliseconds. A message that wakes its reader costs both ends up to
 * 10 us. Sent at most every 500 us it costs 2 %, and a finished item never waits for much longer than 500 us. With a tenth of
 * that, stations with 20 us of work per item spent a sixth of their time on waking each other.
 */
export const STALE_MS = 0.5;

/** Who sends so many items in `STALE_MS` or little more fills its batches by itself. */
const MANY_ITEMS = 1024;

/** But perhaps not all of them: an item for a reader that rarely gets one waits no longer than this, in milliseconds. */
const OLDEST_MS = 5;

export class FlushTimer {
  readonly #tally: Readonly<WorkTally>;
  readonly #dispatch: Pick<Dispatch, 'sent' | 'flush'>;
  readonly #clock: Clock;
  #pieces = 0;
  #flushedMs: number;
  /** When it last flushed, or found that the batches fill by themselves. */
  #lookedMs: number;
  /** How many items it had sent by then. */
  #sentBefore = 0;

  constructor(tally: Readonly<WorkTally>, dispatch: Pick<Dispatch, 'sent' | 'flush'>, clock: Clock) {
    this.#tally = tally;
    this.#dispatch = dispatch;
    this.#clock = clock;
    this.#flushedMs = clock.nowMs();
    this.#lookedMs = this.#flushedMs;
  }

  /**
   * Sends what has collected when the last flush or look is `STALE_MS` ago or longer; true when it has done so. It reads the clock
   * only after the station has worked or rested: otherwise next to no time has passed.
   */
  flushWhenStale(): boolean {
    const pieces = this.#tally.finished;
    if (pieces === this.#pieces) return false;
    this.#pieces = pieces;
    const nowMs = this.#clock.nowMs();
    if (nowMs - this.#lookedMs < STALE_MS) return false;
    this.#flush(nowMs);
    return true;
  }

  /**
   * The same for a station that does not call `work`, at a time that the heartbeat has read anyway. Where a station sends so much
   * that its batches soon fill by themselves, to cut them short each time would make a line without work a sixth slower.
   */
  lookAt(nowMs: number): void {
    if (nowMs - this.#lookedMs < STALE_MS) return;
    const sent = this.#dispatch.sent - this.#sentBefore;
    if (sent < MANY_ITEMS || nowMs - this.#flushedMs >= OLDEST_MS) this.#flush(nowMs);
    else {
      this.#lookedMs = nowMs;
      this.#sentBefore = this.#dispatch.sent;
    }
  }

  #flush(nowMs: number): void {
    this.#flushedMs = nowMs;
    this.#lookedMs = nowMs;
    this.#sentBefore = this.#dispatch.sent;
    this.#dispatch.flush();
  }
}

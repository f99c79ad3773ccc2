/** The heartbeat of a station: writes on the status board how far it is, often enough to count as alive and no more. */
import type { Clock } from '../../platform/platform.ts';
import type { StatusWriter } from '../watch/status-board.ts';
import type { Dispatch } from './dispatch.ts';
import type { FlushTimer } from './flush-timer.ts';
import type { WorkTally } from './station-host.ts';

/** A station that needs less than this for a beat, in milliseconds, gets twice as many items until the next. */
const SHORTEST_INTERVAL_MS = 0.25;
/** An update for every item would slow down a line without work by a tenth. */
const MOST_ITEMS_BEHIND = 64;
/**
 * While a fast station neither works nor rests, it looks at the clock after this many beats only: a look takes as long as several
 * items of a line without work.
 */
const BEATS_PER_LOOK = 4;

/**
 * A station that needs long for each item writes after each one: otherwise the watchdog would report that it hangs. A fast
 * station writes after every 64 items, so that the board is up to 63 items behind. When it becomes slow it is some beats until
 * it writes after each item again.
 */
export class Heartbeat {
  readonly #status: Pick<StatusWriter, 'writeCounts'>;
  readonly #dispatch: Pick<Dispatch, 'sent'>;
  readonly #clock: Clock;
  readonly #tally: Readonly<WorkTally>;
  readonly #flushTimer: Pick<FlushTimer, 'lookAt'>;
  #finished = 0;
  #unwritten = 0;
  #every = 1;
  #beats = 0;
  #lookedMs: number;

  constructor(
    status: Pick<StatusWriter, 'writeCounts'>,
    dispatch: Pick<Dispatch, 'sent'>,
    clock: Clock,
    tally: Readonly<WorkTally>,
    flushTimer: Pick<FlushTimer, 'lookAt'>,
  ) {
    this.#status = status;
    this.#dispatch = dispatch;
    this.#clock = clock;
    this.#tally = tally;
    this.#flushTimer = flushTimer;
    this.#lookedMs = clock.nowMs();
  }

  /** How many items the station may handle until it has to call `count`. */
  get due(): number {
    return this.#every - this.#unwritten;
  }

  /**
   * The station has handled `items` more items, at most as many as were due.
   *
   * @param isBetween whether it stands between two items, and not in the middle of one
   */
  count(items: number, isBetween = true): void {
    this.#unwritten += items;
    if (this.#unwritten >= this.#every) this.#beat(isBetween);
  }

  /** Writes what has not been written yet. */
  write(): void {
    this.#status.writeCounts(this.#unwritten, this.#dispatch.sent);
    this.#unwritten = 0;
  }

  #beat(isBetween: boolean): void {
    this.write();
    this.#beats++;
    const { finished } = this.#tally;
    const onlyPasses = finished === this.#finished;
    this.#finished = finished;
    if (onlyPasses && this.#every === MOST_ITEMS_BEHIND && this.#beats < BEATS_PER_LOOK) return;
    const nowMs = this.#clock.nowMs();
    const fast = nowMs - this.#lookedMs < this.#beats * SHORTEST_INTERVAL_MS;
    this.#every = fast ? Math.min(MOST_ITEMS_BEHIND, 2 * this.#every) : 1;
    this.#beats = 0;
    this.#lookedMs = nowMs;
    if (isBetween) this.#flushTimer.lookAt(nowMs);
  }
}

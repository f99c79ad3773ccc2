/** Kills that are planned for exact moments of one station: its thread ends itself there, in the middle of an item. */
import type { Coroutine, Item } from '../../line/coroutine.ts';
import type { Platform } from '../../platform/platform.ts';
import { isItem } from '../station/steps.ts';
import { KILLED, type StationRecord } from './record.ts';

type KillRecord = Pick<StationRecord, 'all' | 'diedNs'>;
type KillPlatform = Pick<Platform, 'clock' | 'endThread'>;

export class PlannedKills {
  readonly #at: readonly number[];
  readonly #record: KillRecord;
  readonly #platform: KillPlatform;

  /**
   * @param at which items it does not live to send, counted from 1, in ascending order
   */
  constructor(at: readonly number[], record: KillRecord, platform: KillPlatform) {
    this.#at = at;
    this.#record = record;
    this.#platform = platform;
  }

  /**
   * A station dies with the item in its hands.
   *
   * @param begun whether it has been primed: what it sends before its first yield it lives to send
   */
  send(send: (item: Item) => void, sent: () => number, begun: () => boolean): (item: Item) => void {
    if (this.#next === undefined) return send;
    return (item) => {
      if (begun()) this.#dieBefore(sent() + 1);
      send(item);
    };
  }

  /** A source dies when it has made the item. */
  source(coroutine: Coroutine, sent: () => number): Coroutine {
    if (this.#next === undefined) return coroutine;
    const killed: Coroutine = {
      next: (item) => {
        const step = coroutine.next(item);
        if (isItem(step)) this.#dieBefore(sent() + 1);
        return step;
      },
      return: (value) => coroutine.return(value),
      throw: (error) => coroutine.throw(error),
      [Symbol.iterator]: () => killed,
      [Symbol.dispose]: () => void coroutine.return(),
    };
    return killed;
  }

  get #next(): number | undefined {
    return this.#at[this.#record.all[KILLED] ?? 0];
  }

  #dieBefore(item: number): void {
    if (this.#next === undefined || this.#next > item) return;
    // So that the thread which takes its place lives on.
    this.#record.all[KILLED] = (this.#record.all[KILLED] ?? 0) + 1;
    this.#record.diedNs[0] = this.#platform.clock.nowNs();
    this.#platform.endThread();
  }
}

/** A waker: how a station waits until one of its channels changes. */
import type { Clock } from '../../platform/platform.ts';

/**
 * A station looks at its channels. When there is nothing to do it calls `prepare`. When that returns false the station has
 * to look once more, since a channel may have changed in between. When it returns true the station may wait.
 */
export interface Waker {
  prepare(): boolean;
  /**
   * Settles at the next wake-up since `prepare`. Throws when the station is stopped.
   *
   * @param ms the longest wait, in milliseconds, 0 or more [until it is woken]
   */
  wait(ms?: number): void | Promise<void>;
  /** Takes back `prepare`: the station has found something to do. */
  cancel(): void;
}

/** A waker for stations that wait in the event loop. It remembers a wake-up, so that none is lost. */
export class LoopWaker implements Waker {
  #woken = false;
  #resume: (() => void) | null = null;
  #failure: { readonly reason: unknown } | null = null;

  /** Wakes the station, or else ends its next wait at once. Several wake-ups before a wait count as one. */
  readonly wake = (): void => {
    const resume = this.#resume;
    this.#resume = null;
    if (resume === null) this.#woken = true;
    else resume();
  };

  /** Makes this wait and all later ones fail. */
  fail(reason: unknown): void {
    this.#failure = { reason };
    this.wake();
  }

  prepare(): boolean {
    return true;
  }

  cancel(): void {}

  async wait(ms?: number): Promise<void> {
    if (!this.#woken && this.#failure === null) {
      const timer = ms === undefined ? null : setTimeout(this.wake, ms);
      await new Promise<void>((resolve) => {
        this.#resume = resolve;
      });
      if (timer !== null) clearTimeout(timer);
    }
    this.#woken = false;
    if (this.#failure !== null) throw this.#failure.reason;
  }
}

/**
 * Rests for `ms` milliseconds or a little longer. It looks at the clock again after each wake-up: a timer may go off up to
 * a millisecond early, and channels wake the station too. It waits at the waker, so that a stop ends the rest.
 */
export async function restOnTimer(ms: number, waker: LoopWaker, clock: Pick<Clock, 'nowMs'>): Promise<void> {
  const endMs = clock.nowMs() + ms;
  for (let leftMs = ms; leftMs > 0; leftMs = endMs - clock.nowMs()) {
    await waker.wait(leftMs);
  }
}

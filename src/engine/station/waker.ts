/** How a station waits until one of its channels changes. */

/**
 * What a station waits at.
 *
 * It looks at its channels. When there is nothing to do it calls `prepare`. When that returns false it has to look once
 * more, because a wake-up may have come before; when it returns true it may wait.
 */
export interface Waker {
  prepare(): boolean;
  /** Settles at the next wake-up since `prepare`. Throws when the station is stopped. */
  wait(): void | Promise<void>;
  /** There was something to do after all. */
  cancel(): void;
}

/** A waker for stations that wait in the event loop. It remembers a wake-up, so that none is lost. */
export class LoopWaker implements Waker {
  #woken = false;
  #resume: (() => void) | null = null;
  #failure: { readonly reason: unknown } | null = null;

  /** It may be called too often: a wake-up while nobody waits is remembered once. */
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

  async wait(): Promise<void> {
    if (!this.#woken && this.#failure === null) {
      await new Promise<void>((resolve) => {
        this.#resume = resolve;
      });
    }
    this.#woken = false;
    if (this.#failure !== null) throw this.#failure.reason;
  }
}

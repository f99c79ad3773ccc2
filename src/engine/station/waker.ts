/** The bell on a station's counter: whoever changes a channel rings it, and the station waits for it. */

/**
 * How a station waits.
 *
 * It looks at its channels; when there is nothing to do it arms the bell. Where that answers false it has to look once
 * more, since a ring before now may have been missed; where it answers true it may wait.
 */
export interface Waker {
  prepare(): boolean;
  /** Settles at the next ring since the bell was armed. Throws when the station is sent home. */
  wait(): void | Promise<void>;
  /** There was something to do after all. */
  cancel(): void;
}

/** A bell for stations that wait in the event loop. It remembers a ring, so that none is missed. */
export class LoopWaker implements Waker {
  #rung = false;
  #answer: (() => void) | null = null;
  #failure: { readonly reason: unknown } | null = null;

  /** Safe to call too often: a ring that nobody waits for is remembered once. */
  readonly ring = (): void => {
    const answer = this.#answer;
    this.#answer = null;
    if (answer === null) this.#rung = true;
    else answer();
  };

  /** Makes this wait and all later ones fail. */
  break(reason: unknown): void {
    this.#failure = { reason };
    this.ring();
  }

  prepare(): boolean {
    return true;
  }

  cancel(): void {}

  async wait(): Promise<void> {
    if (!this.#rung && this.#failure === null) {
      await new Promise<void>((resolve) => {
        this.#answer = resolve;
      });
    }
    this.#rung = false;
    if (this.#failure !== null) throw this.#failure.reason;
  }
}

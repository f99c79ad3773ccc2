/** The bell on a station's counter: whoever changes a channel rings it, and the station waits for it. */
export class Bell {
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

  /** Settles at the next ring, or at once when it has rung since the last wait. */
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

/** Hens and a baker that count turns of the event loop instead of milliseconds: the same counts on every machine. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** What a farm counted. */
export interface FarmCounts {
  readonly laid: number;
  readonly baked: number;
  /** The most eggs that waited for the baker at any moment. */
  readonly mostWaiting: number;
  /** How many turns of the event loop it took. */
  readonly turns: number;
}

export class Farm {
  readonly #eggs: number;
  readonly #bakerTurns: number;
  #laid = 0;
  #baked = 0;
  #mostWaiting = 0;

  /**
   * @param eggs how many eggs the hens lay
   * @param bakerTurns how many turns the baker needs for each of them
   */
  constructor(eggs: number, bakerTurns: number) {
    this.#eggs = eggs;
    this.#bakerTurns = bakerTurns;
  }

  /** Lays an egg, which takes one turn. Resolves with false when there are no more eggs. */
  async lay(): Promise<boolean> {
    if (this.#laid === this.#eggs) return false;
    await nextTurn();
    this.#laid++;
    this.#mostWaiting = Math.max(this.#mostWaiting, this.#laid - this.#baked);
    return true;
  }

  /** Bakes an egg: it no longer waits as soon as the baker begins. */
  async bake(): Promise<void> {
    this.#baked++;
    for (let turn = 0; turn < this.#bakerTurns; turn++) await nextTurn();
  }

  /** Counts the turns until the work has ended. */
  async during(work: () => Promise<unknown>): Promise<FarmCounts> {
    let turns = 0;
    let ended = false;
    const count = (): void => {
      turns++;
      if (!ended) setImmediate(count);
    };
    setImmediate(count);
    await work();
    ended = true;
    return { laid: this.#laid, baked: this.#baked, mostWaiting: this.#mostWaiting, turns };
  }
}

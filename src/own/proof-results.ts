/** The reader of the results of a proof run: it looks at each of them late, as a slow reader does. */
import type { Result, ResultSink } from '../engine/results.ts';
import { Counter, type Tally } from '../engine/station/witness.ts';

/** So many results wait before the first of them is looked at: as many as wait for a reader in a run, unless it says otherwise. */
export const LATE = 1024;

/** Counts and hashes results when they have waited for a while: by then a station that changes what it has sent has changed it. */
export class ProofResults implements ResultSink {
  readonly #waiting: Result[] = [];
  readonly #counters = new Map<string, Counter>();
  readonly #copies: ReadonlyMap<string, string>;
  readonly #sequences = new Map<string, Counter>();
  #put = 0;

  /** @param copies the copies whose results are collected in turn, each with the name of its station */
  constructor(copies: ReadonlyMap<string, string> = new Map()) {
    this.#copies = copies;
  }

  /** It always takes more, so that a proof run waits for nobody. */
  room(): number {
    return Number.POSITIVE_INFINITY;
  }

  waiting(): number {
    return 0;
  }

  put(item: Result['item'], end: string): void {
    const place = this.#put++ % LATE;
    const oldest = this.#waiting[place];
    if (oldest !== undefined) this.#look(oldest);
    this.#waiting[place] = { item, end };
  }

  onRoom(): void {}

  /** Looks at what still waits. To be called once, after the run. */
  end(): void {
    const oldest = this.#put % LATE;
    for (const result of [...this.#waiting.slice(oldest), ...this.#waiting.slice(0, oldest)]) this.#look(result);
  }

  /** What a station or source gave as results. */
  tallyOf(end: string): Tally {
    return (this.#counters.get(end) ?? new Counter()).tally();
  }

  /** Of each station whose copies' results are collected in turn a hash of all these results, in their order. */
  sequences(): ReadonlyMap<string, number> {
    return new Map([...this.#sequences].map(([station, counter]) => [station, counter.tally().sequence]));
  }

  #look({ item, end }: Result): void {
    count(item, end, this.#counters);
    const station = this.#copies.get(end);
    if (station !== undefined) count(item, station, this.#sequences);
  }
}

function count(item: Result['item'], key: string, counters: Map<string, Counter>): void {
  const counter = counters.get(key) ?? new Counter();
  counters.set(key, counter);
  counter.add(item);
}

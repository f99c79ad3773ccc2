/** An assignment of stations to threads that a local search changes station by station. */
import { SAME } from './costs.ts';
import type { Stations } from './stations.ts';

/** Each question takes the same short time, however many stations there are; a move takes as long as the station has neighbours. */
export class Assignment {
  readonly stations: Stations;
  /** How many; some may have no station. */
  readonly threads: number;
  readonly #threadOf: Int32Array;
  /** How many stations each thread has. */
  readonly #sizes: Int32Array;
  /** How long each thread is busy. */
  readonly #busyUs: Float64Array;
  /** In rows, for each station and thread: what it saves with the stations there. */
  readonly #savedUs: Float64Array;
  /** In rows, for each station and thread: how many items go between it and the stations there. */
  readonly #items: Float64Array;
  #crossing = 0;

  /** @param threadOf of each station, 0 to `threads` - 1 */
  constructor(stations: Stations, threads: number, threadOf: readonly number[]) {
    this.stations = stations;
    this.threads = threads;
    this.#threadOf = Int32Array.from(threadOf);
    this.#sizes = new Int32Array(threads);
    this.#busyUs = new Float64Array(threads);
    this.#savedUs = new Float64Array(threads * threadOf.length);
    this.#items = new Float64Array(threads * threadOf.length);
    stations.neighbours.forEach((neighbours, place) => {
      for (const { place: neighbour, savedUs, items } of neighbours) {
        this.#count(place, this.threadOf(neighbour), savedUs, items);
        if (this.threadOf(neighbour) !== this.threadOf(place)) this.#crossing += items / 2;
      }
      // Each two stations save once what both of them count.
      const thread = this.threadOf(place);
      this.#busyUs[thread] = this.busyUs(thread) + this.#aloneUs(place) - this.#savedWith(place, thread) / 2;
      this.#sizes[thread] = this.sizeOf(thread) + 1;
    });
  }

  get crossing(): number {
    return this.#crossing;
  }

  threadOf(place: number): number {
    return this.#threadOf[place] ?? 0;
  }

  /** How many stations a thread has. */
  sizeOf(thread: number): number {
    return this.#sizes[thread] ?? 0;
  }

  /** How long a thread is busy, in microseconds. */
  busyUs(thread: number): number {
    return this.#busyUs[thread] ?? 0;
  }

  /** How long the thread of a station would be busy without it. */
  withoutUs(place: number): number {
    const thread = this.threadOf(place);
    return this.busyUs(thread) - this.#aloneUs(place) + this.#savedWith(place, thread);
  }

  /** How long another thread would be busy with a station. */
  withUs(place: number, thread: number): number {
    return this.busyUs(thread) + this.#aloneUs(place) - this.#savedWith(place, thread);
  }

  /** How long the thread of the station that leaves would be busy with one that comes from another thread in its stead. */
  exchangedUs(leaves: number, comes: number): number {
    const saved = this.#savedWith(comes, this.threadOf(leaves)) - this.#saved(leaves, comes);
    return this.withoutUs(leaves) + this.#aloneUs(comes) - saved;
  }

  /** Two threads are equally busy if one is busy for so long, and the other for no longer than `slackUs` more or less. */
  slackUs(us: number): number {
    return Math.max(us * SAME, this.stations.roundingUs);
  }

  /** How many items fewer would cross if a station moved to another thread. */
  gainOf(place: number, thread: number): number {
    return this.#itemsWith(place, thread) - this.#itemsWith(place, this.threadOf(place));
  }

  /** How many items go between two stations. */
  itemsOf(one: number, other: number): number {
    return this.stations.items[one * this.#threadOf.length + other] ?? 0;
  }

  /** How long one thread would be busy with all stations of it and of another one. */
  joinedUs(one: number, other: number): number {
    let us = this.busyUs(one) + this.busyUs(other);
    for (let place = 0; place < this.#threadOf.length; place++)
      if (this.threadOf(place) === one) us -= this.#savedWith(place, other);
    return us;
  }

  /** How many items go between the stations of two threads. */
  itemsBetween(one: number, other: number): number {
    let items = 0;
    for (let place = 0; place < this.#threadOf.length; place++)
      if (this.threadOf(place) === one) items += this.#itemsWith(place, other);
    return items;
  }

  /** The most loaded thread. */
  heaviest(): number {
    let heaviest = 0;
    for (let thread = 1; thread < this.threads; thread++)
      if (this.busyUs(thread) > this.busyUs(heaviest)) heaviest = thread;
    return heaviest;
  }

  move(place: number, thread: number): void {
    const from = this.threadOf(place);
    if (from === thread) return;
    const [withoutUs, withUs] = [this.withoutUs(place), this.withUs(place, thread)];
    this.#busyUs[from] = withoutUs;
    this.#busyUs[thread] = withUs;
    this.#crossing -= this.gainOf(place, thread);
    this.#threadOf[place] = thread;
    this.#sizes[from] = this.sizeOf(from) - 1;
    this.#sizes[thread] = this.sizeOf(thread) + 1;
    for (const { place: neighbour, savedUs, items } of this.stations.neighbours[place] ?? []) {
      this.#count(neighbour, from, -savedUs, -items);
      this.#count(neighbour, thread, savedUs, items);
    }
  }

  /** Becomes equal to another assignment of the same stations to as many threads. */
  become(other: Assignment): void {
    this.#threadOf.set(other.#threadOf);
    this.#sizes.set(other.#sizes);
    this.#busyUs.set(other.#busyUs);
    this.#savedUs.set(other.#savedUs);
    this.#items.set(other.#items);
    this.#crossing = other.#crossing;
  }

  /** For each thread with a station the places of its stations, ascending. */
  groups(): number[][] {
    const groups = Array.from({ length: this.threads }, (): number[] => []);
    for (const [place, thread] of this.#threadOf.entries()) groups[thread]?.push(place);
    return groups.filter((group) => group.length > 0);
  }

  #aloneUs(place: number): number {
    return this.stations.aloneUs[place] ?? 0;
  }

  #saved(one: number, other: number): number {
    return this.stations.savedUs[one * this.#threadOf.length + other] ?? 0;
  }

  #savedWith(place: number, thread: number): number {
    return this.#savedUs[place * this.threads + thread] ?? 0;
  }

  #itemsWith(place: number, thread: number): number {
    return this.#items[place * this.threads + thread] ?? 0;
  }

  #count(place: number, thread: number, savedUs: number, items: number): void {
    const i = place * this.threads + thread;
    this.#savedUs[i] = (this.#savedUs[i] ?? 0) + savedUs;
    this.#items[i] = (this.#items[i] ?? 0) + items;
  }
}

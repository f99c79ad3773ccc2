/** The loop of a station over its belts, in virtual time: what engine/station/loop.ts does in real time. */
import { STALE_MS } from '../../engine/station/flush-timer.ts';
import type { Belt } from './belt.ts';
import { carries } from './call-thread.ts';
import type { Act, SimulatedStation } from './simulated-station.ts';
import type { SimulatedThread, Step, VirtualClock } from './virtual-time.ts';

/** What a timer makes of a rest: it comes late, and there is a shortest one. In nanoseconds. */
export interface TimerCost {
  readonly lateNs: number;
  readonly leastNs: number;
}

export interface StationEnds {
  readonly inlets: readonly Belt[];
  readonly outlets: readonly Belt[];
  /** Null where a rest takes as long as it says. */
  readonly timer: TimerCost | null;
}

/** A source has no inlets. It ends when its coroutine does, a station when all its inlets have ended. */
export function* stationThread(station: SimulatedStation, ends: StationEnds, clock: VirtualClock): SimulatedThread {
  const { inlets, outlets } = ends;
  const loop = new StationLoop(station, ends, clock);
  if (inlets.length === 0) yield* loop.supply();
  else yield* loop.receive();
  for (const outlet of outlets) outlet.close();
}

class StationLoop {
  readonly #station: SimulatedStation;
  readonly #inlets: readonly Belt[];
  readonly #outlets: readonly Belt[];
  readonly #timer: TimerCost | null;
  readonly #clock: VirtualClock;
  #flushedNs = 0;

  constructor(station: SimulatedStation, { inlets, outlets, timer }: StationEnds, clock: VirtualClock) {
    this.#station = station;
    this.#inlets = inlets;
    this.#outlets = outlets;
    this.#timer = timer;
    this.#clock = clock;
  }

  *supply(): SimulatedThread {
    for (let acts = this.#station.nextActs(); acts !== null; acts = this.#station.nextActs()) {
      if (!this.#hasRoom()) yield* this.#wait('room', () => this.#hasRoom());
      yield* this.#perform(acts);
    }
  }

  *receive(): SimulatedThread {
    this.#station.prime();
    while (true) {
      let isIdle = true;
      for (const inlet of this.#inlets) {
        if (!this.#hasRoom() || !inlet.hasArrived()) continue;
        isIdle = false;
        yield* this.#turn(inlet);
      }
      if (!isIdle) continue;
      if (this.#allEnded()) return;
      yield* this.#wait(this.#hasRoom() ? 'input' : 'room', () => this.#canGoOn());
    }
  }

  /** Takes from one inlet until it is empty, there is no room, or a batch has grown old. */
  *#turn(inlet: Belt): SimulatedThread {
    for (let item = inlet.take(); item !== undefined; item = this.#hasRoom() ? inlet.take() : undefined) {
      this.#station.note('received', item);
      yield* this.#pay();
      const acts = this.#station.actsOn(item);
      yield* this.#perform(acts);
      if (acts.length === 0 || this.#clock.ns - this.#flushedNs < STALE_MS * 1e6) continue;
      this.#flush();
      return;
    }
  }

  *#perform(acts: readonly Act[]): SimulatedThread {
    for (const act of acts) {
      if (act.kind !== 'send') {
        if (act.kind === 'rest') this.#flush();
        yield* this.#pay();
        yield* this.#station.spend(act.kind === 'rest' ? this.#onTimer(act) : act);
        continue;
      }
      this.#station.note('sent', act.item);
      for (const outlet of this.#outlets)
        if (carries(outlet.edge, this.#station.spec.name, act.item)) outlet.send(act.item);
      yield* this.#pay();
    }
  }

  #onTimer<Act extends { readonly ns: number }>(act: Act): Act {
    if (this.#timer === null) return act;
    const { lateNs, leastNs } = this.#timer;
    return { ...act, ns: Math.max(leastNs, act.ns + lateNs) };
  }

  /** A station sends all that it has before it waits. */
  *#wait(what: 'input' | 'room', until: () => boolean): SimulatedThread {
    this.#flush();
    yield* this.#pay();
    if (until()) return;
    this.#station.note(`${what}-awaited`);
    yield { kind: 'wait', until } satisfies Step;
    this.#station.note(`${what}-came`);
  }

  /** What moving items has cost since it was paid last. */
  *#pay(): SimulatedThread {
    let ns = 0;
    for (const { owed } of this.#outlets) {
      ns += owed.sender;
      owed.sender = 0;
    }
    for (const { owed } of this.#inlets) {
      ns += owed.reader;
      owed.reader = 0;
    }
    if (ns > 0) yield { kind: 'work', ns } satisfies Step;
  }

  #flush(): void {
    for (const outlet of this.#outlets) outlet.flush();
    this.#flushedNs = this.#clock.ns;
  }

  #hasRoom(): boolean {
    return this.#outlets.every((outlet) => outlet.hasRoom());
  }

  #allEnded(): boolean {
    return this.#inlets.every((inlet) => inlet.ended());
  }

  #canGoOn(): boolean {
    return (this.#hasRoom() && this.#inlets.some((inlet) => inlet.hasArrived())) || this.#allEnded();
  }
}

/** One of two threads that send numbers to each other over rings, and sleep at their shared wakers when they have to wait. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Inlet, NOTHING, type Outlet } from '../../src/channel/channel.ts';
import { RingInlet, RingOutlet } from '../../src/channel/ring.ts';
import { sharedWaker, wakerOf } from '../../src/engine/station/shared-waker.ts';
import type { Waker } from '../../src/engine/station/waker.ts';

/** One direction. */
export interface Way {
  readonly memory: SharedArrayBuffer;
  readonly capacity: number;
  /** Counts how often its reader has been woken for something that was sent. */
  readonly deliveries: Int32Array;
}

/** The first sends 0, 1, 2 ... and expects each back, with at most `ahead` on their way; the other returns what it is sent. */
export type Role =
  | { readonly kind: 'begins'; readonly total: number; readonly ahead: number }
  | { readonly kind: 'returns' };

export interface Player {
  readonly role: Role;
  readonly inward: Way;
  readonly outward: Way;
  readonly sharedWaker: ArrayBufferLike;
  readonly neighbour: ArrayBufferLike;
  /** The mutant does not: it prepares to wait, and sleeps at once. */
  readonly looksAgain: boolean;
  /** Shifts the two threads against each other; not 0. */
  readonly seed: number;
  /** After so long a sleep is checked: should it have ended? Nothing else depends on it. */
  readonly alarmMs: number;
}

export type Outcome =
  | { readonly kind: 'over'; readonly wakings: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** Does what can be done now. */
type Turn = () => 'something' | 'nothing' | 'over';

const player: Player = workerData;
parentPort?.postMessage(play(player));

function play({ role, inward, outward, neighbour, seed, ...own }: Player): Outcome {
  const wake = dawdling(wakerOf(neighbour), seed);
  const inlet = new RingInlet(inward.memory, inward.capacity, wake);
  const outlet = new RingOutlet(outward.memory, outward.capacity, () => {
    wake();
    Atomics.add(outward.deliveries, 0, 1);
    Atomics.notify(outward.deliveries, 0);
  });
  const turn = role.kind === 'begins' ? sendAndWantBack(role, inlet, outlet) : giveBack(inlet, outlet);
  const wakings = boundSleeps(turn, own.alarmMs);
  const real = sharedWaker(own.sharedWaker, { leastMs: 0, mostMs: 0 }, () => performance.now());
  const late: Waker = {
    ...real,
    prepare: dawdling(() => real.prepare(), seed),
    wait: dawdling(() => real.wait(), seed + 1),
  };
  let delivered = 0;
  const mutant: Waker = {
    ...real,
    prepare() {
      // The very moment that the second look is for: the neighbour sends something after the first look and before this.
      Atomics.wait(inward.deliveries, 0, delivered, own.alarmMs);
      while (!real.prepare());
      return true;
    },
  };
  const waker = own.looksAgain ? late : mutant;
  try {
    while (true) {
      delivered = Atomics.load(inward.deliveries, 0);
      const done = turn();
      if (done === 'over') return { kind: 'over', wakings: wakings() };
      if (done === 'something') waker.cancel();
      else {
        outlet.flush();
        if (waker.prepare()) waker.wait();
      }
    }
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

function sendAndWantBack({ total, ahead }: { total: number; ahead: number }, inlet: Inlet, outlet: Outlet): Turn {
  let sent = 0;
  let back = 0;
  return () => {
    let done: ReturnType<Turn> = 'nothing';
    if (sent < total && sent - back < ahead && outlet.room() > 0) {
      outlet.send(sent++);
      if (sent === total) outlet.close();
      done = 'something';
    }
    const item = inlet.take();
    if (item !== NOTHING) {
      if (item !== back) throw new Error(`expected ${back} to come back next, found ${item}`);
      back++;
      return 'something';
    }
    if (!inlet.ended()) return done;
    if (back !== total) throw new Error(`expected ${total} to come back, found the end after ${back}`);
    return 'over';
  };
}

function giveBack(inlet: Inlet, outlet: Outlet): Turn {
  return () => {
    if (outlet.room() <= 0) return 'nothing';
    const item = inlet.take();
    if (item !== NOTHING) {
      outlet.send(item);
      return 'something';
    }
    if (!inlet.ended()) return 'nothing';
    outlet.close();
    return 'over';
  };
}

/**
 * Interrupts every long sleep: one that goes on although there is something to do has lost its wake-up.
 *
 * @returns how many sleeps were ended by a wake-up
 */
function boundSleeps(turn: Turn, alarmMs: number): () => number {
  const wait = Atomics.wait;
  let wakings = 0;
  Reflect.set(Atomics, 'wait', (words: Int32Array, index: number, seen: number, ms?: number) => {
    if (ms !== undefined) return wait(words, index, seen, ms);
    const ending = wait(words, index, seen, alarmMs);
    if (ending === 'ok') wakings++;
    if (ending === 'timed-out' && turn() !== 'nothing') throw new Error('it lost a wake-up');
    return ending;
  });
  return () => wakings;
}

/** The same call, late by a pseudo-random moment of less than a microsecond or so (xorshift, 32 bits). */
function dawdling<T>(call: () => T, seed: number): () => T {
  const word = new Int32Array(new SharedArrayBuffer(4));
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    for (let moments = state & 63; moments > 0; moments--) Atomics.add(word, 0, 1);
    return call();
  };
}

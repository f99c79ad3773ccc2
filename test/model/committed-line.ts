/** Small supervised lines, made of the real commit and the real ends or with one of them exchanged. Their threads may die at any step. */
import type { Inlet, Outlet, Wake } from '../../src/channel/channel.ts';
import {
  type CommitReason,
  type CommittedEnd,
  CommittedInlet,
  CommittedOutlet,
} from '../../src/channel/committed-ring.ts';
import type { Shared } from '../../src/channel/ring.ts';
import { NO_SPIN, sharedWaker, wakerOf } from '../../src/engine/station/shared-waker.ts';
import {
  bankFor,
  COMMIT,
  type CommitRecord,
  type Committed,
  commit,
  FIRST_COUNT,
  type RedoneEnd,
  redo,
  stageOf,
} from '../../src/engine/supervise/commit.ts';
import { type Actor, type Exploration, explore, type Step, type Steps } from '../../src/lessons/explorer/explore.ts';
import { Layout, type Memory, type RingPlaces } from './memory.ts';
import type { BlockingWaker } from './station.ts';

export interface CommitParts {
  commit(record: CommitRecord, number: number, committed: Committed): void;
  redo(record: CommitRecord, ends: readonly RedoneEnd[]): void;
  outlet(shared: Shared, options: EndOptions): Outlet & CommittedEnd & { end(): void };
  inlet(shared: Shared, options: EndOptions): Inlet & CommittedEnd;
  record(record: CommitRecord): CommitRecord;
  /** What a thread finds of what its station has kept. */
  kept(bank: readonly number[]): readonly number[];
}

export interface EndOptions {
  readonly capacity: number;
  readonly slots: number;
  readonly batch: number;
  readonly wake: Wake;
}

export const REAL: CommitParts = {
  commit,
  redo,
  outlet: (shared, options) => new CommittedOutlet(shared, options),
  inlet: (shared, options) => new CommittedInlet(shared, options),
  record: (record) => record,
  kept: (bank) => bank,
};

export interface CommitCase {
  /** The stations in a row. The first one is a source. `filled` stands for one that has sent everything and ended. */
  readonly stations: readonly string[];
  readonly capacity: number;
  readonly items: number;
  /** Whose threads may die, and how often in all. */
  readonly victims: readonly string[];
  readonly crashes: number;
  readonly batch?: number;
  /** How many items the source sends at once, room or no room. */
  readonly copies?: number;
  /** Whether a station commits after each item, and not only when it has nothing to do. */
  readonly eager?: boolean;
  /** Whether the source sends one more item while it ends, as a `finally` may. */
  readonly lastWord?: boolean;
}

/** What a thread throws that dies. */
class Died extends Error {}
const DIES = 'dies';
const FILLED = 'filled';

export function exploreCommits(line: CommitCase, parts: CommitParts = REAL): Exploration<Memory> {
  const { stations, capacity, items, victims, crashes, batch = 1, copies = 1, eager = false, lastWord = false } = line;
  const layout = new Layout();
  const slots = capacity + copies - 1 + (lastWord ? 2 : 0);
  const rings = stations.slice(1).map((to, i) => {
    const from = stations[i] ?? '';
    const called = stations.length === 2 ? '' : `${from}'s `;
    return {
      from,
      to,
      places: from === FILLED ? layout.committedRing(called, items, items) : layout.committedRing(called, slots),
    };
  });
  const wakers = new Map(stations.map((name) => [name, layout.sharedWaker(name)]));
  const cells = FIRST_COUNT + 2 + KEPT;
  const records = new Map(victims.map((name) => [name, layout.record(name, cells)]));
  const crashesLeft = layout.crashes(crashes);
  const start = layout.start(stations.length);
  const wakerPlaces = (name: string): ReadonlyMap<number, number> => wakers.get(name) ?? new Map();

  /** Every step may be the last one. */
  const mortal =
    (take: Steps<Memory>['take']): Steps<Memory>['take'] =>
    (step: Step<Memory>) => {
      const answer = take({
        waiting: step.waiting,
        outcomes(shared, actor) {
          const left = shared.cells[crashesLeft] ?? 0;
          const outcomes = step.outcomes(shared, actor);
          if (left === 0) return outcomes;
          const dead = { cells: shared.cells.with(crashesLeft, left - 1), asleep: shared.asleep.with(actor, null) };
          return [...outcomes, { shared: dead, answer: DIES, text: DIES }];
        },
      });
      if (answer === DIES) throw new Died();
      return answer;
    };

  const actors = stations
    .filter((name) => name !== FILLED)
    .map((name): Actor<Memory> => {
      const before = rings.find(({ to }) => to === name);
      const after = rings.find(({ from }) => from === name);
      return {
        name,
        run(steps) {
          const take = victims.includes(name) ? mortal(steps.take) : steps.take;
          const wake = (other: string): Wake => wakerOf(layout.words(wakerPlaces(other), take));
          const places = records.get(name);
          const record = parts.record(places === undefined ? ownRecord(cells) : layout.recordIn(places, take));
          const options = { capacity, batch };
          const thread = (): void => {
            const inlet =
              before === undefined
                ? null
                : parts.inlet(layout.shared(before.places, take), {
                    ...options,
                    slots: before.places.slots.length,
                    wake: wake(before.from),
                  });
            const outlet =
              after === undefined
                ? null
                : parts.outlet(layout.shared(after.places, take), { ...options, slots, wake: wake(after.to) });
            const waker = sharedWaker(layout.words(wakerPlaces(name), take), NO_SPIN, () => 0);
            live({ record, inlet, outlet, waker, items, copies, eager, lastWord, parts, standAt: steps.standAt });
          };
          const end = (places: RingPlaces, which: RedoneEnd['end'], other: string): RedoneEnd => {
            return { words: layout.shared(places, take).words, end: which, wake: wake(other) };
          };
          const ends = [
            ...(before === undefined ? [] : [end(before.places, 'inlet', before.from)]),
            ...(after === undefined ? [] : [end(after.places, 'outlet', after.to)]),
          ];
          let next = thread;
          while (true) {
            try {
              next();
              if (next === thread) return;
              next = thread;
            } catch (error) {
              if (!(error instanceof Died)) throw error;
              next = () => parts.redo(record, ends);
            }
            // Nothing of the dead thread is left but what it shared.
            steps.standAt([name, next === thread ? 'begins' : 'redoes']);
          }
        },
      };
    });
  return explore(start, actors);
}

/** What a station keeps: how many items it has taken, and how many it has sent. */
const KEPT = 2;

/** The record of a station that never dies: nobody else ever reads it, so that its steps need not be tried. */
function ownRecord(cells: number): CommitRecord {
  let number = 0;
  const bank = (): number[] => Array<number>(cells).fill(0);
  return {
    words: {
      load: () => number,
      store(_, value) {
        number = value;
      },
      add() {},
      wait() {},
      notify() {},
    },
    banks: [bank(), bank()],
  };
}

interface Life {
  readonly record: CommitRecord;
  readonly inlet: (Inlet & CommittedEnd) | null;
  readonly outlet: (Outlet & CommittedEnd & { end(): void }) | null;
  readonly waker: BlockingWaker;
  readonly items: number;
  readonly copies: number;
  readonly eager: boolean;
  readonly lastWord: boolean;
  readonly parts: CommitParts;
  readonly standAt: (place: unknown) => void;
}

/**
 * The thread of a station: it takes 0, 1, 2 ..., and sends as many; the source sends them. It commits whenever it has nothing to do.
 *
 * @throws Error when anything else comes, or too little of it
 */
function live({ record, inlet, outlet, waker, items, copies, eager, lastWord, parts, standAt }: Life): void {
  const ends = [inlet, outlet].filter((end) => end !== null);
  const { words, banks } = record;
  let number = words.load(COMMIT);
  const bank = banks[bankFor(number)];
  if (stageOf(bank) === 'ended') return;
  const first = FIRST_COUNT + ends.length;
  let [taken = 0, sent = 0] = parts.kept([bank[first] ?? 0, bank[first + 1] ?? 0]);
  let committed = `${taken} ${sent}`;
  let isPrepared = false;
  const commits = (hasEnded: boolean, reason: CommitReason = 'idle'): void => {
    if (!hasEnded && committed === `${taken} ${sent}`) {
      if (reason !== 'full') for (const end of ends) end.publish(reason);
      return;
    }
    committed = `${taken} ${sent}`;
    parts.commit(record, number + 1, {
      ends,
      closing: outlet === null ? [] : [outlet],
      hasEnded,
      reason,
      write(place) {
        banks[place][first] = taken;
        banks[place][first + 1] = sent;
      },
    });
    number++;
  };
  const stand = (where: string): void => {
    if (!isPrepared) standAt([where, number, taken, sent, committed, inlet, outlet]);
  };
  const hasRoom = (): boolean => outlet === null || outlet.room() > 0;
  /** One turn; false when there was nothing to do. */
  const turn = (): boolean => {
    if (!hasRoom()) return false;
    if (inlet === null) {
      for (let copy = 0; copy < copies && sent < items; copy++) outlet?.send(sent++);
      return true;
    }
    const item = inlet.take();
    if (item === undefined) return false;
    if (item !== taken) throw new Error(`expected item ${taken}, found ${item}`);
    taken++;
    outlet?.send(sent++);
    return true;
  };
  stand('begins');
  while (inlet === null ? sent < items : !inlet.ended()) {
    if (turn()) {
      if (isPrepared) waker.cancel();
      isPrepared = false;
      if (eager) commits(false, 'full');
      stand('worked');
      continue;
    }
    commits(false);
    stand('committed');
    const mayWait = waker.prepare();
    isPrepared = true;
    if (mayWait) {
      waker.wait();
      isPrepared = false;
    }
    stand('goes on');
  }
  if (isPrepared) waker.cancel();
  const expected = items + (lastWord ? 1 : 0);
  if (inlet !== null && taken !== expected) throw new Error(`expected ${expected} items, found the end after ${taken}`);
  if (inlet === null && lastWord) outlet?.send(sent++);
  commits(true);
}

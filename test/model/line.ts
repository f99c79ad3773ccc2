/** Small lines over rings, made of the real parts or with one of them exchanged, as a model explores them. */
import type { Inlet, Outlet, Wake } from '../../src/channel/channel.ts';
import { RingInlet, RingOutlet, type Shared } from '../../src/channel/ring.ts';
import type { Words } from '../../src/channel/shared-words.ts';
import { sharedWaker, stopAt, wakerOf } from '../../src/engine/station/shared-waker.ts';
import { type Actor, type Exploration, explore, type Steps } from '../../src/lessons/explorer/explore.ts';
import { Layout, type Memory } from './memory.ts';
import { type BlockingWaker, receive, supply } from './station.ts';

/** What a line is made of. */
export interface Parts {
  outlet(shared: Shared, capacity: number, wakeReader: Wake, batch: number): Outlet;
  inlet(shared: Shared, capacity: number, wakeWriter: Wake): Inlet;
  wakerOf(words: Words): Wake;
  waker(words: Words, looks: number): BlockingWaker & { rest(ms: number): void };
  stop(words: Words): void;
}

export const REAL: Parts = {
  outlet: (shared, capacity, wakeReader, batch) => new RingOutlet(shared, capacity, wakeReader, batch),
  inlet: (shared, capacity, wakeWriter) => new RingInlet(shared, capacity, wakeWriter),
  wakerOf,
  waker(words, looks) {
    // A clock that goes on by one millisecond each time it is read: it spins for as many looks as milliseconds.
    let ms = 0;
    return sharedWaker(words, { leastMs: looks, mostMs: looks }, () => ms++);
  },
  stop: stopAt,
};

export interface Case {
  /** The two stations of each channel. A station without an inlet is a source. */
  readonly channels: readonly (readonly [from: string, to: string])[];
  readonly capacity: number;
  /** How many items each source sends. */
  readonly items: number;
  readonly batch?: number;
  /** How many items a source sends at once, room or no room. */
  readonly copies?: number;
  /** How often a station looks again before it is prepared to wait. */
  readonly looks?: number;
  /** Where the counters of the rings start. */
  readonly first?: number;
  /** Whether somebody else stops all stations at some moment, one after the other. */
  readonly stopped?: boolean;
  /** Whether a station rests before it begins. Here only a stop ends that. */
  readonly resting?: string;
}

export const PAIR = [['writer', 'reader']] as const;

export function exploreLine(line: Case, parts: Parts = REAL, merge = true): Exploration<Memory> {
  const { capacity, batch = 1, items, copies = 1, looks = 0, first = 0, stopped = false } = line;
  const layout = new Layout();
  const rings = line.channels.map(([from, to]) => {
    return { from, to, places: layout.ring(line.channels.length === 1 ? '' : `${from}'s `, capacity, first) };
  });
  const names = [...new Set(line.channels.flat())];
  const sharedWakers = new Map(names.map((name) => [name, layout.sharedWaker(name)]));
  const sharedWakerOf = (name: string): ReadonlyMap<number, number> => sharedWakers.get(name) ?? new Map();
  const start = layout.start(names.length + 1);

  const itemsFrom = (name: string): number => {
    const before = rings.filter(({ to }) => to === name);
    return before.length === 0 ? items : before.reduce((sum, { from }) => sum + itemsFrom(from), 0);
  };

  const work = (name: string, steps: Steps<Memory>): void => {
    let begun = false;
    // What an end sees when it is created does not depend on the others: all are created before the first station begins.
    const take: typeof steps.take = (step) => (begun ? steps.take(step) : step.outcomes(start, 0)[0]?.answer);
    const inlets = rings
      .filter(({ to }) => to === name)
      .map(({ from, places }) => {
        return parts.inlet(
          layout.shared(places, take),
          capacity,
          parts.wakerOf(layout.words(sharedWakerOf(from), take)),
        );
      });
    const outlets = rings
      .filter(({ from }) => from === name)
      .map(({ to, places }) => {
        const wake = parts.wakerOf(layout.words(sharedWakerOf(to), take));
        return parts.outlet(layout.shared(places, take), capacity, wake, batch);
      });
    const waker = parts.waker(layout.words(sharedWakerOf(name), take), looks);
    begun = true;
    if (line.resting === name) waker.rest(1);
    if (inlets.length === 0) supply(items, { inlets, outlets, waker, standAt: steps.standAt }, copies);
    else {
      const before = rings.find(({ to }) => to === name)?.from ?? '';
      receive(itemsFrom(before), { inlets, outlets, waker, standAt: steps.standAt });
    }
  };

  const actors: Actor<Memory>[] = names.map((name) => ({
    name,
    run(steps) {
      try {
        work(name, steps);
      } catch (error) {
        if (!stopped || !(error instanceof Error) || error.message !== 'it was stopped') throw error;
      }
    },
  }));
  const coordinator: Actor<Memory> = {
    name: 'coordinator',
    run({ take }) {
      for (const name of names) parts.stop(layout.words(sharedWakerOf(name), take));
    },
  };
  return explore(start, stopped ? [...actors, coordinator] : actors, { merge });
}

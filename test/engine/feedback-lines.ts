/** Lines with cycles. An item is a number: which one it is, and how often it has to go round. */
import type { Source, Station } from '../../src/line/coroutine.ts';
import { line, lineFor } from '../../src/line/defined-line.ts';
import { ints } from '../../src/line/kind/kinds.ts';
import { feedback, merge, type Outflow, type Stage, source } from '../../src/line/stage.ts';

const MOST_LAPS = 100;

/** Item `i`, which has to go round so many times. */
export const itemOf = (i: number, laps: number): number => i * MOST_LAPS + laps;
const lapsOf = (item: number): number => item % MOST_LAPS;
const goesOn = (item: number): boolean => lapsOf(item) > 0;
const isThrough = (item: number): boolean => lapsOf(item) === 0;

interface Sends {
  readonly send: (item: number) => void;
}

/** Yields an item for each of these numbers of laps. */
function supplier(laps: readonly number[], first = 0): () => Source<number> {
  return function* supplies() {
    for (const [i, count] of laps.entries()) yield itemOf(first + i, count);
  };
}

function* passes({ send }: Sends): Station<number> {
  while (true) send(yield);
}

/** Counts a lap. */
function* counts({ send }: Sends): Station<number> {
  while (true) {
    const item = yield;
    send(isThrough(item) ? item : item - 1);
  }
}

const out = ints();
const from = (laps: readonly number[], name = 'source', first = 0): Stage<number> =>
  source(supplier(laps, first), { out, name });
const passOn = (items: Outflow<number>, name: string): Stage<number> => items.to(passes, { out, name });
const countLaps = (items: Outflow<number>, name: string): Stage<number> => items.to(counts, { out, name });

/** Some items go round often, some once, some not at all. */
export const LAPS = [0, 3, 1, 0, 20, 7, 7, 0, 2, 99];

/** A station that feeds itself. Its items leave the line each time that they pass. */
export const oneStation = (() => {
  const again = feedback<number>();
  const only = countLaps(merge(from(LAPS), again), 'only');
  again.from(only.where(goesOn));
  return line(only);
})();

/** Two stations in a circle, and one behind them. */
export const circle = (() => {
  const again = feedback<number>();
  const first = passOn(merge(from(LAPS), again), 'first');
  const second = countLaps(first, 'second');
  again.from(second.where(goesOn));
  return line(passOn(second.where(isThrough), 'last'));
})();

/** The same, but the first station reads the feedback before it reads the source. */
export const feedbackFirst = (() => {
  const again = feedback<number>();
  const first = passOn(merge(again, from(LAPS)), 'first');
  const second = countLaps(first, 'second');
  again.from(second.where(goesOn));
  return line(passOn(second.where(isThrough), 'last'));
})();

/** Two sources feed the same station of a circle. */
export const twoSources = (() => {
  const again = feedback<number>();
  const first = passOn(merge(from(LAPS, 'one'), again, from(LAPS, 'other', LAPS.length)), 'first');
  const second = countLaps(first, 'second');
  again.from(second.where(goesOn));
  return line(passOn(second.where(isThrough), 'last'));
})();

/** Two sources feed two stations of a circle. */
export const twoEntrances = (() => {
  const again = feedback<number>();
  const first = passOn(merge(from(LAPS, 'one'), again), 'first');
  const second = countLaps(merge(first, from(LAPS, 'other', LAPS.length)), 'second');
  again.from(second.where(goesOn));
  return line(passOn(second.where(isThrough), 'last'));
})();

/** Two feedbacks end at two stations that lie on both circles: even numbers of laps go the long way round, odd ones the short. */
export const twoFeedbacks = (() => {
  const long = feedback<number>();
  const short = feedback<number>();
  const first = passOn(merge(from(LAPS), long), 'first');
  const second = passOn(merge(first, short), 'second');
  const third = countLaps(second, 'third');
  const isEven = (item: number): boolean => lapsOf(item) % 2 === 0;
  long.from(third.where(goesOn).where(isEven));
  short.from(third.where(goesOn).where((item) => !isEven(item)));
  return line(passOn(third.where(isThrough), 'last'));
})();

/** A circle behind another one. */
export const twoCircles = (() => {
  const again = feedback<number>();
  const onceMore = feedback<number>();
  const first = countLaps(merge(from(LAPS), again), 'first');
  again.from(first.where((item) => lapsOf(item) > 5));
  const second = countLaps(
    merge(
      first.where((item) => lapsOf(item) <= 5),
      onceMore,
    ),
    'second',
  );
  onceMore.from(second.where(goesOn));
  return line(passOn(second.where(isThrough), 'last'));
})();

/**
 * Every channel holds a single item. So the first station lets one item at a time into the circle. What comes back to it has a
 * minus sign, and 0 says that the item has left the circle.
 */
export const capacityOne = (() => {
  const again = feedback<number>();
  const gate = merge(from(LAPS, 'source', 1).holding(1), again.holding(1)).to(
    function* admits({ send }: Sends): Station<number> {
      const outside: number[] = [];
      let isFree = true;
      while (true) {
        const item = yield;
        if (item > 0) outside.push(item);
        else if (item === 0) isFree = true;
        else send(-item);
        const next = isFree ? outside.shift() : undefined;
        if (next === undefined) continue;
        isFree = false;
        send(next);
      }
    },
    { out, name: 'gate' },
  );
  const second = gate.holding(1).to(
    function* returns({ send }: Sends): Station<number> {
      while (true) {
        const item = yield;
        send(isThrough(item) ? item : 1 - item);
        if (isThrough(item)) send(0);
      }
    },
    { out, name: 'second' },
  );
  again.from(second.where((item) => item <= 0));
  return line(passOn(second.where((item) => item > 0).holding(1), 'last'));
})();

/** Every item has a way past the circle, and takes it. */
export const neverEntered = (() => {
  const again = feedback<number>();
  const all = from([0, 0, 0, 0, 0]);
  const first = passOn(merge(all.where(goesOn), again), 'first');
  const second = countLaps(first, 'second');
  again.from(second.where(goesOn));
  return line(passOn(merge(all, second.where(isThrough)), 'last'));
})();

/** Each item becomes two, which go round less often. */
export const forks = (() => {
  const again = feedback<number>();
  const first = passOn(merge(from([7, 0, 4]), again), 'first');
  const second = first.to(
    function* splits({ send }: Sends): Station<number> {
      while (true) {
        const item = yield;
        if (isThrough(item)) send(item);
        else for (const fewer of [1, 2]) send(item - Math.min(fewer, lapsOf(item)));
      }
    },
    { out, name: 'second' },
  );
  again.from(second.where(goesOn));
  return line(passOn(second.where(isThrough), 'last'));
})();

/** The item that a station sends when it ends. */
export const FAREWELL = 1_000_000;

/** The first station of a circle sends one more item when it ends, which does not go round. */
export const farewell = circleThatSaysFarewell(FAREWELL);

/** The first station of a circle sends one more item when it ends, which would go round. */
export const lateItem = circleThatSaysFarewell(FAREWELL + 2);

function circleThatSaysFarewell(last: number) {
  const again = feedback<number>();
  const first = merge(from(LAPS), again).to(
    function* endsLate({ send }: Sends): Station<number> {
      try {
        while (true) send(yield);
      } finally {
        send(last);
      }
    },
    { out, name: 'first' },
  );
  const second = countLaps(first, 'second');
  again.from(second.where(goesOn));
  return line(passOn(second.where(isThrough), 'last'));
}

export interface RoundsOptions {
  /** For each item of the source how often it goes round. */
  readonly laps: readonly number[];
  /** Of each channel of the circle. Fewer than there are items fill it up, but for the way back. */
  readonly capacity: number;
}

/** A circle of two stations. */
export const rounds = lineFor(({ laps, capacity }: RoundsOptions) => {
  const again = feedback<number>();
  const first = passOn(merge(from(laps).holding(capacity), again.holding(capacity)), 'first');
  const second = countLaps(first.holding(capacity), 'second');
  again.from(second.where(goesOn));
  return passOn(second.where(isThrough), 'last');
});

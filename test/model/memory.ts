/** Shared memory as a model sees it: a few named cells, and which actor sleeps on which. */
import { CLOSED, READ, type Shared, WRITTEN } from '../../src/channel/ring.ts';
import type { Words } from '../../src/channel/shared-words.ts';
import { STOPPED, WAITING, WAKE_UPS } from '../../src/engine/station/shared-waker.ts';
import { COMMIT, type CommitRecord } from '../../src/engine/supervise/commit.ts';
import { type Answer, Forbidden, type Outcome, type Step, type Steps } from '../../src/lessons/explorer/explore.ts';
import type { Ints } from '../../src/line/kind/cells.ts';

export interface Memory {
  readonly cells: readonly number[];
  /** For each actor the cell that it sleeps on. */
  readonly asleep: readonly (number | null)[];
}

/** Words by the places where the code expects them. */
type Places = ReadonlyMap<number, number>;

/** The places of the record of a supervised station. */
export interface RecordPlaces {
  readonly words: Places;
  readonly banks: readonly [readonly number[], readonly number[]];
}

export interface RingPlaces {
  readonly words: Places;
  readonly slots: readonly number[];
  /** Not in the real memory: items in the slots that nobody has read. */
  readonly onTheWay: number;
  readonly capacity: number;
}

/** The memory of one case. Rings and shared wakers are laid out first; then the actors reach them by steps. */
export class Layout {
  readonly #names: string[] = [];
  readonly #values: number[] = [];

  start(actors: number): Memory {
    return { cells: this.#values, asleep: Array<null>(actors).fill(null) };
  }

  ring(name: string, capacity: number, first = 0): RingPlaces {
    const slots = 2 ** Math.ceil(Math.log2(capacity));
    return {
      words: new Map([
        [WRITTEN, this.#cell(`${name}written`, first)],
        [READ, this.#cell(`${name}read`, first)],
        [CLOSED, this.#cell(`${name}closed`)],
      ]),
      slots: Array.from({ length: slots }, (_, i) => this.#cell(`${name}slot ${i}`)),
      onTheWay: this.#cell(`${name}on the way`),
      capacity,
    };
  }

  /**
   * A ring between supervised stations: what lies in it may be written again, but never while the reader may see it.
   *
   * @param filled how many items its source has sent before it ended: 0, 1, 2 ... [there is a source]
   */
  committedRing(name: string, slots: number, filled: number | null = null): RingPlaces {
    const ring = this.ring(name, 2 ** Math.ceil(Math.log2(slots)));
    if (filled !== null) {
      ring.slots.forEach((slot, i) => {
        this.#values[slot] = i;
      });
      this.#values[this.#find(ring.words, WRITTEN)] = filled;
      this.#values[this.#find(ring.words, CLOSED)] = 1;
    }
    return { ...ring, capacity: Number.NaN };
  }

  /** @param cells of each bank */
  record(owner: string, cells: number): RecordPlaces {
    const bank = (name: string): number[] =>
      Array.from({ length: cells }, (_, i) => this.#cell(`${name} ${i} of ${owner}`));
    return {
      words: new Map([[COMMIT, this.#cell(`commit of ${owner}`)]]),
      banks: [bank('even bank'), bank('odd bank')],
    };
  }

  /** How often threads may still die. */
  crashes(most: number): number {
    return this.#cell('crashes left', most);
  }

  recordIn({ words, banks }: RecordPlaces, take: Steps<Memory>['take']): CommitRecord {
    const [even, odd] = banks;
    return { words: this.words(words, take), banks: [this.#plain(even, take), this.#plain(odd, take)] };
  }

  /** Cells that one thread alone reads and writes; the next one of its station too, when it is dead. */
  #plain(cells: readonly number[], take: Steps<Memory>['take']): Ints {
    const nameOf = (cell: number): string => this.#names[cell] ?? '';
    return intsOf(
      cells,
      (cell) =>
        take({
          waiting: '',
          outcomes: (shared) => {
            const value = shared.cells[cell];
            return [{ shared, answer: value, text: `reads ${nameOf(cell)} = ${value}` }];
          },
        }),
      (cell, value) => {
        take({
          waiting: '',
          outcomes: ({ cells: before, asleep }) => [
            { shared: { cells: before.with(cell, value), asleep }, answer: 0, text: `${nameOf(cell)} := ${value}` },
          ],
        });
      },
    );
  }

  sharedWaker(owner: string): Places {
    return new Map([
      [WAITING, this.#cell(`${owner} waits`)],
      [WAKE_UPS, this.#cell(`wake-ups of ${owner}`)],
      [STOPPED, this.#cell(`${owner} stopped`)],
    ]);
  }

  /** The real code's words: each of its calls becomes a step. */
  words(places: Places, take: Steps<Memory>['take']): Words {
    const step = (waiting: string, outcomes: Step<Memory>['outcomes']): Answer => take({ waiting, outcomes });
    const change = (index: number, next: (value: number) => number): void => {
      const cell = this.#find(places, index);
      step('', ({ cells, asleep }) => {
        const value = next(cells[cell] ?? 0);
        const text = `${this.#names[cell]} := ${value}`;
        return [{ shared: { cells: cells.with(cell, value), asleep }, answer: 0, text }];
      });
    };
    return {
      load: (index) => {
        const cell = this.#find(places, index);
        const see = (shared: Memory): Outcome<Memory>[] => {
          const value = shared.cells[cell];
          return [{ shared, answer: value, text: `sees ${this.#names[cell]} = ${value}` }];
        };
        return Number(step('', see));
      },
      store: (index, value) => change(index, () => value),
      add: (index, value) => change(index, (before) => (before + value) | 0),
      notify: (index) => {
        const cell = this.#find(places, index);
        step('', (shared) => {
          const text = `wakes the sleeper on ${this.#names[cell]}`;
          if (!shared.asleep.includes(cell)) return [{ shared, answer: 0, text: `${text} (none)` }];
          const asleep = shared.asleep.map((on) => (on === cell ? null : on));
          return [{ shared: { cells: shared.cells, asleep }, answer: 0, text }];
        });
      },
      // A rest is a sleep here, and no time passes: only a stop ends it.
      wait: (index, seen) => {
        const cell = this.#find(places, index);
        const name = this.#names[cell];
        const slept = step('', ({ cells, asleep }, actor) => {
          const value = cells[cell];
          return value === seen
            ? [
                {
                  shared: { cells, asleep: asleep.with(actor, cell) },
                  answer: 1,
                  text: `falls asleep on ${name} = ${seen}`,
                },
              ]
            : [{ shared: { cells, asleep }, answer: 0, text: `does not sleep: ${name} = ${value} and not ${seen}` }];
        });
        if (slept === 0) return;
        step('sleeps', (shared, actor): Outcome<Memory>[] =>
          shared.asleep[actor] === null ? [{ shared, answer: 0, text: 'wakes up' }] : [],
        );
      },
    };
  }

  /** One end of a ring: the reader may only read its slots, the writer may only fill what is free. */
  shared(ring: RingPlaces, take: Steps<Memory>['take']): Shared {
    const slots = Number.isNaN(ring.capacity) ? this.#committedSlots(ring, take) : this.#slots(ring, take);
    return { words: this.words(ring.words, take), slots };
  }

  #committedSlots({ words, slots }: RingPlaces, take: Steps<Memory>['take']): Ints {
    const read = this.#find(words, READ);
    const written = this.#find(words, WRITTEN);
    /** Whether the reader may see what lies in a slot. */
    const isSeen = (cells: readonly number[], slot: number): boolean => {
      for (let count = cells[read] ?? 0; count < (cells[written] ?? 0); count++)
        if (slots[count % slots.length] === slot) return true;
      return false;
    };
    return intsOf(
      slots,
      (slot) =>
        take({
          waiting: '',
          outcomes: (shared) => {
            const value = shared.cells[slot];
            if (!isSeen(shared.cells, slot)) throw new Forbidden(`reads ${value}, which it may not see`);
            return [{ shared, answer: value, text: `takes ${value}` }];
          },
        }),
      (slot, item) => {
        take({
          waiting: '',
          outcomes: ({ cells, asleep }) => {
            if (isSeen(cells, slot)) throw new Forbidden(`overrun: writes ${item} over what the reader may see`);
            return [{ shared: { cells: cells.with(slot, item), asleep }, answer: 0, text: `writes ${item}` }];
          },
        });
      },
    );
  }

  #slots({ slots, onTheWay, capacity }: RingPlaces, take: Steps<Memory>['take']): Ints {
    const read = (slot: number): Answer =>
      take({
        waiting: '',
        outcomes: ({ cells, asleep }) => {
          const left = (cells[onTheWay] ?? 0) - 1;
          const value = cells[slot];
          return [{ shared: { cells: cells.with(onTheWay, left), asleep }, answer: value, text: `takes ${value}` }];
        },
      });
    const write = (slot: number, item: number): void => {
      take({
        waiting: '',
        outcomes: ({ cells, asleep }) => {
          const more = (cells[onTheWay] ?? 0) + 1;
          if (more > capacity) throw new Forbidden(`overrun: ${more} items on the way, and room for ${capacity}`);
          const after = cells.with(slot, item).with(onTheWay, more);
          return [{ shared: { cells: after, asleep }, answer: 0, text: `writes ${item}` }];
        },
      });
    };
    return intsOf(slots, read, write);
  }

  #cell(name: string, value = 0): number {
    this.#names.push(name);
    return this.#values.push(value) - 1;
  }

  #find(places: Places, index: number): number {
    const cell = places.get(index);
    if (cell === undefined) throw new Error(`expected a word of this memory, found ${index}`);
    return cell;
  }
}

/** Cells as an array of numbers. */
function intsOf(
  cells: readonly number[],
  read: (cell: number) => Answer,
  write: (cell: number, value: number) => void,
): Ints {
  const target: Record<string, number> = { length: cells.length };
  return new Proxy<Ints>(Object.assign([], target), {
    get: (_, key) => (key === 'length' ? cells.length : read(cells[Number(key)] ?? 0)),
    set: (_, key, value) => {
      write(cells[Number(key)] ?? 0, Number(value));
      return true;
    },
  });
}

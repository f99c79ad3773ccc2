/** Lines with stations that have copies. */
import type { Source, Station } from '../../src/line/coroutine.ts';
import { lineFor } from '../../src/line/defined-line.ts';
import { isOneOf } from '../../src/line/guard.ts';
import { clone, ints } from '../../src/line/kind/kinds.ts';
import { rest } from '../../src/line/rest.ts';
import { feedback, merge, type Outflow, type Stage, type StationOptions, source } from '../../src/line/stage.ts';

interface Sends<Item = number> {
  readonly send: (item: Item) => void;
}

type Options<In = number> = Pick<StationOptions<In, number>, 'concurrency' | 'ordered' | 'by'>;

const module = import.meta.url;

/** Yields 0, 1, ... below `count`; in parts where it is asked for one. */
function upTo(count: number, name = 'numbers'): Stage<number> {
  return source(
    function* numbers({ part, parts }): Source<number> {
      for (let n = part; n < count; n += parts) yield n;
    },
    { out: ints(), name, divisible: true },
  );
}

function* passes({ send }: Sends): Station<number> {
  while (true) send(yield);
}

const passOn = (items: Outflow<number>, name: string, options: Options = {}): Stage<number> =>
  items.to(passes, { out: ints(), name, ...options });

/** Its copies throw at the item `at`, or end there, or send what is no integer. */
export const faulty = lineFor(
  ({ at, fault }: { readonly at: number; readonly fault: 'throws' | 'ends' | 'sends half' }) =>
    passOn(
      upTo(100).to(
        function* test({ send }) {
          while (true) {
            const n = yield;
            if (n === at && fault === 'ends') return;
            if (n === at && fault === 'throws') throw new Error('no flour in the house');
            send(n === at ? 0.5 : n);
          }
        },
        { out: ints(), concurrency: 3 },
      ),
      'last',
    ),
  { module },
);

/** Sends before it is sent anything, for each item, and when it ends; the last station of the line, or one before it. */
export const wordy = lineFor(
  ({ count, copies, isLast }: { readonly count: number; readonly copies: number; readonly isLast: boolean }) => {
    const said = upTo(count).to(
      function* speaker({ send }): Station<number> {
        send(-1);
        yield rest(0);
        send(-2);
        try {
          while (true) {
            const n = yield;
            if (n % 4 === 1) yield rest(1);
            for (let i = 0; i < n % 3; i++) send(n);
          }
        } finally {
          for (let i = 0; i < 20; i++) send(-3);
          yield rest(1);
          send(-4);
        }
      },
      { out: ints(), concurrency: copies },
    );
    return isLast ? said : passOn(said.holding(2), 'last');
  },
  { module },
);

export interface Word {
  readonly word: string;
  readonly place: number;
}

/** Numbers the words: how many of the same word came before. */
export const numbered = lineFor(
  ({ words, copies }: { readonly words: readonly string[]; readonly copies: number }) =>
    source(
      function* text(): Source<string> {
        yield* words;
      },
      { out: clone<string>() },
    ).to(
      function* count({ send }: Sends<Word>): Station<string> {
        const seen = new Map<string, number>();
        while (true) {
          const word = yield;
          const place = seen.get(word) ?? 0;
          seen.set(word, place + 1);
          send({ word, place });
        }
      },
      { out: clone<Word>(), concurrency: copies, by: (word) => word },
    ),
  { module },
);

/** The same behind copies that keep the order, with a pass in between that has copies too. */
export const numberedBehindCopies = lineFor(
  (words: readonly string[]) => {
    const slow = source(
      function* text(): Source<string> {
        yield* words;
      },
      { out: clone<string>() },
    ).to(
      function* read({ send }: Sends<Word>): Station<string> {
        while (true) {
          const word = yield;
          if (word.length % 2 === 0) yield rest(1);
          send({ word, place: 0 });
          send({ word, place: 1 });
        }
      },
      { out: clone<Word>(), concurrency: 3 },
    );
    return slow.to(
      function* check({ send }: Sends<Word>): Station<Word> {
        const last = new Map<string, number>();
        while (true) {
          const { word, place } = yield;
          const before = last.get(word) ?? 1;
          if (before === place) throw new Error(`expected the halves of ${word} in turn, found ${place} twice`);
          last.set(word, place);
          send({ word, place });
        }
      },
      { out: clone<Word>(), concurrency: 2, by: ({ word }) => word },
    );
  },
  { module },
);

/** Deals by a key that is none for the item `at`: plain JavaScript may do that. */
export const badKey = lineFor(
  (at: number) => {
    const keys: { readonly of: (n: number) => number } = { of: (n) => n };
    Object.defineProperty(keys, 'of', { value: (n: number) => (n === at ? {} : n) });
    return passOn(upTo(20), 'keyed', { concurrency: 2, by: keys.of });
  },
  { module },
);

/** Two sources, readers with guards, and copies that read both: only the multiset is fixed. */
export const merged = lineFor(
  ({ count, capacity, copies }: { readonly count: number; readonly capacity: number; readonly copies: number }) => {
    const two = passOn(merge(upTo(count).holding(capacity), upTo(count, 'more').holding(capacity)), 'two', {
      concurrency: copies,
    });
    const odd = passOn(two.where((n) => n % 2 === 1).holding(capacity), 'odd', { concurrency: copies });
    const even = passOn(two.where((n) => n % 2 === 0).holding(capacity), 'even');
    return passOn(merge(odd.holding(capacity), even.holding(capacity)), 'last');
  },
  { module },
);

/** Copies of a station, and behind them a station with the name of what they are copies of. */
export const namesake = lineFor((count: number) => passOn(passOn(upTo(count), 'test', { concurrency: 2 }), 'test'), {
  module,
});

/** Items that are places in an alphabet, chosen by lists. */
export const places = lineFor(
  (count: number) => {
    const names = ['flour', 'eggs', 'sugar'];
    const all = upTo(count).to(
      function* name({ send }) {
        while (true) send((yield) % 3);
      },
      { out: ints({ names }), concurrency: 2 },
    );
    const copied = (items: Outflow<number>, name: string) =>
      items.to(passes, { out: ints({ names }), name, concurrency: 3 });
    const flat = all.to(passes, { out: ints({ names }), name: 'flat' });
    return [copied(flat.where(isOneOf([0, 2])), 'some'), copied(flat.where(isOneOf([1])), 'eggs')];
  },
  { module },
);

/** A cycle in which copies take what comes, behind copies that keep the order: each item goes round as often as its number says. */
export const rounds = lineFor(
  ({ count, capacity, by }: { readonly count: number; readonly capacity: number; readonly by: 'turn' | 'key' }) => {
    const again = feedback<number>();
    const before = passOn(upTo(count).holding(capacity), 'before', { concurrency: 2 });
    const gate = passOn(merge(before.holding(capacity), again), 'gate');
    const lap = gate.holding(capacity).to(
      function* lap({ send }): Station<number> {
        while (true) {
          const n = yield;
          if (n % 5 === 0) yield rest(0);
          send(n - 1);
        }
      },
      { out: ints(), concurrency: 3, ...(by === 'key' ? { by: (n: number) => n % 4 } : { ordered: false }) },
    );
    again.from(lap.where((n) => n > 0));
    return passOn(lap.where((n) => n <= 0).holding(capacity), 'last');
  },
  { module },
);

/** Copies that send how many items they have got, behind copies that keep no order. */
export const counted = lineFor(
  (count: number) =>
    passOn(
      upTo(count).to(
        function* slow({ send }): Station<number> {
          while (true) {
            const n = yield;
            if (n % 3 === 0) yield rest(n % 2);
            send(n);
          }
        },
        { out: ints(), concurrency: 2, ordered: false },
      ),
      'merge',
    ).to(
      function* adds({ send }): Station<number> {
        let sum = 0;
        while (true) {
          sum += yield;
          send(sum);
        }
      },
      { out: ints() },
    ),
  { module },
);

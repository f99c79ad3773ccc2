/** Stations with copies: what their plan is, and which of them are refused. */
import { describe, expect, test } from 'vitest';
import { checkLine } from '../../src/line/check.ts';
import { line } from '../../src/line/defined-line.ts';
import { dealByKey } from '../../src/line/key.ts';
import { ints } from '../../src/line/kind/kinds.ts';
import { planOf } from '../../src/line/plan.ts';
import {
  feedback,
  merge,
  type Outflow,
  type Stage,
  StageError,
  type StationOptions,
  source,
} from '../../src/line/stage.ts';

const CODE = { module: import.meta.url, export: 'default' };

function numbers(name = 'numbers'): Stage<number> {
  return source(
    function* () {
      yield 0;
    },
    { out: ints(), name },
  );
}

function* pass({ send }: { readonly send: (item: number) => void }): Generator<undefined, void, number> {
  while (true) send(yield);
}

const station = (items: Outflow<number>, name: string, options: StationOptions<number, number> = {}): Stage<number> =>
  items.to(pass, { out: ints(), name, ...options });

const plan = (...ends: Stage<number>[]) => planOf(line(ends), CODE, { parts: 0 });

const check = (...ends: Stage<number>[]) => checkLine(plan(...ends), 'allowed');

describe('the plan of a station with copies', () => {
  const copied = (): Stage<number> => station(numbers(), 'test', { concurrency: 2 });

  test('has each copy as a station of its own, found at one place', () => {
    const { stations, ends } = plan(station(copied(), 'last'));
    expect(stations.map(({ name, place, copy }) => [name, place, copy])).toEqual([
      ['test 1', 1, { of: 'test', inOrder: true }],
      ['test 2', 1, { of: 'test', inOrder: true }],
      ['last', 2, undefined],
    ]);
    expect(ends).toEqual(['last']);
    expect(plan(station(numbers(), 'end', { concurrency: 3 })).ends).toEqual(['end 1', 'end 2', 'end 3']);
  });

  test('says of each edge which copy it leads to, and from which one it is collected', () => {
    const { edges } = plan(
      station(
        copied().where((n) => n > 0),
        'last',
      ),
    );
    expect(edges.map(({ from, to, guard, dealt, collected }) => ({ from, to, guard, dealt, collected }))).toEqual([
      { from: 'numbers', to: 'test 1', dealt: { wire: 0, copy: 0, copies: 2, by: 'turn', first: 0, step: 1 } },
      { from: 'numbers', to: 'test 2', dealt: { wire: 0, copy: 1, copies: 2, by: 'turn', first: 0, step: 1 } },
      {
        from: 'test 1',
        to: 'last',
        guard: 1,
        collected: { wire: 1, copy: 0, copies: 2, first: 0, step: 1, handsOn: false },
      },
      {
        from: 'test 2',
        to: 'last',
        guard: 1,
        collected: { wire: 1, copy: 1, copies: 2, first: 0, step: 1, handsOn: false },
      },
    ]);
  });

  test('is that of a single station where there is one copy', () => {
    expect(plan(station(numbers(), 'only', { concurrency: 1, ordered: false }))).toEqual(
      plan(station(numbers(), 'only')),
    );
  });

  test.each<[string, () => Stage<number>]>([
    ['with ordered: false', () => station(numbers(), 'test', { concurrency: 2, ordered: false })],
    ['with a key', () => station(numbers(), 'test', { concurrency: 2, by: (n) => n })],
    ['that reads several stages', () => station(merge(numbers(), numbers('more')), 'test', { concurrency: 2 })],
    [
      'behind copies that lose the order',
      () => station(station(numbers(), 'loses', { concurrency: 2, ordered: false }), 'test', { concurrency: 2 }),
    ],
  ])('has nothing to collect in turn %s', (_, made) => {
    const { stations, edges } = plan(station(made(), 'last'));
    expect(edges.map(({ collected }) => collected)).toEqual(edges.map(() => undefined));
    expect(stations.flatMap(({ copy }) => copy ?? []).some(({ inOrder }) => inOrder)).toBe(false);
  });

  test('lets a station with a key collect in turn, so that each key keeps its order', () => {
    const { edges } = plan(station(copied(), 'keyed', { concurrency: 2, by: (n) => n }));
    expect(edges.slice(2).map(({ dealt, collected }) => [dealt?.by, collected?.copy])).toEqual([
      ['key', 0],
      ['key', 0],
      ['key', 1],
      ['key', 1],
    ]);
  });
});

test('copies that keep the order behind copies that do are dealt whole units, each side knowing whose turn it is', () => {
  const first = station(numbers(), 'first', { concurrency: 2 });
  const { edges, stations } = plan(station(first, 'second', { concurrency: 3 }));
  expect(stations.map(({ copy }) => copy?.inOrder)).toEqual([true, true, true, true, true]);
  const between = edges.slice(2);
  expect(between.every(({ dealt, collected }) => dealt?.by === 'unit' && collected?.handsOn === true)).toBe(true);
  for (let unit = 0; unit < 12; unit++) {
    const [sender, receiver] = [unit % 2, unit % 3];
    const edge = between.find(({ dealt, collected }) => dealt?.copy === receiver && collected?.copy === sender);
    const { dealt, collected } = edge ?? {};
    // The sender is at its unit number `sent`, the receiver at its `taken`.
    const [sent, taken] = [(unit - sender) / 2, (unit - receiver) / 3];
    expect(((dealt?.first ?? 0) + sent * (dealt?.step ?? 0)) % 3).toBe(receiver);
    expect(((collected?.first ?? 0) + taken * (collected?.step ?? 0)) % 2).toBe(sender);
  }
});

describe('refused in one line', () => {
  test.each<[string, object, string]>([
    ['no copy', { concurrency: 0 }, 'expected a concurrency from 1 to 64, a whole number, found 0'],
    ['too many copies', { concurrency: 65 }, 'expected a concurrency from 1 to 64, a whole number, found 65'],
    ['half a copy', { concurrency: 1.5 }, 'expected a concurrency from 1 to 64, a whole number, found 1.5'],
    ['copies in words', { concurrency: 'two' }, 'expected a concurrency from 1 to 64, a whole number, found "two"'],
    ['an order in words', { ordered: 'yes' }, 'expected ordered to be true or false, found "yes"'],
    [
      'a key that is no function',
      { by: 'word' },
      'expected by to be a function of an item that returns its key, found "word"',
    ],
    [
      'a key and an order',
      { by: (n: number) => n, ordered: true },
      'expected ordered or by, found both: with by, order is kept for each key alone',
    ],
  ])('%s', (_, options, reason) => {
    expect(() => station(numbers(), 'test', options)).toThrow(
      new StageError(`Cannot add the station "test": ${reason}`),
    );
  });

  test.each<object>([{ concurrency: 2 }, { ordered: false }, { by: () => 1 }])('a source with copies', (options) => {
    const made = () =>
      source(function* numbers() {
        yield 1;
      }, options);
    expect(made).toThrow(StageError);
    expect(made).toThrow('expected concurrency, ordered and by of a station, found them of a source');
  });

  test('a station that has the name of a copy', () => {
    const first = station(numbers(), 'test', { concurrency: 2 });
    expect(() => check(station(first, 'test 2'))).toThrow(
      'expected a different name for every station, found "test 2" twice',
    );
  });

  const circle = (options: StationOptions<number, number>) => {
    const again = feedback<number>();
    const gate = station(merge(numbers(), again), 'gate');
    const inside = station(gate, 'inside', { concurrency: 2, ...options });
    again.from(inside.where((n) => n > 0));
    return station(inside, 'last');
  };

  test('copies that keep the order in a cycle', () => {
    expect(() => check(circle({}))).toThrow(
      'Cannot run this line: expected no copies that keep the order in a cycle, found those of "inside"; give it { ordered: false }',
    );
    expect(() => check(circle({ ordered: false }))).not.toThrow();
    expect(() => check(circle({ by: (n) => n }))).not.toThrow();
  });

  test('a cycle of copies alone, which no source reaches', () => {
    const again = feedback<number>();
    const one = station(again, 'one', { concurrency: 2 });
    const two = station(one, 'two', { concurrency: 2 });
    again.from(two);
    expect(() => check(two)).toThrow('expected a source, found none');
  });
});

describe('a key', () => {
  const deal = dealByKey((item) => item, 'count');

  test('always leads to the same copy, and different keys to different copies', () => {
    const keys = ['a', '', 'words', '1', 1, 1n, 0.5, true, false, null, Number.NaN, 2 ** 40, ...Array(200).keys()];
    for (const key of keys) {
      expect(deal(key, 7)).toBe(deal(key, 7));
      expect([0, 1, 2, 3, 4, 5, 6]).toContain(deal(key, 7));
    }
    const counts = [0, 1, 2, 3].map((copy) => keys.filter((key) => deal(key, 4) === copy).length);
    expect(Math.min(...counts)).toBeGreaterThan(keys.length / 8);
    expect(deal(0, 64)).toBe(deal(-0, 64));
  });

  test.each<[unknown, string]>([
    [undefined, 'nothing'],
    [{}, 'an object'],
    [[1], 'a list'],
    [Symbol.iterator, 'a symbol'],
    [() => 1, 'a function'],
  ])('is refused where it is no plain value: %s', (key, found) => {
    expect(() => deal(key, 2)).toThrow(
      new TypeError(
        `Cannot deal to the copies of "count": expected by to return a string, a number, a boolean, a bigint or null, found ${found}`,
      ),
    );
  });
});

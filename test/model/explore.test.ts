/** The explorer, on actors whose orders of steps can be counted by hand. */
import { expect, test } from 'vitest';
import { type Actor, explore, Forbidden, type Steps } from '../../src/lessons/explorer/explore.ts';

type Shared = readonly number[];

function load({ take }: Steps<Shared>, at: number): number {
  const step = (shared: Shared) => [{ shared, answer: shared[at], text: `sees ${shared[at]}` }];
  return Number(take({ waiting: '', outcomes: step }));
}

function store({ take }: Steps<Shared>, at: number, value: number): void {
  take({ waiting: '', outcomes: (shared) => [{ shared: shared.with(at, value), answer: 0, text: `writes ${value}` }] });
}

function waitFor({ take }: Steps<Shared>, at: number): void {
  const step = (shared: Shared) => (shared[at] === 0 ? [] : [{ shared, answer: 0, text: 'goes on' }]);
  take({ waiting: `waits for ${at}`, outcomes: step });
}

/** Adds one in two steps. */
const adds = (name: string): Actor<Shared> => ({ name, run: (steps) => store(steps, 0, load(steps, 0) + 1) });

test('all orders of the steps are counted, and each state is visited once', () => {
  const writes = (at: number): Actor<Shared> => ({
    name: `writer ${at}`,
    run(steps) {
      store(steps, at, 1);
      store(steps, at, 2);
    },
  });
  const { states, orders, fault } = explore([0, 0], [writes(0), writes(1)]);
  expect({ states: states.length, orders, fault }).toEqual({ states: 9, orders: 6n, fault: null });
});

test('the endings say how many orders lead to each result', () => {
  const { orders, endings } = explore([0], [adds('first'), adds('second')]);
  expect(orders).toBe(6n);
  expect(endings.map(({ shared, orders }) => ({ shared, orders }))).toEqual([
    { shared: [2], orders: 2n },
    { shared: [1], orders: 4n },
  ]);
  expect(endings[1]?.trace).toEqual(['first: sees 0', 'second: sees 0', 'first: writes 1', 'second: writes 1']);
});

test('a standstill can be one of the endings', () => {
  const locks = (name: string, first: number, second: number): Actor<Shared> => ({
    name,
    run({ take }) {
      const put = (at: number, from: number, to: number) =>
        take({
          waiting: `waits for ${at}`,
          outcomes: (shared) => (shared[at] === from ? [{ shared: shared.with(at, to), answer: 0, text: '' }] : []),
        });
      put(first, 0, 1);
      put(second, 0, 1);
      put(second, 1, 0);
      put(first, 1, 0);
    },
  });
  const { orders, endings } = explore([0, 0], [locks('a', 0, 1), locks('b', 1, 0)], { standstill: 'ending' });
  expect(orders).toBe(6n);
  expect(endings.map(({ orders, waiting }) => ({ orders, waiting }))).toEqual([
    { orders: 2n, waiting: ['a waits for 1', 'b waits for 0'] },
    { orders: 4n, waiting: [] },
  ]);
});

test('a step with two outcomes is explored with each of them', () => {
  const tossed = explore<Shared>(
    [0],
    [
      {
        name: 'player',
        run({ take }) {
          const sides = () => [0, 1].map((side) => ({ shared: [side], answer: side, text: `side ${side}` }));
          take({ waiting: '', outcomes: sides });
        },
      },
    ],
  );
  expect(tossed.states).toEqual([[0], [0], [1]]);
});

test('a fault that needs one certain order is found, with the fewest steps that lead there', () => {
  const wants: Actor<Shared> = {
    name: 'judge',
    run(steps) {
      waitFor(steps, 1);
      if (load(steps, 0) === 1) throw new Error('one of two additions is lost');
    },
  };
  const last: Actor<Shared> = {
    name: 'last',
    run(steps) {
      adds('').run(steps);
      store(steps, 1, 1);
    },
  };
  expect(explore([0, 0], [adds('first'), last, wants]).fault).toEqual({
    what: 'judge: Error: one of two additions is lost',
    trace: ['last: sees 0', 'last: writes 1', 'last: writes 1', 'judge: goes on', 'judge: sees 1'],
  });
});

test('an actor that waits when no actor can move is stuck', () => {
  const waits = (own: number, other: number): Actor<Shared> => ({
    name: `actor ${own}`,
    run(steps) {
      waitFor(steps, other);
      store(steps, own, 1);
    },
  });
  expect(explore([0, 0], [waits(0, 1), waits(1, 0)]).fault).toEqual({
    what: 'stuck: actor 0 waits for 1, actor 1 waits for 0',
    trace: [],
  });
});

test('a step that is forbidden is a fault', () => {
  const outcomes = (): never => {
    throw new Forbidden('a slot that is not free');
  };
  const actor: Actor<Shared> = { name: 'writer', run: ({ take }) => void take({ waiting: '', outcomes }) };
  expect(explore([0], [actor]).fault).toEqual({ what: 'writer: a slot that is not free', trace: [] });
});

test('actors that go round for ever are an error', () => {
  const turns: Actor<Shared> = {
    name: 'spinner',
    run(steps) {
      for (;;) {
        steps.standAt('at the top');
        store(steps, 0, 0);
      }
    },
  };
  expect(() => explore([0], [turns])).toThrow('expected every order of steps to end, found one that goes round');
});

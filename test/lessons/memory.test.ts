/** Programs on shared words, in every order: the operations do what `Atomics` does. */
import { expect, test } from 'vitest';
import { type AtomicOperations, type Program, stepByHand, tryEveryOrder } from '../../src/lessons/explorer/memory.ts';
import { steps } from '../../src/lessons/texts/en/steps.ts';

test('`Atomics` has the operations, so one program runs on threads and in the explorer', () => {
  const real: AtomicOperations = Atomics;
  const words = new Int32Array(new SharedArrayBuffer(8));
  expect(everything(real, words)).toEqual(answers);
  expect([...words]).toEqual([7, 0]);
});

test('the explorer answers as `Atomics` does', () => {
  let seen: unknown[] = [];
  const { endings } = tryEveryOrder(
    {
      words: { x: 0, y: 0 },
      programs: {
        a: (atomics, words) => {
          seen = everything(atomics, words);
        },
      },
    },
    steps,
  );
  expect(seen).toEqual(answers);
  expect(endings.map(({ shared }) => shared.words)).toEqual([[7, 0]]);
});

const answers = [5, 5, 8, 7, 6, 6, 7, 'not-equal', 0];

function everything(atomics: AtomicOperations, words: Int32Array): unknown[] {
  return [
    atomics.store(words, 0, 5),
    atomics.add(words, 0, 3),
    atomics.sub(words, 0, 1),
    atomics.load(words, 0),
    atomics.store(words, 0, 6),
    atomics.compareExchange(words, 0, 6, 7),
    atomics.compareExchange(words, 0, 6, 9),
    atomics.wait(words, 1, 1),
    atomics.notify(words, 1),
  ];
}

const sleeps: Program = (atomics, words) => {
  atomics.wait(words, 0, 0);
  atomics.add(words, 1, 1);
};

test('a thread that sleeps goes on only when it is woken', () => {
  const wakes: Program = (atomics, words) => {
    atomics.store(words, 0, 1);
    atomics.notify(words, 0, 1);
  };
  expect(tryEveryOrder({ words: { bell: 0, done: 0 }, programs: { a: sleeps, b: wakes } }, steps).fault).toBeNull();
  const forgets: Program = (atomics, words) => void atomics.store(words, 0, 1);
  expect(tryEveryOrder({ words: { bell: 0, done: 0 }, programs: { a: sleeps, b: forgets } }, steps).fault).toEqual({
    what: 'stuck: a sleeps on bell',
    trace: ['a: falls asleep on bell', 'b: writes bell = 1'],
  });
});

test('of two sleepers, a notify wakes the first one', () => {
  const marks =
    (value: number): Program =>
    (atomics, words) => {
      atomics.wait(words, 0, 0);
      atomics.compareExchange(words, 1, 0, value);
    };
  const wakes: Program = (atomics, words) => void atomics.notify(words, 0, 1);
  const { endings } = tryEveryOrder(
    { words: { bell: 0, first: 0 }, programs: { a: marks(1), b: marks(2), c: wakes } },
    steps,
    {
      standstill: 'ending',
    },
  );
  const woken = endings
    .filter(({ waiting }) => waiting.length === 1)
    .map(({ shared, waiting }) => [shared.words[1], waiting]);
  expect(woken).toEqual(
    expect.arrayContaining([
      [1, ['b sleeps on bell']],
      [2, ['a sleeps on bell']],
    ]),
  );
});

test('a word that does not exist is an error', () => {
  const reads: Program = (atomics, words) => void atomics.load(words, 2);
  expect(tryEveryOrder({ words: { x: 0 }, programs: { a: reads } }, steps).fault?.what).toBe(
    'a: RangeError: expected a word from 0 to 0, found 2',
  );
});

test('programs can be stepped by hand, also back', () => {
  const adds: Program = (atomics, words) => void atomics.store(words, 0, atomics.load(words, 0) + 1);
  const hand = stepByHand({ words: { x: 0 }, programs: { a: adds, b: adds } }, steps);
  for (const name of ['a', 'b', 'b', 'a']) hand.step(name);
  expect(hand.trace).toEqual(['a: reads x = 0', 'b: reads x = 0', 'b: writes x = 1', 'a: writes x = 1']);
  expect([hand.shared.words, hand.ready, hand.step('a')]).toEqual([[1], [], null]);
  expect([hand.undo(), hand.undo(), hand.undo()]).toEqual([true, true, true]);
  expect(hand.trace).toEqual(['a: reads x = 0']);
  expect(hand.next('a')).toEqual({ kind: 'step', text: 'writes x = 1' });
  expect([hand.step('a'), hand.step('b'), hand.step('b')]).toEqual(['writes x = 1', 'reads x = 1', 'writes x = 2']);
  expect([hand.next('b'), hand.shared.words]).toEqual([{ kind: 'done' }, [2]]);
});

test('by hand, a thread that sleeps cannot be stepped until it is woken', () => {
  const wakes: Program = (atomics, words) => void atomics.notify(words, 0);
  const hand = stepByHand({ words: { bell: 0, done: 0 }, programs: { a: sleeps, b: wakes } }, steps);
  expect(hand.undo()).toBe(false);
  hand.step('a');
  expect([hand.step('a'), hand.next('a'), hand.ready]).toEqual([
    null,
    { kind: 'waits', text: 'sleeps on bell' },
    ['b'],
  ]);
  hand.step('b');
  expect(hand.next('a')).toEqual({ kind: 'step', text: 'wakes up' });
  expect(() => hand.step('c')).toThrow('expected the name of an actor, found "c"');
});

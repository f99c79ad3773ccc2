/** The plan of a defined line: names, edges, guards, ends, parts; and what its cycles are. */
import { describe, expect, test } from 'vitest';
import { cyclesOf } from '../../src/line/cycles.ts';
import { line } from '../../src/line/defined-line.ts';
import { isOneOf } from '../../src/line/guard.ts';
import { ints } from '../../src/line/kind/kinds.ts';
import { labelsOf } from '../../src/line/labels.ts';
import { planOf } from '../../src/line/plan.ts';
import { feedback, merge, type Stage, StageError, source } from '../../src/line/stage.ts';

const CODE = { module: import.meta.url, export: 'default' };
const NAMES = { out: ints({ names: ['flour', 'eggs'] }) };

function numbers(name = 'numbers'): Stage<number> {
  return source(
    function* () {
      yield 0;
    },
    { ...NAMES, name },
  );
}

function* pass({ send }: { readonly send: (item: number) => void }): Generator<undefined, void, number> {
  while (true) send(yield);
}

const plan = (...ends: Stage<number>[]) => planOf(line(ends), CODE, { parts: 0 });

describe('a plan', () => {
  test('has every stage that is connected with an end, in the order in which they were made', () => {
    const first = numbers();
    const left = first.to(pass, { ...NAMES, name: 'left' });
    first.to(pass, { ...NAMES, name: 'right' });
    const { sources, stations, ends } = plan(left);
    expect(sources.map(({ name }) => name)).toEqual(['numbers']);
    expect(stations.map(({ name, place }) => [name, place])).toEqual([
      ['left', 1],
      ['right', 2],
    ]);
    expect(ends).toEqual(['left', 'right']);
  });

  test('names a stage by its function, and one without a name by its place', () => {
    const named = numbers().to(pass, NAMES);
    const nameless = named.to<number>(
      (() =>
        function* ({ send }) {
          send(yield);
        })(),
      NAMES,
    );
    expect(plan(nameless).stations.map(({ name }) => name)).toEqual(['pass', 'station 2']);
  });

  test('turns lists into places, and other guards into numbers that a thread finds again', () => {
    const first = numbers();
    const listed = first.where(isOneOf([1])).to(pass, { ...NAMES, name: 'listed' });
    const guarded = first.where((item) => item > 0).to(pass, { ...NAMES, name: 'guarded' });
    const both = first
      .where(isOneOf([0, 1]))
      .where(isOneOf([1]))
      .to(pass, { ...NAMES, name: 'both' });
    expect(plan(listed, guarded, both).edges.map(({ to, items, guard }) => [to, items, guard])).toEqual([
      ['listed', [1], undefined],
      ['guarded', null, 1],
      ['both', [1], undefined],
    ]);
  });

  test('has parts where every source is divisible, each with its number', () => {
    const divisible = source(
      function* () {
        yield 1;
      },
      { out: ints(), name: 'divisible', divisible: true },
    );
    const { parts } = planOf(line(divisible), CODE, { parts: 3 });
    expect(parts.map(({ sources }) => sources[0]?.part)).toEqual([
      { part: 0, parts: 3 },
      { part: 1, parts: 3 },
      { part: 2, parts: 3 },
    ]);
    expect(planOf(line(merge(divisible, numbers()).to(pass, NAMES)), CODE, { parts: 3 }).parts).toEqual([]);
  });
});

test('a feedback that is open, closed twice or closed by several stages is refused', () => {
  const again = feedback<number>();
  const stage = merge(numbers(), again).to(pass, NAMES);
  expect(() => line(stage)).toThrow(StageError);
  expect(() => again.from(merge(stage, numbers('more')))).toThrow('expected one stage, found 2');
  again.from(stage);
  expect(() => again.from(stage)).toThrow('expected an open feedback, found one that is closed');
});

test('a feedback that comes from another feedback keeps the guards of both', () => {
  const inner = feedback<number>();
  const outer = feedback<number>();
  const stage = merge(numbers(), outer).to(pass, NAMES);
  inner.from(stage.where(isOneOf([1])));
  outer.from(inner.where(isOneOf([0, 1])));
  const back = plan(stage).edges.find(({ feedback }) => feedback);
  expect(back).toMatchObject({ from: 'pass', to: 'pass', items: [1] });
});

test.each([
  ['comes from itself', [feedback<number>()]],
  ['comes from one that comes from it', [feedback<number>(), feedback<number>()]],
])('a feedback that %s is refused', (_, round) => {
  for (const [i, again] of round.slice(1).entries()) again.from(round[i] ?? again);
  const [first] = round;
  const last = round.at(-1);
  if (first === undefined || last === undefined) throw new Error('expected a feedback, found none');
  expect(() => first.from(last)).toThrow('Cannot close the cycle: expected a stage, found feedbacks alone');
});

test('a cycle knows its edges, and how many lead into it', () => {
  const edge = (from: string, to: string, back = false) => {
    return { from, to, items: null, capacity: 1, ...(back ? { feedback: true } : {}) };
  };
  const { edges, entering } = cyclesOf([
    edge('source', 'a'),
    edge('a', 'b'),
    edge('b', 'a', true),
    edge('b', 'end'),
    edge('other', 'b'),
  ]);
  expect(edges.map((found) => found?.edge ?? null)).toEqual(['enters', 'inside', 'back', null, 'enters']);
  expect(entering).toEqual([2]);
});

test('edges have labels of their own where a recording could not tell them apart', () => {
  const first = numbers();
  const one = first.to(pass, { ...NAMES, name: 'one' });
  const two = first.to(pass, { out: ints(), name: 'two' });
  const { alphabet, edges, exits } = labelsOf(plan(one, two));
  expect(edges.map(({ items }) => items.map((item) => alphabet[item]))).toEqual([
    ['flour', 'eggs'],
    ['flour', 'eggs'],
  ]);
  expect(new Set(edges.flatMap(({ items }) => items)).size).toBe(4);
  expect([...exits.keys()]).toEqual(['one', 'two']);
});

/** The call stack of a line on one thread, from what was recorded. */
import { expect, test } from 'vitest';
import { indexedTraceOf } from '../../src/page/recording/indexed-trace.ts';
import { callStacksOf } from '../../src/page/recording/stack.ts';
import type { EventKind, Trace } from '../../src/trace/trace.ts';

const events = (...all: readonly (readonly [EventKind, number, number?])[]) =>
  all.map(([kind, atNs, item]) => ({ kind, atNs, item: item ?? null }));

/** A source sends to `mix`, which sends to `bake` in the middle of its work. The tracks are in another order than the line. */
const trace: Trace = {
  engine: 'cooperative',
  alphabet: ['egg', 'dough'],
  edges: [
    { from: 'hens', to: 'mix', items: [0], capacity: 0 },
    { from: 'mix', to: 'bake', items: [1], capacity: 0 },
  ],
  tracks: [
    {
      station: 'bake',
      events: events(['received', 30, 1], ['work-began', 40], ['work-ended', 50], ['input-awaited', 60]),
    },
    { station: 'hens', events: events(['sent', 10, 0], ['sent', 80, 0]) },
    {
      station: 'mix',
      events: events(
        ['received', 10, 0],
        ['sent', 30, 1],
        ['input-awaited', 70],
        ['received', 80, 0],
        ['input-awaited', 80],
      ),
    },
  ].map((track) => ({ ...track, copy: null, dropped: 0 })),
};
const stacks = callStacksOf(indexedTraceOf(trace, { name: 'test', product: 'cake', ingredients: [], stations: [] }));
const namesAt = (ns: number): string[] => stacks.at(ns).map(({ lane }) => trace.tracks[lane]?.station ?? '');

test('it grows with each call, and shrinks when a call returns', () => {
  expect([5, 15, 35, 65, 75].map(namesAt)).toEqual([[], ['mix'], ['mix', 'bake'], ['mix'], []]);
});

test('each frame has the item that it was called with', () => {
  expect(stacks.at(35).map(({ item }) => item)).toEqual([0, 1]);
});

test('a call that took no time on a coarse clock is over', () => {
  expect(namesAt(80)).toEqual([]);
});

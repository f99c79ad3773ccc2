/** Chapter 31: every setting of its knobs, the crossings in a trace, and its judgement of planted facts. */
import { describe, expect, test } from 'vitest';
import { chapter, type Facts, judge } from '../../../src/lessons/chapters/31-fewer-threads-than-stations.ts';
import { crossingsIn } from '../../../src/lessons/props/gains/crossings.ts';
import { manyPlaced } from '../../../src/lessons/props/gains/many-stations.ts';
import { text } from '../../../src/lessons/texts/en/31-fewer-threads-than-stations.ts';
import type { Trace, TraceEvent } from '../../../src/trace/trace.ts';
import { checkChapter } from '../expectations.ts';
import { plantedGain } from '../planted-gain.ts';

const two = [
  ['producer', 'butter melter', 'wet mixer'],
  ['dry mixer', 'oven'],
];
/** A loop of promises never lets the timer fire, however long it is. */
const turns = { promises: 10_000, most: 10_000 };
const counted = { items: 13, digests: 1, turns };

checkChapter(chapter, [
  {
    set: {},
    right: 1,
    facts: { ...counted, placement: two, crossed: { apart: 13, shared: 8 } },
    says: [/13 of 13/, /8 of 13/, /butter melter \+ wet mixer/],
    never: [/threads are used: with one more/],
  },
  {
    set: { threads: '1' },
    right: 2,
    facts: { ...counted, crossed: { apart: 13, shared: 0 } },
    says: [/On one thread nothing changes threads|Impossible/],
    never: [/\b1 threads/, /shared threads/],
  },
  {
    set: { threads: '3' },
    right: 1,
    facts: { ...counted, placement: two, crossed: { apart: 13, shared: 8 } },
    says: [/Only 2 of 3 threads are used|Impossible/],
  },
  { set: { threads: '5' }, right: 1, facts: { ...counted, crossed: { apart: 13, shared: 12 } } },
  { set: { workUs: '1' }, right: 1, facts: { ...counted, placement: two, crossed: { apart: 13, shared: 8 } } },
  { set: { workUs: '500' }, right: 1, facts: { ...counted, placement: two, crossed: { apart: 13, shared: 8 } } },
]);

test('64 stations: with more threads an item changes threads more often, and none has fewer stations than 64 / threads', () => {
  expect(manyPlaced(2)).toEqual([
    { threads: 1, most: 64, crossings: 0 },
    { threads: 2, most: 32, crossings: 1 },
    { threads: 64, most: 1, crossings: 63 },
  ]);
  expect(manyPlaced(1).map(({ threads }) => threads)).toEqual([1, 64]);
  expect(manyPlaced(128).map(({ threads }) => threads)).toEqual([1, 64]);
});

test('an item that is received from another thread has crossed, and no other one', () => {
  const received = (item: number): TraceEvent => ({ kind: 'received', atNs: 0, item });
  const trace: Trace = {
    engine: 'threads',
    alphabet: ['egg', 'mix'],
    edges: [
      { from: 'hen', to: 'mixer', items: [0], capacity: 1 },
      { from: 'mixer', to: 'oven', items: [1], capacity: 1 },
    ],
    tracks: [
      { station: 'mixer', copy: { of: 'mixer', thread: 1 }, events: [received(0), received(0)], dropped: 0 },
      { station: 'oven', copy: { of: 'oven', thread: 2 }, events: [received(1)], dropped: 0 },
    ],
  };
  expect(crossingsIn(trace, [['hen', 'mixer'], ['oven']])).toBe(1);
  expect(crossingsIn(trace, [['hen', 'mixer', 'oven']])).toBe(0);
  expect(crossingsIn(trace, [['hen'], ['mixer'], ['oven']])).toBe(3);
});

const planted: Facts = {
  cores: 2,
  placement: two,
  items: 13,
  crossed: { apart: 13, shared: 8 },
  digests: 1,
  apart: plantedGain(1.3, 1.4, 1.5),
  shared: plantedGain(1.6, 1.7, 1.8),
  possible: true,
  many: [],
  turns: { ...turns, eventLoop: 1 },
};
const set = { threads: 2, workUs: 20 };

describe('the judgement of planted facts', () => {
  test('fewer crossings and a starved timer confirm the claim, whoever is faster', () => {
    expect(judge(planted)).toEqual({ right: 1, claim: 'confirmed' });
    expect(judge({ ...planted, shared: plantedGain(0.7, 0.8, 0.9) })).toEqual({ right: 1, claim: 'confirmed' });
    expect(text.figures(planted, set)).toContain(
      'in these rounds: 1.40x (1.30 to 1.50) with a thread for each, 1.70x (1.60 to 1.80) on 2 shared threads.',
    );
    expect(text.figures(planted, set)).not.toContain('faster');
  });

  test('a timer that fires, other work, or items that were not recorded, do not', () => {
    for (const facts of [
      { ...planted, turns: { promises: 5, most: 10_000, eventLoop: 1 } },
      { ...planted, turns: { ...turns, eventLoop: 300 } },
      { ...planted, digests: 2 },
      { ...planted, crossed: { apart: 12, shared: 8 } },
      { ...planted, crossed: { apart: 13, shared: 13 } },
    ])
      expect(judge(facts).claim).toBe('not-confirmed');
    expect(judge({ ...planted, crossed: { apart: 13, shared: 13 } }).right).toBe(0);
  });

  test('an impossible gain is never confirmed', () => {
    expect(judge({ ...planted, possible: false }).claim).toBe('impossible');
    expect(text.doubts({ ...planted, possible: false }, set)).toContain('above the number of threads');
  });
});

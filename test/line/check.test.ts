/** What makes a line valid, and the words in which a line that is not is refused. */
import { describe, expect, test } from 'vitest';
import { checkLine, LineError, MOST_CAPACITY, MOST_ITEMS } from '../../src/line/check.ts';
import { InputError } from '../../src/line/factory-error.ts';
import type { KindSpec } from '../../src/line/kind/spec.ts';
import type { Edge, Line, StationSpec } from '../../src/line/line.ts';

const spec = (name: string, firstWorkIndex = 0): StationSpec => ({
  name,
  module: 'file:///station.js',
  export: 'station',
  options: null,
  firstWorkIndex,
});
const edge = (from: string, to: string, items: readonly number[] = [0], capacity = 4): Edge => ({
  from,
  to,
  items,
  capacity,
});

/** source -> a -> b -> c, and source -> b. */
const VALID: Line = {
  sources: [spec('source')],
  stations: [spec('a'), spec('b'), spec('c')],
  edges: [edge('source', 'a', [0]), edge('source', 'b', [1]), edge('a', 'b', [0, 2]), edge('b', 'c', [0, 1, 2])],
  alphabet: ['flour', 'eggs', 'butter'],
  parts: [],
};

const withEdges = (...edges: readonly Edge[]): Line => ({ ...VALID, edges });
const withEdge = (one: Edge): Line => ({ ...VALID, edges: [...VALID.edges, one] });

const KINDS = {
  clone: { kind: 'clone' },
  bytes: { kind: 'bytes' },
  record: { kind: 'record', fields: [{ name: 'n', type: 'i32' }] },
} as const satisfies Record<string, KindSpec>;

/** The source sends items of this kind, over this edge alone. */
const withKind = (kind: keyof typeof KINDS, one: Edge): Line => ({
  ...VALID,
  sources: [{ ...spec('source'), out: KINDS[kind] }],
  edges: [one, ...VALID.edges.filter(({ from }) => from !== 'source')],
});

function refusalOf(line: Line, cycles: 'allowed' | 'refused' = 'refused'): string {
  try {
    checkLine(line, cycles);
  } catch (error) {
    expect(error).toBeInstanceOf(LineError);
    expect(error).toBeInstanceOf(InputError);
    if (error instanceof LineError) return error.message;
  }
  return 'valid';
}

describe('a line is valid', () => {
  test.each([
    ['with a branch that joins again', VALID],
    ['with no stations', { ...VALID, stations: [], edges: [] }],
    ['with an edge that carries nothing', withEdge(edge('a', 'c', []))],
    ['with an item on two edges of one station', withEdge(edge('source', 'c', [2, 1]))],
    ['with an edge that carries everything', withEdge({ from: 'a', to: 'c', items: null, capacity: 4 })],
    [
      'with several sources',
      {
        ...VALID,
        sources: [spec('source'), spec('other source')],
        edges: [...VALID.edges, edge('other source', 'c', [0])],
      },
    ],
    [
      'with items of any kind, and a limit in bytes',
      withKind('clone', { from: 'source', to: 'a', items: null, capacity: 4, capacityBytes: 1 }),
    ],
    ['with a cycle that a feedback closes', withEdge({ ...edge('c', 'a'), feedback: true })],
    ['with a station that feeds itself back', withEdge({ ...edge('c', 'c'), feedback: true })],
    ['with two edges between the same stations', withEdge(edge('source', 'a', [2]))],
    ['with channels that hold one item', withEdges(...VALID.edges.map((one) => ({ ...one, capacity: 1 })))],
    [
      'with channels of the largest capacity',
      withEdges(...VALID.edges.map((e) => ({ ...e, capacity: MOST_CAPACITY }))),
    ],
    ['with the largest alphabet', { ...VALID, alphabet: Array<string>(MOST_ITEMS).fill('x') }],
    ['as a part of a longer one', { ...VALID, stations: VALID.stations.map(({ name }) => spec(name, 1_000_000)) }],
  ])('%s', (_, line) => {
    expect([refusalOf(line), refusalOf(line, 'allowed')]).toEqual(['valid', 'valid']);
  });
});

describe('a line is refused', () => {
  test.each<[string, Line, string]>([
    [
      'with two stations of one name',
      { ...VALID, stations: [...VALID.stations, spec('b')] },
      'expected a different name for every station, found "b" twice',
    ],
    [
      'with a station that is called like the source',
      { ...VALID, stations: [...VALID.stations, spec('source')] },
      'expected a different name for every station, found "source" twice',
    ],
    [
      'with a station without a name',
      { ...VALID, stations: [...VALID.stations, spec('')] },
      'expected a name for every station, found ""',
    ],
    ['with a source without a name', { ...VALID, sources: [spec('')] }, 'expected a name for every station, found ""'],
    [
      'with a feedback that closes no cycle',
      withEdge({ ...edge('b', 'c', []), feedback: true }),
      'expected the feedback from "b" to "c" to close a cycle, found none; let "c" read "b" itself',
    ],
    [
      'with a feedback that leads from one cycle into another',
      withEdges(
        ...VALID.edges,
        { ...edge('a', 'a', []), feedback: true },
        { ...edge('c', 'c', []), feedback: true },
        { ...edge('a', 'c', []), feedback: true },
      ),
      'expected the feedback from "a" to "c" to close a cycle, found none; let "c" read "a" itself',
    ],
    ['with no source', { ...VALID, sources: [] }, 'expected a source, found none'],
    [
      'with a name of two lines',
      { ...VALID, stations: [...VALID.stations, spec('x\ny')] },
      'expected a name that is visible, on one line and without space at its ends, found "x\\ny"',
    ],
    [
      'with a name that a terminal obeys',
      { ...VALID, stations: [...VALID.stations, spec('\u009b31m')] },
      'expected a name that is visible, on one line and without space at its ends, found "?31m"',
    ],
    [
      'with a name that nobody sees',
      { ...VALID, stations: [...VALID.stations, spec('\u200d')] },
      'expected a name that is visible, on one line and without space at its ends, found "\u200d"',
    ],
    [
      'with a name that ends in a space',
      { ...VALID, stations: [...VALID.stations, spec('d ')] },
      'expected a name that is visible, on one line and without space at its ends, found "d "',
    ],
    [
      'with a name that Unicode writes in two ways',
      { ...VALID, stations: [spec('\u00e9'), spec('e\u0301')], edges: [] },
      'expected a different name for every station, found "e\u0301" twice',
    ],
    [
      'with a station without a module',
      { ...VALID, stations: [{ ...spec('a'), module: '' }] },
      'expected the URL of the module of "a", found ""',
    ],
    [
      'with a station without an export',
      { ...VALID, stations: [{ ...spec('a'), export: '' }] },
      'expected the name of the export of "a", found ""',
    ],
    [
      'with a first work index that is no whole number',
      { ...VALID, stations: [spec('a', 0.5), spec('b'), spec('c')] },
      'expected the first work index of "a" to be a whole number from 0, found 0.5',
    ],
    [
      'with an alphabet of more than 16 bits',
      { ...VALID, alphabet: Array<string>(MOST_ITEMS + 1).fill('x') },
      'expected an alphabet of at most 65536 items, found 65537',
    ],
    [
      'with an edge from an unknown station',
      withEdge(edge('nobody', 'c')),
      'expected the edge from "nobody" to "c" to start at a station of the line',
    ],
    [
      'with an edge to an unknown station',
      withEdge(edge('c', 'nobody')),
      'expected the edge from "c" to "nobody" to end at a station of the line',
    ],
    [
      'with an edge whose station is unknown and unprintable',
      withEdge(edge('c', 'x\n')),
      'expected the edge from "c" to "x\\n" to end at a station of the line',
    ],
    [
      'with an edge into the source',
      withEdge(edge('c', 'source')),
      'expected the edge from "c" to "source" to end at a station, found a source, which takes no items',
    ],
    ...[0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, MOST_CAPACITY + 1].map((capacity): [string, Line, string] => [
      `with a capacity of ${capacity}`,
      withEdge(edge('c', 'a', [0], capacity)),
      `expected the edge from "c" to "a" to have a capacity from 1 to 1048576, found ${capacity}`,
    ]),
    ...[-1, 3, 0.5, Number.NaN].map((item): [string, Line, string] => [
      `with item ${item} on an edge`,
      withEdges(edge('source', 'a', [0, item])),
      `expected the edge from "source" to "a" to carry items from 0 to 2, found ${item}`,
    ]),
    [
      'with an item twice on one edge',
      withEdge(edge('source', 'a', [2, 2])),
      'expected the edge from "source" to "a" to carry each item once, found "butter" twice',
    ],
    [
      'with a list of places on an edge of another kind',
      withKind('record', edge('source', 'a')),
      'expected the edge from "source" to "a" to carry record, found a list of places',
    ],
    ...[0, 0.5, -1, Number.NaN].map((capacityBytes): [string, Line, string] => [
      `with a capacity of ${capacityBytes} bytes`,
      withKind('bytes', { from: 'source', to: 'a', items: null, capacity: 4, capacityBytes }),
      `expected the edge from "source" to "a" to have a capacity of 1 byte or more, a whole number, found ${capacityBytes}`,
    ]),
    [
      'with a station that no edge leads to',
      withEdges(edge('source', 'a'), edge('a', 'b')),
      'expected edges that lead from a source to "c", found none',
    ],
    [
      'with stations that feed only each other',
      withEdges(edge('source', 'a'), edge('b', 'c'), edge('c', 'b')),
      'expected edges that lead from a source to "b", found none',
    ],
    [
      'with a station that is listed before one that feeds it',
      { ...VALID, stations: [spec('b'), spec('a'), spec('c')] },
      'expected "a" before "b" in the list of stations, since it feeds it',
    ],
  ])('%s, wherever it would run', (_, line, reason) => {
    expect(refusalOf(line)).toBe(`Cannot run this line: ${reason}`);
    expect(refusalOf(line, 'allowed')).toBe(`Cannot run this line: ${reason}`);
  });
});

describe('a cycle', () => {
  test.each([
    ['of one station', withEdge(edge('c', 'c')), 'c -> c'],
    ['of two stations', withEdge(edge('c', 'b')), 'b -> c -> b'],
    ['of three stations', withEdge(edge('c', 'a')), 'a -> b -> c -> a'],
    [
      'in a list of any order',
      { ...withEdge(edge('c', 'b')), stations: [spec('c'), spec('b'), spec('a')] },
      'b -> c -> b',
    ],
  ])('%s is refused where a send is a call, with its path, and allowed elsewhere', (_, line, path) => {
    expect(refusalOf(line, 'allowed')).toBe('valid');
    expect(refusalOf(line)).toBe(
      `Cannot run this line: expected no cycle without a feedback under an engine whose sends are calls, found ${path}`,
    );
  });
});

test('a line of many stations is checked without a deep stack', () => {
  const names = Array.from({ length: 20_000 }, (_, i) => `s${i}`);
  const line: Line = {
    sources: [spec('source')],
    stations: names.map((name) => spec(name)),
    edges: names.map((name, i) => edge(names[i - 1] ?? 'source', name)),
    alphabet: ['x'],
    parts: [],
  };
  expect(refusalOf(line)).toBe('valid');
  expect(refusalOf({ ...line, edges: [...line.edges, edge('s19999', 's0')] })).toContain(
    'found s0 -> s1 -> s2 -> s3 -> s4 -> s5 -> s6 -> s7 -> s8 -> s9 -> ... -> s19999 -> s0',
  );
});

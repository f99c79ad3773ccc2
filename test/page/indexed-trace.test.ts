/** The indexed of a timeline: lanes, arrows and storages at every moment of a recording. */
import { describe, expect, test } from 'vitest';
import { indexedTraceOf } from '../../src/page/recording/indexed-trace.ts';
import { depthAt, momentOf, stateOf } from '../../src/page/recording/moment.ts';
import { cooperativeTrace, drawnRecipe, threadsTrace } from '../report/simulated.ts';

const CAKES = 3;
const threads = indexedTraceOf(threadsTrace(CAKES), drawnRecipe);
const oneThread = indexedTraceOf(cooperativeTrace(CAKES), drawnRecipe);

const lane = (name: string) => threads.lanes.findIndex(({ station }) => station === name);

describe.each([
  ['threads', threads],
  ['one thread', oneThread],
])('the indexed of %s', (_, indexed) => {
  test('has a lane for each track, an arrow for each receipt, a moment for each cake', () => {
    expect(indexed.lanes.map(({ station }) => station)).toEqual([
      'producer',
      'butter melter',
      'wet mixer',
      'dry mixer',
      'oven',
    ]);
    const received = indexed.lanes.flatMap(({ events }) => events.filter(({ kind }) => kind === 'received'));
    expect(received).toHaveLength(CAKES * 13);
    expect(indexed.arrowCount).toBe(received.length);
    expect(indexed.arrows.reduce((sum, { sentNs }) => sum + sentNs.length, 0)).toBe(received.length);
    expect(indexed.cakesNs).toHaveLength(CAKES);
    expect(indexed.cakesNs.at(-1)).toBe(indexed.endNs);
  });

  test('has no receipt before its send, and ascending times along each edge', () => {
    for (const { sentNs, receivedNs } of indexed.arrows)
      for (let i = 0; i < sentNs.length; i++) {
        expect(receivedNs[i]).toBeGreaterThanOrEqual(sentNs[i] ?? Number.NaN);
        if (i > 0) expect(receivedNs[i]).toBeGreaterThanOrEqual(receivedNs[i - 1] ?? Number.NaN);
      }
  });

  test('has empty storages and no waiting items at the end', () => {
    const { cakes, lanes } = momentOf(indexed, indexed.endNs);
    expect(cakes).toBe(CAKES);
    expect(lanes.flatMap(({ storage }) => storage.map(({ count }) => count))).toEqual(new Array(9 - 1).fill(0));
    expect(lanes.map(({ waiting }) => waiting)).toEqual([0, 0, 0, 0, 0]);
  });

  test('has no items and no cakes at the start', () => {
    const { cakes, lanes } = momentOf(indexed, 0);
    expect(cakes).toBe(0);
    expect(lanes.flatMap(({ storage }) => storage).every(({ count }) => count === 0)).toBe(true);
  });
});

test('the storage of a station holds the items that are received and not used', () => {
  const dryMixer = threads.lanes[lane('dry mixer')];
  if (dryMixer === undefined) throw new Error('no dry mixer');
  for (const { atNs } of dryMixer.events) {
    const received = dryMixer.events.filter((event) => event.kind === 'received' && event.atNs <= atNs);
    const products = dryMixer.events.filter((event) => event.kind === 'work-began' && event.atNs <= atNs);
    const storage = momentOf(threads, atNs).lanes[lane('dry mixer')]?.storage ?? [];
    expect(storage.reduce((sum, { count }) => sum + count, 0)).toBe(received.length - products.length * 7);
  }
});

test('a station is in a state from its first moment until just before its last', () => {
  const melter = threads.lanes[lane('butter melter')];
  const began = melter?.events.find(({ kind }) => kind === 'work-began')?.atNs ?? Number.NaN;
  if (melter === undefined) throw new Error('no butter melter');
  expect(stateOf(melter, began - 1)).toBe('input');
  expect(stateOf(melter, began)).toBe('work');
  expect(stateOf(melter, began + 99_999)).toBe('work');
});

test('on one thread a send is a function call: no item waits', () => {
  expect(oneThread.arrows.every(({ depth }) => depth.length === 0)).toBe(true);
  expect(oneThread.arrows.map((edge) => depthAt(edge, 1e9))).toEqual(oneThread.arrows.map(() => 0));
});

test('each thread of a pool has the storage of every station', () => {
  const trace = cooperativeTrace(1);
  const renamed = {
    ...trace,
    engine: 'pool',
    edges: trace.edges.map((edge) => ({ ...edge, from: `${edge.from} (thread 1)`, to: `${edge.to} (thread 1)` })),
    tracks: trace.tracks.map((track) => ({
      ...track,
      station: `${track.station} (thread 1)`,
      copy: { of: track.station, thread: 1 },
    })),
  };
  const indexed = indexedTraceOf(renamed, drawnRecipe);
  expect(indexed.lanes.map(({ needs }) => needs.length)).toEqual(oneThread.lanes.map(({ needs }) => needs.length));
  expect(indexed.arrowCount).toBe(13);
});

/** What is computed from a trace: spans, flows, depths and busy times. */
import { expect, test } from 'vitest';
import { depthsOf } from '../../src/trace/depths.ts';
import { flowsOf } from '../../src/trace/flows.ts';
import { busyOf, endNs, leftNs } from '../../src/trace/metrics.ts';
import { spansOf } from '../../src/trace/spans.ts';
import type { Trace, Track } from '../../src/trace/trace.ts';
import { event, example } from './example.ts';

function trackOf(station: string): Track {
  const track = example.tracks.find((candidate) => candidate.station === station);
  if (track === undefined) throw new Error(`no ${station}`);
  return track;
}

test('spans are the states of a station', () => {
  expect(spansOf(trackOf('producer'))).toEqual([]);
  expect(spansOf(trackOf('mixer'))).toEqual([
    { state: 'input', beganNs: 0, endedNs: 100 },
    { state: 'work', beganNs: 100, endedNs: 400 },
    { state: 'work', beganNs: 450, endedNs: 750 },
    { state: 'room', beganNs: 760, endedNs: 1000 },
  ]);
  expect(spansOf(trackOf('oven'))).toEqual([
    { state: 'input', beganNs: 0, endedNs: 480 },
    { state: 'rest', beganNs: 490, endedNs: 990 },
    { state: 'rest', beganNs: 1000, endedNs: 1500 },
  ]);
});

test('a span without an end ends with its track', () => {
  const events = [event(5, 'work-began'), event(9, 'work-ended'), event(12, 'rest-began')];
  expect(spansOf({ station: 'oven', events, dropped: 7, copy: null })).toEqual([
    { state: 'work', beganNs: 5, endedNs: 9 },
    { state: 'rest', beganNs: 12, endedNs: 12 },
  ]);
});

test('a death ends what a station did, and what it had done since its last commit is done again', () => {
  const events = [
    event(0, 'received'),
    event(1, 'work-began'),
    event(5, 'work-ended'),
    event(6, 'undone-received'),
    event(7, 'work-began'),
    event(9, 'work-ended'),
    event(9, 'undone-sent'),
    event(10, 'undone-received'),
    event(11, 'work-began'),
    event(12, 'died'),
    event(20, 'began-again'),
    event(21, 'received'),
    event(22, 'work-began'),
    event(24, 'work-ended'),
    event(24, 'sent'),
    event(25, 'received'),
    event(26, 'work-began'),
    event(30, 'work-ended'),
    event(31, 'received'),
    event(32, 'work-began'),
    event(34, 'work-ended'),
  ];
  expect(spansOf({ station: 'oven', events, dropped: 0, copy: null })).toEqual([
    { state: 'work', beganNs: 1, endedNs: 5 },
    { state: 'work', beganNs: 7, endedNs: 9 },
    { state: 'work', beganNs: 11, endedNs: 12 },
    { state: 'dead', beganNs: 12, endedNs: 20 },
    { state: 'redo', beganNs: 22, endedNs: 24 },
    { state: 'redo', beganNs: 26, endedNs: 30 },
    { state: 'work', beganNs: 32, endedNs: 34 },
  ]);
});

test('a source that dies while it does things again leaves the rest of them to the next thread', () => {
  const made = (atNs: number, kind: 'sent' | 'undone-sent') => [
    event(atNs, 'work-began'),
    event(atNs + 1, 'work-ended'),
    event(atNs + 1, kind),
  ];
  const events = [
    ...made(0, 'undone-sent'),
    ...made(2, 'undone-sent'),
    ...made(4, 'undone-sent'),
    event(6, 'died'),
    event(10, 'began-again'),
    ...made(10, 'sent'),
    ...made(12, 'undone-sent'),
    event(14, 'died'),
    event(20, 'began-again'),
    ...made(20, 'sent'),
    ...made(22, 'sent'),
    ...made(24, 'sent'),
  ];
  const states = spansOf({ station: 'producer', events, dropped: 0, copy: null }).map(({ state }) => state);
  expect(states).toEqual(['work', 'work', 'work', 'dead', 'redo', 'redo', 'dead', 'redo', 'redo', 'work']);
});

test('an end without a beginning gives no span', () => {
  expect(
    spansOf({ station: 'oven', events: [event(5, 'work-ended'), event(6, 'room-came')], dropped: 0, copy: null }),
  ).toEqual([]);
});

test('flows pair the n-th send with the n-th receipt', () => {
  expect(flowsOf(example)).toEqual([
    { edge: 0, item: 0, sentNs: 10, receivedNs: 100 },
    { edge: 0, item: 0, sentNs: 20, receivedNs: 450 },
    { edge: 1, item: 1, sentNs: 400, receivedNs: 480 },
    { edge: 1, item: 1, sentNs: 750, receivedNs: 996 },
  ]);
});

test('flows of one item from two stations are paired in the order of the sends', () => {
  const trace: Trace = {
    engine: 'event-loop',
    alphabet: ['egg'],
    edges: [
      { from: 'a', to: 'c', items: [0], capacity: 4 },
      { from: 'b', to: 'c', items: [0], capacity: 4 },
    ],
    tracks: [
      { station: 'a', events: [event(1, 'sent', 0), event(5, 'sent', 0)], dropped: 0, copy: null },
      { station: 'b', events: [event(3, 'sent', 0)], dropped: 0, copy: null },
      {
        station: 'c',
        events: [event(2, 'received', 0), event(4, 'received', 0), event(6, 'received', 0)],
        dropped: 0,
        copy: null,
      },
    ],
  };
  expect(flowsOf(trace).map(({ edge, sentNs, receivedNs }) => [edge, sentNs, receivedNs])).toEqual([
    [0, 1, 2],
    [1, 3, 4],
    [0, 5, 6],
  ]);
});

test('a depth rises with each send and falls with each receipt', () => {
  expect(depthsOf(example)).toEqual([
    { edge: 0, atNs: [10, 20, 100, 450], depth: [1, 2, 1, 0] },
    { edge: 1, atNs: [400, 480, 750, 996], depth: [1, 0, 1, 0] },
  ]);
});

test('a channel without capacity has no depths', () => {
  const edges = example.edges.map((edge) => ({ ...edge, capacity: 0 }));
  expect(depthsOf({ ...example, edges })).toEqual([
    { edge: 0, atNs: [], depth: [] },
    { edge: 1, atNs: [], depth: [] },
  ]);
});

test('depths end with the first incomplete track', () => {
  const tracks = example.tracks.map((track) =>
    track.station === 'mixer' ? { ...track, events: track.events.slice(0, 6), dropped: 6, copy: null } : track,
  );
  expect(depthsOf({ ...example, tracks })).toEqual([
    { edge: 0, atNs: [10, 20, 100], depth: [1, 2, 1] },
    { edge: 1, atNs: [400], depth: [1] },
  ]);
});

test('the busy times and the times of the cakes are as computed by hand', () => {
  const counts = { workNs: 0, restNs: 0, inputNs: 0, roomNs: 0, redoNs: 0, deadNs: 0 };
  expect(busyOf(example)).toEqual([
    { ...counts, station: 'producer', receivedCount: 0, sentCount: 2 },
    { ...counts, station: 'mixer', workNs: 600, inputNs: 100, roomNs: 240, receivedCount: 2, sentCount: 2 },
    { ...counts, station: 'oven', restNs: 1000, inputNs: 480, receivedCount: 2, sentCount: 2 },
  ]);
  expect(endNs(example)).toBe(1510);
  expect(leftNs(example)).toEqual([995, 1510]);
});

test('a trace without events has no flows, depths or cakes', () => {
  const empty = { ...example, tracks: example.tracks.map((track) => ({ ...track, events: [] })) };
  expect(flowsOf(empty)).toEqual([]);
  expect(endNs(empty)).toBe(0);
  expect(leftNs(empty)).toEqual([]);
  expect(depthsOf(empty).flatMap(({ depth }) => depth)).toEqual([]);
});

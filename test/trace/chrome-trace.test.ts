/** Traces in the format of Chrome: slices, arrows, counters and names. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChromeEvent, chromeTrace } from '../../src/trace/chrome-trace.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { cutRun, wholeRun } from './arbitrary-trace.ts';
import { example } from './example.ts';

type Of<Phase extends ChromeEvent['ph']> = Extract<ChromeEvent, { readonly ph: Phase }>;

/** The events of the document, which must be unchanged by JSON. */
function eventsOf(...traces: Trace[]): readonly ChromeEvent[] {
  const document = chromeTrace(traces);
  expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  return document.traceEvents;
}

function of<Phase extends ChromeEvent['ph']>(events: readonly ChromeEvent[], ph: Phase): Of<Phase>[] {
  return events.filter((event): event is Of<Phase> => event.ph === ph);
}

test('an engine is a process and a station a thread, in the order of the line', () => {
  const names = of(eventsOf(example, { ...example, engine: 'cooperative' }), 'M');
  expect(names.filter(({ name }) => name === 'process_name').map(({ pid, args }) => [pid, args])).toEqual([
    [1, { name: 'threads (ring)' }],
    [2, { name: 'cooperative' }],
  ]);
  expect(
    names.filter(({ pid, name }) => pid === 2 && name.startsWith('thread_')).map(({ tid, args }) => [tid, args]),
  ).toEqual([
    [1, { name: 'producer' }],
    [1, { sort_index: 1 }],
    [2, { name: 'mixer' }],
    [2, { sort_index: 2 }],
    [3, { name: 'oven' }],
    [3, { sort_index: 3 }],
  ]);
});

test('where stations share threads, the name of each says on which thread it is', () => {
  const tracks = example.tracks.map((track, i) => ({
    ...track,
    copy: { of: track.station, thread: i === 1 ? 2 : 1 },
  }));
  const names = of(eventsOf({ ...example, engine: 'threads (ring, 2 threads)', tracks }), 'M');
  expect(names.flatMap(({ name, args }) => (name.endsWith('_name') ? [args] : []))).toEqual([
    { name: 'threads (ring, 2 threads)' },
    { name: 'producer (thread 1)' },
    { name: 'mixer (thread 2)' },
    { name: 'oven (thread 1)' },
  ]);
});

test('the slices of the example are as computed by hand, in microseconds', () => {
  const slices = of(eventsOf(example), 'X').map(({ tid, name, ts, dur }) => [tid, name, ts, dur]);
  expect(slices).toEqual([
    [1, 'forwards', 0.01, 0.011],
    [2, 'idle', 0, 0.1],
    [2, 'works', 0.1, 0.3],
    [2, 'forwards', 0.4, 0.05],
    [2, 'works', 0.45, 0.3],
    [2, 'forwards', 0.75, 0.01],
    [2, 'no room to send', 0.76, 0.24],
    [3, 'idle', 0, 0.48],
    [3, 'forwards', 0.48, 0.01],
    [3, 'waits', 0.49, 0.5],
    [3, 'forwards', 0.99, 0.01],
    [3, 'waits', 1, 0.5],
    [3, 'forwards', 1.5, 0.011],
  ]);
});

test('the arrows, counters and cakes of the example are as computed by hand', () => {
  const events = eventsOf(example);
  const ends = events.flatMap((event) =>
    event.ph === 's' || event.ph === 'f' ? [[event.ph, event.id, event.name, event.tid, event.ts]] : [],
  );
  expect(ends).toEqual([
    ['s', 1, 'egg', 1, 0.01],
    ['f', 1, 'egg', 2, 0.1],
    ['s', 2, 'egg', 1, 0.02],
    ['f', 2, 'egg', 2, 0.45],
    ['s', 3, 'mix', 2, 0.4],
    ['f', 3, 'mix', 3, 0.48],
    ['s', 4, 'mix', 2, 0.75],
    ['f', 4, 'mix', 3, 0.996],
  ]);
  expect(of(events, 'C').map(({ name, ts, args }) => [name, ts, args.items])).toEqual([
    ['producer → mixer', 0, 0],
    ['producer → mixer', 0.01, 1],
    ['producer → mixer', 0.02, 2],
    ['producer → mixer', 0.1, 1],
    ['producer → mixer', 0.45, 0],
    ['mixer → oven', 0, 0],
    ['mixer → oven', 0.4, 1],
    ['mixer → oven', 0.48, 0],
    ['mixer → oven', 0.75, 1],
    ['mixer → oven', 0.996, 0],
  ]);
  expect(of(events, 'i').map(({ name, tid, ts }) => [name, tid, ts])).toEqual([
    ['cake', 3, 0.995],
    ['cake', 3, 1.51],
  ]);
});

test('the name of a thread says how many of its events are missing', () => {
  const tracks = example.tracks.map((track) => ({ ...track, dropped: 7 }));
  expect(of(eventsOf({ ...example, tracks }), 'M')).toContainEqual(
    expect.objectContaining({ args: { name: 'oven, 7 later events missing' } }),
  );
});

/** Whether a slice of the same thread contains the event: an arrow is attached to a slice. */
function isInSlice(slices: readonly Of<'X'>[], { pid, tid, ts }: Of<'s'> | Of<'f'>): boolean {
  return slices.some((slice) => slice.pid === pid && slice.tid === tid && slice.ts <= ts && ts < slice.ts + slice.dur);
}

test('every arrow has two ends and never points back in time, and no slice is negative or overlaps another', () => {
  fc.assert(
    fc.property(fc.oneof(wholeRun, cutRun), wholeRun, (one, other) => {
      const events = eventsOf(one.trace, other.trace);
      const slices = of(events, 'X');
      const starts = of(events, 's');
      const finishes = new Map(of(events, 'f').map((event) => [event.id, event]));
      expect(new Set(starts.map(({ id }) => id)).size).toBe(starts.length);
      expect(finishes.size).toBe(starts.length);
      for (const start of starts) {
        const finish = finishes.get(start.id);
        expect(finish).toMatchObject({ pid: start.pid, name: start.name, cat: start.cat, bp: 'e' });
        expect(finish?.ts).toBeGreaterThanOrEqual(start.ts);
      }
      for (const event of events) if ('ts' in event) expect(Number.isFinite(event.ts) && event.ts >= 0).toBe(true);
      for (const thread of new Set(slices.map(({ pid, tid }) => `${pid} ${tid}`))) {
        let beforeUs = 0;
        for (const { ts, dur } of slices.filter(({ pid, tid }) => `${pid} ${tid}` === thread)) {
          expect(dur).toBeGreaterThanOrEqual(0);
          expect(ts).toBeGreaterThanOrEqual(beforeUs - 1e-9);
          beforeUs = ts + dur;
        }
      }
      expect(starts.filter(({ pid }) => pid === 2)).toHaveLength(other.flows.length);
      expect(of(events, 'i').filter(({ pid }) => pid === 2)).toHaveLength(other.left);
      expect(slices.filter(({ pid, cat }) => pid === 2 && cat === 'work')).toHaveLength(other.worked);
    }),
  );
});

test('every end of an arrow of the example is in a slice', () => {
  const events = eventsOf(example);
  const slices = of(events, 'X');
  for (const end of [...of(events, 's'), ...of(events, 'f')]) expect(isInSlice(slices, end)).toBe(true);
});

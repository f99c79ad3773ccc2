/** The lanes of a trace in text: one cell per column of time. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { laneOf } from '../../src/trace/lanes.ts';
import { endNs } from '../../src/trace/metrics.ts';
import { cutRun } from './arbitrary-trace.ts';
import { event, example } from './example.ts';

const SHAPES = { work: 'w', rest: 'r', input: 'i', room: 'o', redo: 'R', dead: '+', none: '-' } as const;

function drawn(station: string, columns: number, untilNs: number): string {
  const track = example.tracks.find((candidate) => candidate.station === station);
  return track === undefined
    ? 'none'
    : laneOf(track, columns, untilNs)
        .map((cell) => SHAPES[cell])
        .join('');
}

test('a column shows the state that took most of its time', () => {
  expect(drawn('mixer', 16, 1600)).toBe('iwww-wwwoo------');
  expect(drawn('oven', 16, 1600)).toBe('iiiiirrrrrrrrrr-');
  expect(drawn('producer', 16, 1600)).toBe('----------------');
});

test('all lanes share one axis, and a single column shows the longest state', () => {
  expect(drawn('oven', 4, 3200)).toBe('rr--');
  expect(drawn('oven', 1, 1510)).toBe('r');
});

test('a rest of at least a quarter of its column is shown instead of waiting', () => {
  const resting = (ns: number) => ({
    station: 'oven',
    events: [
      event(0, 'input-awaited'),
      event(100 - ns, 'input-came'),
      event(100 - ns, 'rest-began'),
      event(100, 'rest-ended'),
    ],
    dropped: 0,
    copy: null,
  });
  expect(laneOf(resting(25), 1, 100)).toEqual(['rest']);
  expect(laneOf(resting(24), 1, 100)).toEqual(['input']);
});

test('a state that ends with the axis fills the last column', () => {
  const track = { station: 'oven', events: [event(0, 'work-began'), event(100, 'work-ended')], dropped: 0, copy: null };
  expect(laneOf(track, 3, 100)).toEqual(['work', 'work', 'work']);
});

test('for any trace, a lane has as many columns as requested', () => {
  fc.assert(
    fc.property(cutRun, fc.integer({ min: 1, max: 100 }), ({ trace }, columns) => {
      for (const track of trace.tracks) expect(laneOf(track, columns, Math.max(1, endNs(trace)))).toHaveLength(columns);
    }),
  );
});

/** The beginning of a trace: what is complete in every track, and no more. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginningOf, commonNs, completeNs, untilEventNs } from '../../src/trace/beginning.ts';
import { busyOf, endNs } from '../../src/trace/metrics.ts';
import { spansOf } from '../../src/trace/spans.ts';
import type { Trace, TraceEvent } from '../../src/trace/trace.ts';
import { arbitraryRun } from './arbitrary-trace.ts';
import { event } from './example.ts';

const track = (station: string, events: readonly TraceEvent[], dropped = 0) => ({
  station,
  copy: null,
  events,
  dropped,
});
const traceOf = (...tracks: Trace['tracks']): Trace => ({ engine: 'threads (port)', alphabet: [], edges: [], tracks });

const long = [event(0, 'work-began'), event(100, 'work-ended')];
const short = [event(0, 'input-awaited'), event(10, 'input-came'), event(20, 'work-began'), event(30, 'work-ended')];

describe('a trace with a track that was full', () => {
  const trace = traceOf(track('full', short, 5), track('long', long));

  test('is complete until the last event of that track', () => {
    expect(completeNs(trace)).toBe(30);
    expect(completeNs(traceOf(track('a', short), track('long', long)))).toBe(100);
  });

  test('begins with what every station did until then: what it was doing ends there', () => {
    expect(beginningOf(trace, 30).tracks).toEqual([
      track('full', short, 5),
      track('long', [event(0, 'work-began'), event(30, 'work-ended')], 1),
    ]);
    expect(busyOf(beginningOf(trace, 30)).map(({ workNs }) => workNs)).toEqual([10, 30]);
  });

  test('has, with others, a common beginning', () => {
    const whole = traceOf(track('a', long));
    expect(commonNs([whole, whole])).toBe(null);
    expect(commonNs([whole, beginningOf(trace, 30)])).toBe(30);
  });
});

test('a bounded number of events ends before the moment in which there would be more', () => {
  const trace = traceOf(track('a', short), track('b', long));
  expect([1, 2, 3, 4, 5, 6].map((most) => untilEventNs(trace, most))).toEqual([0, 0, 10, 20, 30, 100]);
});

test('a beginning is as if the run had been recorded until then', () => {
  fc.assert(
    fc.property(arbitraryRun(fc.constant(1000)), fc.double({ min: 0, max: 1, noNaN: true }), ({ trace }, share) => {
      const untilNs = Math.round(share * endNs(trace));
      const beginning = beginningOf(trace, untilNs);
      expect(endNs(beginning)).toBeLessThanOrEqual(untilNs);
      for (const [i, { workNs, restNs, inputNs, roomNs, redoNs, deadNs, receivedCount }] of busyOf(
        beginning,
      ).entries()) {
        const track = trace.tracks[i];
        if (track === undefined) throw new Error('expected a track, found none');
        const received = track.events.filter(({ kind, atNs }) => kind === 'received' && atNs <= untilNs);
        expect(receivedCount).toBe(received.length);
        const until = { work: 0, rest: 0, input: 0, room: 0, redo: 0, dead: 0 };
        for (const { state, beganNs, endedNs } of spansOf(track))
          until[state] += Math.max(0, Math.min(endedNs, untilNs) - beganNs);
        expect({ work: workNs, rest: restNs, input: inputNs, room: roomNs, redo: redoNs, dead: deadNs }).toEqual(until);
      }
      expect(beginningOf(trace, endNs(trace))).toEqual(trace);
    }),
  );
});

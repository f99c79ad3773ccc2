/** Properties of what is computed from the traces of random runs. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { depthsOf } from '../../src/trace/depths.ts';
import { type Flow, flowsOf } from '../../src/trace/flows.ts';
import { busyOf, endNs, leftNs } from '../../src/trace/metrics.ts';
import { spansOf } from '../../src/trace/spans.ts';
import { cutRun, wholeRun } from './arbitrary-trace.ts';

function sorted(flows: readonly Flow[]): string[] {
  return flows
    .map(({ edge, item, sentNs, receivedNs }) => `${edge} ${item} ${sentNs} ${receivedNs}`)
    .sort((one, other) => (one < other ? -1 : 1));
}

test('flows are the items that really travelled', () => {
  fc.assert(
    fc.property(wholeRun, ({ trace, flows }) => {
      expect(sorted(flowsOf(trace))).toEqual(sorted(flows));
    }),
  );
});

test('flows are in the order of the sends, and none is received before its send, even if events are missing', () => {
  fc.assert(
    fc.property(cutRun, ({ trace, flows }) => {
      const found = flowsOf(trace);
      found.forEach(({ sentNs, receivedNs }, i) => {
        expect(receivedNs).toBeGreaterThanOrEqual(sentNs);
        expect(sentNs).toBeGreaterThanOrEqual(found[i - 1]?.sentNs ?? 0);
      });
      const really = new Set(sorted(flows));
      expect(sorted(found).filter((flow) => !really.has(flow))).toEqual([]);
    }),
  );
});

test('spans do not overlap, end within their track, and have no negative length', () => {
  fc.assert(
    fc.property(fc.oneof(wholeRun, cutRun), ({ trace }) => {
      for (const track of trace.tracks) {
        let beforeNs = 0;
        for (const { beganNs, endedNs } of spansOf(track)) {
          expect(beganNs).toBeGreaterThanOrEqual(beforeNs);
          expect(endedNs).toBeGreaterThanOrEqual(beganNs);
          beforeNs = endedNs;
        }
        expect(beforeNs).toBeLessThanOrEqual(track.events.at(-1)?.atNs ?? 0);
      }
    }),
  );
});

test('there is a span for each piece of work, and a time for each cake', () => {
  fc.assert(
    fc.property(wholeRun, ({ trace, worked, left }) => {
      const spans = trace.tracks.flatMap(spansOf);
      expect(spans.filter(({ state }) => state === 'work')).toHaveLength(worked);
      expect(leftNs(trace)).toHaveLength(left);
      for (const { workNs, restNs, inputNs, roomNs } of busyOf(trace))
        expect(workNs + restNs + inputNs + roomNs).toBeLessThanOrEqual(endNs(trace));
    }),
  );
});

test('a depth is never negative, and at the end it is the number of items sent and not received', () => {
  fc.assert(
    fc.property(wholeRun, ({ trace, flows }) => {
      for (const { edge, atNs, depth } of depthsOf(trace)) {
        const sender = trace.tracks.find(({ station }) => station === trace.edges[edge]?.from);
        const sent = sender?.events.filter(
          ({ kind, item }) => kind === 'sent' && item !== null && trace.edges[edge]?.items.includes(item),
        );
        expect(depth.every((count) => count >= 0)).toBe(true);
        expect(atNs.every((ns, i) => ns >= (atNs[i - 1] ?? 0))).toBe(true);
        expect(depth.at(-1) ?? 0).toBe((sent?.length ?? 0) - flows.filter((flow) => flow.edge === edge).length);
      }
    }),
  );
});

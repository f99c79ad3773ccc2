/** Traces of random runs of a small line, with the events that really happened. */
import * as fc from 'fast-check';
import type { Flow } from '../../src/trace/flows.ts';
import { Recorder, traceOf } from '../../src/trace/recorder.ts';
import type { Trace, TraceEdge } from '../../src/trace/trace.ts';

const STATIONS = ['source', 'a', 'b'] as const;
const EDGES: readonly TraceEdge[] = [
  { from: 'source', to: 'a', items: [0, 1], capacity: 3 },
  { from: 'source', to: 'b', items: [2], capacity: 3 },
  { from: 'a', to: 'b', items: [3, 4], capacity: 3 },
];
const ALPHABET = ['0', '1', '2', '3', '4', '5'];
/** What b sends leaves the line. */
const LEAVES = 5;

const step = fc.record({
  who: fc.constantFrom(...STATIONS),
  what: fc.constantFrom('send', 'receive', 'work', 'rest', 'full'),
  pick: fc.nat({ max: 5 }),
  tickNs: fc.nat({ max: 3 }),
});

export interface Happened {
  readonly trace: Trace;
  /** Every item with its own send and receipt, in the order of the receipts. */
  readonly flows: readonly Flow[];
  readonly left: number;
  readonly worked: number;
}

/** @param capacity of each recorder, in events */
export function arbitraryRun(capacity: fc.Arbitrary<number>): fc.Arbitrary<Happened> {
  return fc.tuple(fc.array(step, { maxLength: 120 }), capacity).map(([steps, events]) => {
    let ns = 0;
    const recorders = new Map(STATIONS.map((station) => [station, new Recorder(station, events, () => ns)]));
    const queues = EDGES.map((): { readonly item: number; readonly sentNs: number }[] => []);
    const flows: Flow[] = [];
    let left = 0;
    let worked = 0;
    for (const { who, what, pick, tickNs } of steps) {
      const recorder = recorders.get(who);
      if (recorder === undefined) continue;
      ns += tickNs;
      switch (what) {
        case 'send': {
          const items = who === 'b' ? [LEAVES] : EDGES.filter(({ from }) => from === who).flatMap((edge) => edge.items);
          const item = items[pick % items.length] ?? 0;
          recorder.sent(item);
          const edge = EDGES.findIndex(({ from, items: carried }) => from === who && carried.includes(item));
          queues[edge]?.push({ item, sentNs: ns });
          if (edge === -1) left++;
          break;
        }
        case 'receive': {
          const ready = EDGES.flatMap(({ to }, edge) => (to === who && queues[edge]?.length ? [edge] : []));
          const edge = ready[pick % Math.max(1, ready.length)];
          const found = edge === undefined ? undefined : queues[edge]?.shift();
          if (edge === undefined || found === undefined) recorder.waitBegan('input');
          else {
            recorder.received(found.item);
            flows.push({ edge, item: found.item, sentNs: found.sentNs, receivedNs: ns });
          }
          break;
        }
        case 'work':
          worked++;
          recorder.workBegan();
          ns += pick;
          recorder.workEnded();
          break;
        case 'rest':
          recorder.restBegan();
          ns += pick;
          recorder.restEnded();
          break;
        case 'full':
          recorder.waitBegan('room');
          break;
      }
    }
    const notes = STATIONS.flatMap((station) => recorders.get(station)?.notes() ?? []);
    return {
      trace: traceOf('threads (port)', { beganNs: 0, alphabet: ALPHABET, edges: EDGES, notes }),
      flows,
      left,
      worked,
    };
  });
}

export const wholeRun = arbitraryRun(fc.constant(1000));
/** A run whose recorders may become full. */
export const cutRun = arbitraryRun(fc.nat({ max: 30 }));

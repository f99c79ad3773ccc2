/**
 * A trace in the format that Perfetto (ui.perfetto.dev) and chrome://tracing open.
 *
 * The format is Chrome's "Trace Event Format", as a JSON object. It has a process for each engine and a thread for each
 * station. Spans are complete events (`X`), flows are arrows from send to receipt (`s`, `f`), depths are counters (`C`), and
 * each product that leaves the line is an instant event (`i`). Times are microseconds, with three decimals for nanoseconds.
 */
import { depthsOf } from './depths.ts';
import { flowsOf } from './flows.ts';
import { spansOf } from './spans.ts';
import type { Trace, Track } from './trace.ts';

interface Placed {
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
}

export type ChromeEvent =
  | {
      readonly ph: 'M';
      readonly name: string;
      readonly pid: number;
      readonly tid?: number;
      readonly args: { readonly name: string } | { readonly sort_index: number };
    }
  | (Placed & { readonly ph: 'X'; readonly name: string; readonly cat: string; readonly dur: number })
  | (Placed & { readonly ph: 's'; readonly name: string; readonly cat: string; readonly id: number })
  | (Placed & { readonly ph: 'f'; readonly bp: 'e'; readonly name: string; readonly cat: string; readonly id: number })
  | (Placed & { readonly ph: 'i'; readonly s: 't'; readonly name: string; readonly cat: string })
  | {
      readonly ph: 'C';
      readonly name: string;
      readonly pid: number;
      readonly ts: number;
      readonly args: { readonly items: number };
    };

export interface ChromeTrace {
  readonly displayTimeUnit: 'ns';
  readonly otherData: Readonly<Record<string, string>>;
  readonly traceEvents: readonly ChromeEvent[];
}

const NAMES = {
  work: 'works',
  rest: 'waits',
  input: 'idle',
  room: 'no room to send',
  redo: 'does again what was lost',
  dead: 'has no thread',
  pass: 'forwards',
} as const;

/** @param otherData further data for the file, such as the machine and the command */
export function chromeTrace(traces: readonly Trace[], otherData: Readonly<Record<string, string>> = {}): ChromeTrace {
  let flows = 0;
  const traceEvents = traces.flatMap((trace, process) => {
    const events = eventsOf(trace, process + 1, flows);
    flows += events.filter(({ ph }) => ph === 's').length;
    return events;
  });
  return { displayTimeUnit: 'ns', otherData, traceEvents };
}

function eventsOf(trace: Trace, pid: number, flowsBefore: number): ChromeEvent[] {
  const { engine, alphabet, edges, tracks } = trace;
  const tids = new Map(tracks.map(({ station }, thread) => [station, thread + 1]));
  const tidOf = (station: string | undefined): number => tids.get(station ?? '') ?? 0;
  const nameOf = (item: number): string => alphabet[item] ?? `item ${item}`;
  const events: ChromeEvent[] = [
    { ph: 'M', name: 'process_name', pid, args: { name: engine } },
    { ph: 'M', name: 'process_sort_index', pid, args: { sort_index: pid } },
  ];
  for (const track of tracks) {
    const tid = tidOf(track.station);
    const missing = track.dropped > 0 ? `, ${track.dropped} later events missing` : '';
    events.push(
      { ph: 'M', name: 'thread_name', pid, tid, args: { name: `${threadName(track)}${missing}` } },
      { ph: 'M', name: 'thread_sort_index', pid, tid, args: { sort_index: tid } },
    );
    for (const { name, beganNs, endedNs } of slicesOf(track))
      events.push({ ph: 'X', name: NAMES[name], cat: name, pid, tid, ts: us(beganNs), dur: us(endedNs - beganNs) });
    const carried = new Set(edges.filter(({ from }) => from === track.station).flatMap(({ items }) => items));
    for (const { kind, item, atNs } of track.events) {
      if (kind !== 'sent' || item === null || carried.has(item)) continue;
      events.push({ ph: 'i', s: 't', name: nameOf(item), cat: 'product', pid, tid, ts: us(atNs) });
    }
  }
  flowsOf(trace).forEach(({ edge, item, sentNs, receivedNs }, i) => {
    const arrow = { name: nameOf(item), cat: 'item', id: flowsBefore + i + 1, pid };
    events.push(
      { ph: 's', ...arrow, tid: tidOf(edges[edge]?.from), ts: us(sentNs) },
      { ph: 'f', bp: 'e', ...arrow, tid: tidOf(edges[edge]?.to), ts: us(receivedNs) },
    );
  });
  for (const { edge, atNs, depth } of depthsOf(trace)) {
    const name = `${edges[edge]?.from} → ${edges[edge]?.to}`;
    if (atNs.length > 0) events.push({ ph: 'C', name, pid, ts: 0, args: { items: 0 } });
    atNs.forEach((ns, i) => {
      events.push({ ph: 'C', name, pid, ts: us(ns), args: { items: depth[i] ?? 0 } });
    });
  }
  return events;
}

/** In a pool the names of the copies name their threads already. */
function threadName({ station, copy }: Track): string {
  return copy === null || copy.of !== station ? station : `${station} (thread ${copy.thread})`;
}

interface Slice {
  readonly name: keyof typeof NAMES;
  readonly beganNs: number;
  readonly endedNs: number;
}

/**
 * The slices of a thread: the spans, and slices for the gaps between them, in which the station received or sent items.
 * Perfetto leaves out an arrow whose ends are not both inside a slice. So a slice at the end of a track is at least a
 * nanosecond long.
 */
function slicesOf(track: Track): Slice[] {
  const slices: Slice[] = [];
  let beforeNs = track.events[0]?.atNs ?? 0;
  for (const { state, beganNs, endedNs } of spansOf(track)) {
    if (beganNs > beforeNs) slices.push({ name: 'pass', beganNs: beforeNs, endedNs: beganNs });
    slices.push({ name: state, beganNs, endedNs });
    beforeNs = endedNs;
  }
  const last = track.events.at(-1);
  if (last !== undefined && (last.kind === 'sent' || last.kind === 'received'))
    slices.push({ name: 'pass', beganNs: beforeNs, endedNs: Math.max(last.atNs, beforeNs) + 1 });
  return slices;
}

function us(ns: number): number {
  return ns / 1000;
}

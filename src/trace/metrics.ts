/** Metrics: totals and times that are computed from a trace. */
import { spansOf } from './spans.ts';
import type { Trace } from './trace.ts';

/** How long a station worked, rested and waited. In the remaining time it passed items on, or had ended. */
export interface Busy {
  readonly station: string;
  readonly workNs: number;
  readonly restNs: number;
  readonly inputNs: number;
  readonly roomNs: number;
  /** How long it worked on what a dead thread had worked on. */
  readonly redoNs: number;
  /** How long it had no thread. */
  readonly deadNs: number;
  readonly receivedCount: number;
  readonly sentCount: number;
}

/** One entry for each track. The times are by the clock: a station also counts as working while it waits for a core. */
export function busyOf(trace: Trace): Busy[] {
  return trace.tracks.map((track) => {
    const ns = { work: 0, rest: 0, input: 0, room: 0, redo: 0, dead: 0 };
    for (const { state, beganNs, endedNs } of spansOf(track)) ns[state] += endedNs - beganNs;
    return {
      station: track.station,
      workNs: ns.work,
      restNs: ns.rest,
      inputNs: ns.input,
      roomNs: ns.room,
      redoNs: ns.redo,
      deadNs: ns.dead,
      receivedCount: track.events.filter(({ kind }) => kind === 'received').length,
      sentCount: track.events.filter(({ kind }) => kind === 'sent').length,
    };
  });
}

/** When the last event happened, in nanoseconds since the start of the run; 0 where there is no event. */
export function endNs({ tracks }: Trace): number {
  return tracks.reduce((latest, { events }) => Math.max(latest, events.at(-1)?.atNs ?? 0), 0);
}

/** When each product left the line, in ascending order, in nanoseconds. A product is an item that no channel carries. */
export function leftNs({ tracks, edges }: Trace): number[] {
  return tracks
    .flatMap(({ station, events }) => {
      const carried = new Set(edges.filter(({ from }) => from === station).flatMap(({ items }) => items));
      return events.flatMap(({ kind, item, atNs }) =>
        kind === 'sent' && item !== null && !carried.has(item) ? [atNs] : [],
      );
    })
    .sort((one, other) => one - other);
}

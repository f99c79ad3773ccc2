/** Metrics: what a trace comes to. */
import { spansOf } from './spans.ts';
import type { Trace } from './trace.ts';

/** Where a station's time went; the rest of the run it passed on, or had ended. */
export interface Busy {
  readonly station: string;
  readonly workNs: number;
  readonly restNs: number;
  readonly inputNs: number;
  readonly roomNs: number;
  readonly receivedCount: number;
  readonly sentCount: number;
}

/** One for each track. By the clock: work counts as work also while another thread has the core. */
export function busyOf(trace: Trace): Busy[] {
  return trace.tracks.map((track) => {
    const ns = { work: 0, rest: 0, input: 0, room: 0 };
    for (const { state, beganNs, endedNs } of spansOf(track)) ns[state] += endedNs - beganNs;
    return {
      station: track.station,
      workNs: ns.work,
      restNs: ns.rest,
      inputNs: ns.input,
      roomNs: ns.room,
      receivedCount: track.events.filter(({ kind }) => kind === 'received').length,
      sentCount: track.events.filter(({ kind }) => kind === 'sent').length,
    };
  });
}

/** When the last event happened. */
export function endNs({ tracks }: Trace): number {
  return tracks.reduce((latest, { events }) => Math.max(latest, events.at(-1)?.atNs ?? 0), 0);
}

/** When each item left the line that no channel carries on, in order: the cakes. */
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

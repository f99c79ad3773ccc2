/** Lanes of threads instead of stations: a baker does all steps alone, so that one lane shows everything that it does. */
import type { Trace, TraceEvent } from '../../../trace/trace.ts';

const SHOWN: readonly TraceEvent['kind'][] = ['work-began', 'work-ended', 'rest-began', 'rest-ended'];

/**
 * The trace with one lane for each thread, for the first `most` of them: when one of its stations works or rests. On a thread
 * they never do so at the same time.
 *
 * @param name of a thread, by its number from 1
 */
export function byThread(trace: Trace, most: number, name: (thread: number) => string): Trace {
  const threads = [...new Set(trace.tracks.flatMap(({ copy }) => copy?.thread ?? []))].sort((a, b) => a - b);
  return {
    ...trace,
    edges: [],
    tracks: threads.slice(0, most).map((thread) => {
      const own = trace.tracks.filter(({ copy }) => copy?.thread === thread);
      const events = own.flatMap((track) => track.events.filter(({ kind }) => SHOWN.includes(kind)));
      return {
        station: name(thread),
        copy: null,
        events: events.toSorted((one, other) => one.atNs - other.atNs),
        dropped: own.reduce((sum, { dropped }) => sum + dropped, 0),
      };
    }),
  };
}

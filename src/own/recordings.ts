/** Recordings of a line of one's own. A station works from each resume to its next `yield`. */
import type { Engine } from '../engine/engine.ts';
import { labelOf } from '../engine/engine-table.ts';
import type { ResultSink } from '../engine/results.ts';
import type { Line } from '../line/line.ts';
import { beginningOf, completeNs, untilEventNs } from '../trace/beginning.ts';
import { type Busy, busyOf } from '../trace/metrics.ts';
import { traceOf } from '../trace/recorder.ts';
import type { Trace } from '../trace/trace.ts';

/** The most events of each station: some megabytes of memory, enough for some ten thousand items. */
const STATION_EVENTS = 2 ** 18;
/** The most events of an engine in a file, where each takes some sixty bytes: a viewer cannot read a file of any size. */
export const FILE_EVENTS = 2 ** 15;

/** Takes every result, as a program would that has a use for them. */
export const TAKEN: ResultSink = { room: () => Number.POSITIVE_INFINITY, waiting: () => 0, put() {}, onRoom() {} };

/** A recorded run of an engine. */
export interface RecordedLine {
  readonly trace: Trace;
  readonly wallMs: number;
  /** What each station did until `busyNs`: of all that was recorded, also where the trace is shorter. */
  readonly busy: readonly Busy[];
  /** Until when every track was recorded, in nanoseconds since the start of the run. */
  readonly busyNs: number;
}

/**
 * Records one run of each engine, after one that compiles the code.
 *
 * @param events the most events of each engine that are kept; null for all that were recorded
 */
export async function recordLine(
  engines: readonly Engine[],
  line: Line,
  events: number | null,
  step: (what: string) => void,
): Promise<RecordedLine[]> {
  const recorded: RecordedLine[] = [];
  for (const engine of engines) {
    step(`recording, ${labelOf(engine)}`);
    const options = { events: STATION_EVENTS, resumes: true, results: TAKEN };
    await engine.run(line, options);
    const { recording, wallMs } = await engine.run(line, options);
    if (recording === null) throw new Error(`expected a recording of ${labelOf(engine)}, found none`);
    const whole = traceOf(labelOf(engine), recording);
    const busyNs = completeNs(whole);
    const complete = beginningOf(whole, busyNs);
    recorded.push({
      trace: events === null ? complete : beginningOf(complete, untilEventNs(complete, events)),
      wallMs,
      busy: busyOf(complete),
      busyNs,
    });
  }
  return recorded;
}

/** The trace file: all recorded runs in one file for Perfetto. */

import { printable } from '../line/printable.ts';
import { MARGIN } from '../measure/statistics/outcome.ts';
import type { MedianAndRange } from '../measure/statistics/samples.ts';
import type { Machine } from '../platform/platform.ts';
import { writeWhole } from '../terminal/out-file.ts';
import type { Paint } from '../terminal/style.ts';
import { wrapped } from '../terminal/wrap.ts';
import { chromeTrace } from '../trace/chrome-trace.ts';
import type { Trace } from '../trace/trace.ts';
import type { WorkloadRecording } from './trace-all.ts';

/** The parts of a recording that the file needs; the recording may come from a stored report. */
export interface RecordedTraces {
  readonly workload: string;
  /** `cost` is null where it was not measured. */
  readonly recorded: readonly { readonly trace: Trace; readonly cost: { readonly median: number } | null }[];
}

/**
 * Writes one process for each workload and engine.
 *
 * @throws WriteError if the file cannot be written
 */
export async function writeTraceFile(
  path: string,
  recordings: readonly RecordedTraces[],
  machine: Pick<Machine, 'cpu' | 'cores' | 'node'>,
): Promise<void> {
  const traces = recordings.flatMap(({ workload, recorded }) =>
    recorded.map(({ trace }) => ({ ...trace, engine: `${workload}: ${trace.engine}` })),
  );
  const costs = recordings.flatMap(({ workload, recorded }) =>
    recorded.flatMap(({ trace, cost }) =>
      cost === null ? [] : [`${workload}: ${trace.engine} ${cost.median.toFixed(2)}x`],
    ),
  );
  const about = {
    cpu: machine.cpu,
    cores: String(machine.cores),
    node: machine.node,
    ...(costs.length === 0 ? {} : { 'time with recording / time without': costs.join(', ') }),
  };
  await writeWhole(path, `${JSON.stringify(chromeTrace(traces, about))}\n`, '--trace-out');
}

export function traceFileText(path: string, recordings: readonly WorkloadRecording[], paint: Paint): string {
  const recorded = recordings.flatMap((recording) => recording.recorded);
  const tracks = recorded.flatMap(({ trace }) => trace.tracks);
  const events = tracks.reduce((sum, track) => sum + track.events.length, 0);
  const missing = tracks.reduce((sum, { dropped }) => sum + dropped, 0);
  const lost =
    missing > 0 ? ` The last ${missing.toLocaleString('en')} events are missing, because the recorder was full.` : '';
  return [
    '',
    `${paint(['bold', 'cyan'], 'trace')}  ${printable(path)}, for ui.perfetto.dev`,
    wrapped(
      `${recorded.length} runs with ${events.toLocaleString('en')} events.${lost} ${costText(recorded.map(({ cost }) => cost))}`,
    ),
  ].join('\n');
}

/** The cost of recording, for the runs that took clearly longer in every pair. */
function costText(costs: readonly MedianAndRange[]): string {
  const slower = costs.filter(({ low }) => low > MARGIN);
  if (slower.length === 0) return 'Recording made no run clearly slower.';
  const most = Math.max(...slower.map(({ median }) => median));
  return slower.length === costs.length
    ? `Recording made them up to ${most.toFixed(2)} times as long.`
    : `Recording made ${slower.length} of them clearly slower, up to ${most.toFixed(2)} times as long.`;
}

/** The trace file: every recorded run in one file for Perfetto. */

import type { Spread } from '../measure/statistics.ts';
import type { Machine } from '../platform/node/machine.ts';
import { writeWhole } from '../terminal/out-file.ts';
import { printable } from '../terminal/printable.ts';
import type { Paint } from '../terminal/style.ts';
import { wrapped } from '../terminal/wrap.ts';
import { chromeTrace } from '../trace/chrome-trace.ts';
import type { Trace } from '../trace/trace.ts';
import type { WorkloadRecording } from './trace-all.ts';

/** What it takes of a run that was just recorded, or stored. */
interface RecordedTraces {
  readonly workload: string;
  readonly recorded: readonly { readonly trace: Trace; readonly cost: { readonly median: number } }[];
}

/**
 * A process for each workload and engine.
 *
 * @throws WriteError when it cannot be written
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
    recorded.map(({ trace, cost }) => `${workload}: ${trace.engine} ${cost.median.toFixed(2)}x`),
  );
  const about = {
    cpu: machine.cpu,
    cores: String(machine.cores),
    node: machine.node,
    'recording took this much of the time without': costs.join(', '),
  };
  await writeWhole(path, `${JSON.stringify(chromeTrace(traces, about))}\n`, '--trace-out');
}

export function traceFileText(path: string, recordings: readonly WorkloadRecording[], paint: Paint): string {
  const recorded = recordings.flatMap((recording) => recording.recorded);
  const tracks = recorded.flatMap(({ trace }) => trace.tracks);
  const events = tracks.reduce((sum, track) => sum + track.events.length, 0);
  const missing = tracks.reduce((sum, { dropped }) => sum + dropped, 0);
  const lost = missing > 0 ? ` ${missing.toLocaleString('en')} later ones are missing: there was no more place.` : '';
  return [
    '',
    `${paint(['bold', 'cyan'], 'trace')}  ${printable(path)}, for ui.perfetto.dev`,
    wrapped(
      `${recorded.length} runs with ${events.toLocaleString('en')} events.${lost} ${costText(recorded.map(({ cost }) => cost))}`,
    ),
  ].join('\n');
}

/** Below this a difference is not called one. */
const CLEAR = 1.05;

/** What recording cost: only of runs that took longer in every pair. */
function costText(costs: readonly Spread[]): string {
  const dear = costs.filter(({ low }) => low > CLEAR);
  if (dear.length === 0) return 'Recording cost no more than the noise of this machine.';
  const most = Math.max(...dear.map(({ median }) => median));
  return dear.length === costs.length
    ? `Recorded, they took up to ${most.toFixed(2)} times as long.`
    : `Recorded, ${dear.length} of them took clearly longer, up to ${most.toFixed(2)} times as long.`;
}

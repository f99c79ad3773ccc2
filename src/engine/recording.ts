/** What was recorded in a run, with the edges and labels of its line. */
import { labelsOf } from '../line/labels.ts';
import type { Line } from '../line/line.ts';
import type { Notes, Recording } from '../trace/recorder.ts';

/**
 * @param beganNs when the run began, on the clock of the events
 * @param carried `calls` where a send is a call, so that no item ever waits on an edge
 */
export function recordingOf(
  line: Line,
  beganNs: number,
  notes: readonly Notes[],
  carried: 'calls' | 'channels',
): Recording {
  const { alphabet, edges } = labelsOf(line);
  return {
    beganNs,
    alphabet,
    edges: line.edges.map(({ from, to, capacity }, i) => ({
      from,
      to,
      items: edges[i]?.items ?? [],
      capacity: carried === 'calls' ? 0 : capacity,
    })),
    notes,
  };
}

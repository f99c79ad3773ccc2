/** The recording of a pool, joined from those of its parts. Every thread has stations of its own: `oven (thread 1)`. */
import { type Line, specsOf } from '../../line/line.ts';
import type { Notes, Recording } from '../../trace/recorder.ts';
import type { StationCopy } from '../../trace/trace.ts';
import { recordingOf } from '../recording.ts';
import type { PartRun } from './messages.ts';

/** @param beganNs when the run began, on the clock of the recordings */
export function poolRecording(line: Line, beganNs: number, parts: readonly PartRun[]): Recording {
  const threads = [...new Set(parts.map(({ thread }) => thread))].sort((one, other) => one - other);
  const { alphabet, edges } = recordingOf(line, beganNs, [], 'calls');
  const recordings = threads.map((thread, i) => {
    const named = (station: string): string => `${station} (thread ${i + 1})`;
    const own = parts
      .filter((part) => part.thread === thread)
      .flatMap(({ run }) => run.recording ?? [])
      .sort((one, other) => one.beganNs - other.beganNs);
    return {
      edges: edges.map((edge) => ({ ...edge, from: named(edge.from), to: named(edge.to), capacity: 0 })),
      notes: specsOf(line).map(({ name }) =>
        joined(
          named(name),
          { of: name, thread: i + 1 },
          own.flatMap(({ notes }) => notes.filter(({ station }) => station === name)),
        ),
      ),
    };
  });
  return {
    beganNs,
    alphabet,
    edges: recordings.flatMap((recording) => recording.edges),
    notes: recordings.flatMap(({ notes }) => notes),
  };
}

/** The events of several parts, one part after the other. Events after a gap count as dropped: a track has no gaps. */
function joined(station: string, copy: StationCopy, parts: readonly Notes[]): Notes {
  const firstGap = parts.findIndex(({ dropped }) => dropped > 0);
  const kept = firstGap === -1 ? parts : parts.slice(0, firstGap + 1);
  const total = parts.reduce((sum, { kinds, dropped }) => sum + kinds.length + dropped, 0);
  const count = kept.reduce((sum, { kinds }) => sum + kinds.length, 0);
  const whole = {
    station,
    copy,
    kinds: new Uint8Array(count),
    items: new Uint16Array(count),
    atNs: new Float64Array(count),
    dropped: total - count,
  };
  let filled = 0;
  for (const { kinds, items, atNs } of kept) {
    whole.kinds.set(kinds, filled);
    whole.items.set(items, filled);
    whole.atNs.set(atNs, filled);
    filled += kinds.length;
  }
  return whole;
}

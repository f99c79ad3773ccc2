/** The runs of all parts of a line, as one run. */
import type { Line, StationSpec } from '../../line/line.ts';
import type { LineRun, StationRun } from '../engine.ts';
import { joinedTally, type Testimony } from '../station/witness.ts';

export function joinedRun(line: Line, runs: readonly LineRun[]): Pick<LineRun, 'sources' | 'stations'> {
  const add = ({ name }: StationSpec, parts: readonly StationRun[]): StationRun => ({
    name,
    sent: parts.reduce((sum, part) => sum + part.sent, 0),
    testimony: joinedTestimony(parts.flatMap(({ testimony }) => testimony ?? [])),
    accounts: parts.flatMap((part) => part.accounts),
    busyMs: parts.reduce((sum, part) => sum + part.busyMs, 0),
    cpuMs: null,
    restedMs: parts.reduce((sum, part) => sum + part.restedMs, 0),
    selfMs: null,
    digest: parts.reduce((sum, part) => (sum + part.digest) >>> 0, 0),
  });
  return {
    sources: line.sources.map((spec, i) =>
      add(
        spec,
        runs.flatMap((run) => run.sources[i] ?? []),
      ),
    ),
    stations: line.stations.map((spec, i) =>
      add(
        spec,
        runs.flatMap((run) => run.stations[i] ?? []),
      ),
    ),
  };
}

/** What the stations of all parts saw. */
function joinedTestimony(parts: readonly Testimony[]): Testimony | null {
  const [first] = parts;
  if (first === undefined) return null;
  return {
    sent: first.sent.map((_, i) => joinedTally(parts.flatMap(({ sent }) => sent[i] ?? []))),
    received: first.received.map((_, i) => joinedTally(parts.flatMap(({ received }) => received[i] ?? []))),
    left: first.left === null ? null : joinedTally(parts.flatMap(({ left }) => left ?? [])),
  };
}

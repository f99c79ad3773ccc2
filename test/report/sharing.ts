/** Simulated reports of lines whose stations share threads. */
import type { Placement } from '../../src/engine/placement/placement.ts';
import type { RacedEngine, ReportDocument } from '../../src/report/document.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { simulatedDocument } from './simulated.ts';

export const TWO: Placement = [
  ['producer', 'butter melter', 'oven'],
  ['wet mixer', 'dry mixer'],
];

/** Two threads with 64 stations, whose names have as many letters as a screen of a phone has room for, or more. */
export const MANY: Placement = [0, 1].map((thread) =>
  Array.from({ length: 32 }, (_, i) => `station ${thread}-${i} ${'with-a-long-name-'.repeat(1 + (i % 4))}`.trim()),
);

/** The simulated race with one row more, in which stations share threads, and with the advice to use it. */
export function sharingDocument(placement: Placement, onMain = false): ReportDocument {
  const document = simulatedDocument();
  const stations = placement.flat();
  const shown = stations.length > 10 ? stations : null;
  return {
    ...document,
    drawnRecipe: shown === null ? document.drawnRecipe : lineOf(shown, document),
    workloads: document.workloads.map((workload) => {
      const ring = workload.engines.find(({ channel }) => channel === 'ring');
      if (ring === undefined) throw new Error('expected threads over rings');
      const packed: RacedEngine = { ...ring, packed: 2, threads: placement.length, placement, onMain, predicted: 1.84 };
      const engines = workload.engines.toSpliced(workload.engines.indexOf(ring) + 1, 0, packed);
      return {
        ...workload,
        engines: engines.map((engine) => ({ ...engine, stations: stationsOf(engine, shown) })),
        advice: {
          engine: 'threads',
          channel: 'ring',
          threads: placement.length,
          placement,
          speedup: { median: 1.8, low: 1.76, high: 1.84 },
          threadMb: 11.6,
          reason: 'it is 1.80x (1.76 to 1.84) as fast as the cooperative engine',
        },
      };
    }),
    recordings: document.recordings.map((recording) => ({
      ...recording,
      recorded: [
        ...recording.recorded,
        ...recording.recorded.slice(-1).map(({ trace, cost }) => ({ trace: sharing(trace, placement), cost })),
      ],
    })),
  };
}

function lineOf(stations: readonly string[], { drawnRecipe }: ReportDocument): ReportDocument['drawnRecipe'] {
  return { ...drawnRecipe, stations: stations.map((name) => ({ name, needs: [], makes: 0 })) };
}

function stationsOf(engine: RacedEngine, names: readonly string[] | null): RacedEngine['stations'] {
  return names === null ? engine.stations : names.map((name) => ({ name, busyMs: 10, utilisation: 0.4 }));
}

/** The same recording with each station on its thread; tracks of stations that the trace does not have are empty. */
function sharing(trace: Trace, placement: Placement): Trace {
  const tracks = placement.flatMap((group, thread) =>
    group.map((station) => ({
      station,
      events: trace.tracks.find((track) => track.station === station)?.events ?? [],
      copy: { of: station, thread: thread + 1 },
      dropped: 0,
    })),
  );
  const known = new Set(placement.flat());
  return {
    ...trace,
    engine: 'threads (ring, 2 threads)',
    edges: trace.edges.filter(({ from, to }) => known.has(from) && known.has(to)),
    tracks,
  };
}

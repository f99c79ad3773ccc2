/** What a run shows, simulated or recorded: computed from its trace in the same way. */
import { bottleneckOf } from '../../measure/bottleneck.ts';
import { depthsOf } from '../../trace/depths.ts';
import { busyOf, endNs } from '../../trace/metrics.ts';
import type { Trace } from '../../trace/trace.ts';

export interface RunFigures {
  /** The time for the order, in milliseconds. */
  readonly ms: number;
  /** In the order of the line, without the source. In a pool the mean of all threads. */
  readonly stations: readonly StationFigures[];
  /** The station with the highest utilisation; null where none works or rests. */
  readonly bottleneck: string | null;
  /** Where a send is a call there are none. */
  readonly belts: readonly BeltFigures[];
}

export interface StationFigures {
  readonly name: string;
  /** Time of work and rest / time of the run, 0 to 1. A station also works while it waits for a core. */
  readonly utilisation: number;
}

export interface BeltFigures {
  readonly from: string;
  readonly to: string;
  /** In items. */
  readonly capacity: number;
  /** How full it is on average, 0 to 1. */
  readonly fullness: number;
}

/** @param sources the names of the sources, which are no stations */
export function figuresOf(trace: Trace, sources: readonly string[]): RunFigures {
  const tookNs = endNs(trace);
  const stations = stationsOf(trace, sources, tookNs);
  const slowest = bottleneckOf(stations);
  return {
    ms: tookNs / 1e6,
    stations,
    bottleneck: slowest === undefined || slowest.utilisation === 0 ? null : slowest.name,
    belts: beltsOf(trace, tookNs),
  };
}

function stationsOf(trace: Trace, sources: readonly string[], tookNs: number): StationFigures[] {
  const busy = new Map(busyOf(trace).map((one) => [one.station, one.workNs + one.restNs]));
  const byName = new Map<string, number[]>();
  for (const { station, copy } of trace.tracks) {
    const name = copy?.of ?? station;
    if (!sources.includes(name)) byName.set(name, [...(byName.get(name) ?? []), busy.get(station) ?? 0]);
  }
  return [...byName].map(([name, ns]) => ({
    name,
    utilisation: tookNs === 0 ? 0 : ns.reduce((sum, one) => sum + one, 0) / ns.length / tookNs,
  }));
}

function beltsOf(trace: Trace, tookNs: number): BeltFigures[] {
  return depthsOf(trace).flatMap(({ edge, atNs, depth }) => {
    const belt = trace.edges[edge];
    if (belt === undefined || belt.capacity === 0) return [];
    const { from, to, capacity } = belt;
    // From each change to the next one, and from the last one to the end.
    const filledNs = depth.reduce((sum, items, i) => sum + items * ((atNs[i + 1] ?? tookNs) - (atNs[i] ?? 0)), 0);
    // A full belt may show one item more than it holds.
    return [{ from, to, capacity, fullness: tookNs === 0 ? 0 : Math.min(1, filledNs / tookNs / capacity) }];
  });
}

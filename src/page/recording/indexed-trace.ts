/** The indexed: a trace with indices, so that any part of it can be drawn, and any moment be looked up, quickly. */
import { depthsOf } from '../../trace/depths.ts';
import { flowsOf } from '../../trace/flows.ts';
import { endNs, leftNs } from '../../trace/metrics.ts';
import { SPAN_STATES, spansOf } from '../../trace/spans.ts';
import type { StationCopy, Trace, TraceEvent, Track } from '../../trace/trace.ts';
import type { DrawnRecipe } from './recorded.ts';

/** One engine's run. */
export interface IndexedTrace {
  readonly engine: string;
  readonly lanes: readonly Lane[];
  /** One for each edge of the line, in its order. */
  readonly arrows: readonly Arrows[];
  readonly arrowCount: number;
  /** When each cake was done, ascending. */
  readonly cakesNs: readonly number[];
  readonly endNs: number;
  readonly eventCount: number;
  /** Events that the recording had no room for. */
  readonly dropped: number;
}

export interface Lane {
  readonly station: string;
  /** Null where the line has the station once. */
  readonly copy: StationCopy | null;
  /** What the station makes; null for the source. */
  readonly makes: number | null;
  readonly events: readonly TraceEvent[];
  readonly atNs: Float64Array;
  readonly spans: Spans;
  /** For each ingredient that the station needs: how many for a product, and when each was received. */
  readonly needs: readonly {
    readonly ingredient: number;
    readonly count: number;
    readonly receivedNs: readonly number[];
  }[];
  /** The indices of the edges that lead here. */
  readonly inlets: readonly number[];
  /** When each cake left the line from this station, ascending. */
  readonly cakesNs: readonly number[];
}

/** In ascending order. A state is an index into `SPAN_STATES`. */
export interface Spans {
  readonly beganNs: Float64Array;
  readonly endedNs: Float64Array;
  readonly state: Uint8Array;
}

/** The items on one edge, from one lane to another, in the order in which they are sent and received. */
export interface Arrows {
  readonly from: number;
  readonly to: number;
  readonly sentNs: Float64Array;
  readonly receivedNs: Float64Array;
  readonly items: Uint16Array;
  readonly capacity: number;
  /** How many items are in the channel after each change. */
  readonly changedNs: readonly number[];
  readonly depth: readonly number[];
}

export function indexedTraceOf(trace: Trace, drawnRecipe: DrawnRecipe): IndexedTrace {
  const flows = flowsOf(trace);
  const depths = depthsOf(trace);
  const laneOf = new Map(trace.tracks.map(({ station }, i) => [station, i]));
  const arrows = trace.edges.map(({ from, to, capacity }, edge): Arrows => {
    const own = flows.filter((flow) => flow.edge === edge);
    return {
      from: laneOf.get(from) ?? 0,
      to: laneOf.get(to) ?? 0,
      sentNs: Float64Array.from(own, ({ sentNs }) => sentNs),
      receivedNs: Float64Array.from(own, ({ receivedNs }) => receivedNs),
      items: Uint16Array.from(own, ({ item }) => item),
      capacity,
      changedNs: depths[edge]?.atNs ?? [],
      depth: depths[edge]?.depth ?? [],
    };
  });
  const eventCount = trace.tracks.reduce((sum, { events }) => sum + events.length, 0);
  return {
    engine: trace.engine,
    lanes: trace.tracks.map((track) => laneFrom(track, trace, drawnRecipe)),
    arrows,
    arrowCount: flows.length,
    cakesNs: leftNs(trace),
    endNs: endNs(trace),
    eventCount,
    dropped: trace.tracks.reduce((sum, { dropped }) => sum + dropped, 0),
  };
}

function laneFrom(track: Track, trace: Trace, drawnRecipe: DrawnRecipe): Lane {
  const spans = spansOf(track);
  const known = drawnRecipe.stations.find(({ name }) => name === (track.copy?.of ?? track.station));
  const received = track.events.filter(({ kind }) => kind === 'received');
  return {
    station: track.station,
    copy: track.copy,
    makes: known?.makes ?? null,
    events: track.events,
    atNs: Float64Array.from(track.events, ({ atNs }) => atNs),
    spans: {
      beganNs: Float64Array.from(spans, ({ beganNs }) => beganNs),
      endedNs: Float64Array.from(spans, ({ endedNs }) => endedNs),
      state: Uint8Array.from(spans, ({ state }) => SPAN_STATES.indexOf(state)),
    },
    needs: (known?.needs ?? []).map(({ ingredient, count }) => ({
      ingredient,
      count,
      receivedNs: received.filter(({ item }) => item === ingredient).map(({ atNs }) => atNs),
    })),
    inlets: trace.edges.flatMap(({ to }, edge) => (to === track.station ? [edge] : [])),
    cakesNs: leftNs({ ...trace, tracks: [track] }),
  };
}

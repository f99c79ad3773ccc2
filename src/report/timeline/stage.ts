/** The stage: a trace with the indices that make it quick to draw any part of it, and to say what was so at any moment. */
import { depthsOf } from '../../trace/depths.ts';
import { flowsOf } from '../../trace/flows.ts';
import { endNs, leftNs } from '../../trace/metrics.ts';
import { SPAN_STATES, spansOf } from '../../trace/spans.ts';
import type { Trace, TraceEvent, Track } from '../../trace/trace.ts';
import type { Kitchen, KitchenStation } from '../document.ts';

/** One engine's run. */
export interface Stage {
  readonly engine: string;
  readonly lanes: readonly Lane[];
  /** One for each edge of the line, in its order. */
  readonly arrows: readonly Arrows[];
  readonly arrowCount: number;
  /** When each cake left the line, ascending. */
  readonly cakesNs: readonly number[];
  readonly endNs: number;
  readonly eventCount: number;
  /** Events that the recording had no place for. */
  readonly dropped: number;
}

export interface Lane {
  readonly station: string;
  /** What the station makes; null for whoever delivers. */
  readonly makes: number | null;
  readonly events: readonly TraceEvent[];
  readonly atNs: Float64Array;
  readonly spans: Spans;
  /** For each ingredient the station needs: how many, and when each came. */
  readonly shelf: readonly {
    readonly ingredient: number;
    readonly count: number;
    readonly cameNs: readonly number[];
  }[];
  /** What leads here: the places of the edges. */
  readonly inlets: readonly number[];
  /** When each cake left the line from here, ascending. */
  readonly cakesNs: readonly number[];
}

/** Ascending; a span's state is its place in `SPAN_STATES`. */
export interface Spans {
  readonly beganNs: Float64Array;
  readonly endedNs: Float64Array;
  readonly state: Uint8Array;
}

/** From one lane to another, in the order sent, which is that in which they are received. */
export interface Arrows {
  readonly from: number;
  readonly to: number;
  readonly sentNs: Float64Array;
  readonly receivedNs: Float64Array;
  readonly items: Uint8Array;
  readonly capacity: number;
  /** How many are on the way after each change. */
  readonly changedNs: readonly number[];
  readonly depth: readonly number[];
}

export function stageOf(trace: Trace, kitchen: Kitchen): Stage {
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
      items: Uint8Array.from(own, ({ item }) => item),
      capacity,
      changedNs: depths[edge]?.atNs ?? [],
      depth: depths[edge]?.depth ?? [],
    };
  });
  const eventCount = trace.tracks.reduce((sum, { events }) => sum + events.length, 0);
  return {
    engine: trace.engine,
    lanes: trace.tracks.map((track) => laneFrom(track, trace, kitchen)),
    arrows,
    arrowCount: flows.length,
    cakesNs: leftNs(trace),
    endNs: endNs(trace),
    eventCount,
    dropped: trace.tracks.reduce((sum, { dropped }) => sum + dropped, 0),
  };
}

function laneFrom(track: Track, trace: Trace, kitchen: Kitchen): Lane {
  const spans = spansOf(track);
  const cook = cookOf(track.station, kitchen);
  const received = track.events.filter(({ kind }) => kind === 'received');
  return {
    station: track.station,
    makes: cook?.makes ?? null,
    events: track.events,
    atNs: Float64Array.from(track.events, ({ atNs }) => atNs),
    spans: {
      beganNs: Float64Array.from(spans, ({ beganNs }) => beganNs),
      endedNs: Float64Array.from(spans, ({ endedNs }) => endedNs),
      state: Uint8Array.from(spans, ({ state }) => SPAN_STATES.indexOf(state)),
    },
    shelf: (cook?.needs ?? []).map(({ ingredient, count }) => ({
      ingredient,
      count,
      cameNs: received.filter(({ item }) => item === ingredient).map(({ atNs }) => atNs),
    })),
    inlets: trace.edges.flatMap(({ to }, edge) => (to === track.station ? [edge] : [])),
    cakesNs: leftNs({ ...trace, tracks: [track] }),
  };
}

/** Of each baker there is a track for every station: `oven (baker 1)`. */
function cookOf(station: string, kitchen: Kitchen): KitchenStation | undefined {
  const plain = station.replace(/ \(baker \d+\)$/, '');
  return kitchen.stations.find(({ name }) => name === station) ?? kitchen.stations.find(({ name }) => name === plain);
}

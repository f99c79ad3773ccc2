/** Lanes: a station's time in columns, for a picture made of characters. */
import { SPAN_STATES, type SpanState, spansOf } from './spans.ts';
import type { Track } from './trace.ts';

/** What a column shows. `none`: the station forwarded items, or had ended. */
export type Cell = SpanState | 'none';

/** What is shown even where it is short. */
const ACTIVE = ['work', 'rest', 'redo', 'dead'] as const;
/** A column shows work or rest that fills at least this share of it, even where the station waited for longer. */
const SEEN_SHARE = 0.25;

/**
 * What a station did for most of the time of each column. A quarter of a column is enough for work and rest: otherwise short
 * pieces would not be seen beside waits.
 *
 * @param columns how many, 1 or more
 * @param untilNs where the last column ends, in nanoseconds, above 0: the same for all lanes of a picture
 */
export function laneOf(track: Track, columns: number, untilNs: number): Cell[] {
  const widthNs = untilNs / columns;
  const shares = Array.from({ length: columns }, () => ({
    work: 0,
    rest: 0,
    input: 0,
    room: 0,
    redo: 0,
    dead: 0,
    none: widthNs,
  }));
  for (const { state, beganNs, endedNs } of spansOf(track)) {
    const last = Math.min(columns - 1, Math.floor(endedNs / widthNs));
    for (let column = Math.floor(beganNs / widthNs); column <= last; column++) {
      const share = shares[column];
      if (share === undefined) continue;
      const ns = Math.min(endedNs, (column + 1) * widthNs) - Math.max(beganNs, column * widthNs);
      share[state] += ns;
      share.none -= ns;
    }
  }
  return shares.map((share) => {
    const active = ACTIVE.reduce((most, state) => (share[state] > share[most] ? state : most));
    if (share[active] > share.none && share[active] >= SEEN_SHARE * widthNs) return active;
    return SPAN_STATES.reduce<Cell>((most, state) => (share[state] > share[most] ? state : most), 'none');
  });
}

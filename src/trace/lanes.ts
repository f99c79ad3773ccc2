/** Lanes: each station's time cut into columns, for a picture made of characters. */
import { SPAN_STATES, type SpanState, spansOf } from './spans.ts';
import type { Track } from './trace.ts';

/** `idle`: it passed on, or had ended. */
export type Cell = SpanState | 'idle';

/** So much of a column that a station worked or rested is seen, though it waited longer in it. */
const SEEN_SHARE = 0.25;

/**
 * What took most of each column's time; of work and rest a quarter is enough against waiting, or short ones would vanish.
 *
 * @param columns 1 or more
 * @param untilNs where the last column ends: the same for all lanes of a picture
 */
export function laneOf(track: Track, columns: number, untilNs: number): Cell[] {
  const widthNs = untilNs / columns;
  const shares = Array.from({ length: columns }, () => ({ work: 0, rest: 0, input: 0, room: 0, idle: widthNs }));
  for (const { state, beganNs, endedNs } of spansOf(track)) {
    const last = Math.min(columns - 1, Math.floor(endedNs / widthNs));
    for (let column = Math.floor(beganNs / widthNs); column <= last; column++) {
      const share = shares[column];
      if (share === undefined) continue;
      const ns = Math.min(endedNs, (column + 1) * widthNs) - Math.max(beganNs, column * widthNs);
      share[state] += ns;
      share.idle -= ns;
    }
  }
  return shares.map((share) => {
    const does = share.rest > share.work ? 'rest' : 'work';
    if (share[does] > share.idle && share[does] >= SEEN_SHARE * widthNs) return does;
    return SPAN_STATES.reduce<Cell>((most, state) => (share[state] > share[most] ? state : most), 'idle');
  });
}

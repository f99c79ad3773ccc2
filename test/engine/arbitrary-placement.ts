/** Random placements that fit any line. */
import * as fc from 'fast-check';
import { completed, type Placement } from '../../src/engine/placement/placement.ts';
import { type Line, specsOf } from '../../src/line/line.ts';

/** A number for each source and station, in the order of the line: those with the same number share a thread. */
export type Deal = readonly number[];

export const MOST_THREADS = 4;

export const arbitraryDeal: fc.Arbitrary<Deal> = fc.array(fc.integer({ min: 0, max: MOST_THREADS - 1 }), {
  minLength: 12,
  maxLength: 12,
});

/** What has no number of its own gets a thread of its own. */
export function placedBy(deal: Deal, line: Line): Placement {
  const names = specsOf(line).map(({ name }) => name);
  return completed(
    line,
    Array.from({ length: MOST_THREADS }, (_, thread) => names.filter((_, place) => deal[place] === thread)),
  );
}

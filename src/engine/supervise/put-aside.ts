/** Puts aside an item at which a station dies again and again: it counts as taken, and nothing comes of it. */
import { bankFor, COMMIT, FIRST_COUNT } from './commit.ts';
import type { StationRecord } from './record.ts';

/**
 * Commits in the place of a station whose thread is dead. A redo has to follow.
 *
 * @param place of the inlet among the ends of the record
 */
export function putAside({ words, more }: Pick<StationRecord, 'words' | 'more'>, place: number): void {
  const number = words.load(COMMIT);
  const [from, to] = [more[bankFor(number)], more[bankFor(number + 1)]];
  to.counts.set(from.counts);
  to.sums.set(from.sums);
  to.kept.set(from.kept);
  to.counts[FIRST_COUNT + place] = ((from.counts[FIRST_COUNT + place] ?? 0) + 1) | 0;
  words.store(COMMIT, number + 1);
}

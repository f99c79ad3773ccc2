/** What a dead thread leaves behind: how far it was beyond its last commit, and which item it had in its hands. */
import { bankFor, FIRST_COUNT, type Redone, type RedoneEnd, redo } from './commit.ts';
import type { StationRecord } from './record.ts';

/** An end of a station, and what is at its other end. */
export interface SupervisedEnd extends RedoneEnd {
  /** The station from which its items come; null for an outlet. */
  readonly from: string | null;
}

export interface Death {
  /** Its last commit. */
  readonly committed: Redone;
  /** Of each end, how far the thread was. */
  readonly live: Int32Array;
  /** How many items it had begun and not committed; of a source, made. */
  readonly undone: number;
  /** The first of these that it had taken; null where it had taken none. */
  readonly behind: ItemBehind | null;
}

export interface ItemBehind {
  /** The inlet, by its place among the ends. */
  readonly place: number;
  readonly from: string;
  /** Which item over that edge it is, from 1. */
  readonly item: number;
}

/**
 * Brings the neighbours to the last commit, and finds out what is lost.
 *
 * @param ends in the order of the record
 */
export function deathOf(record: StationRecord, ends: readonly SupervisedEnd[], isSource: boolean): Death {
  const committed = redo(record, ends);
  const counts = countsIn(record, committed.number, ends.length);
  const live = Int32Array.from(ends, (_, i) => record.live[i]?.[0] ?? 0);
  const beyond = (i: number): number => Math.max(0, ((live[i] ?? 0) - (counts[i] ?? 0)) | 0);
  let undone = 0;
  let behind: ItemBehind | null = null;
  for (const [place, { end, from }] of ends.entries()) {
    if ((end === 'outlet') === isSource) undone += beyond(place);
    if (from !== null && behind === null && beyond(place) > 0)
      behind = { place, from, item: ((counts[place] ?? 0) >>> 0) + 1 };
  }
  return { committed, live, undone, behind };
}

/** The next thread has done nothing beyond the commit. */
export function beginAtCommit(record: StationRecord, commit: number): void {
  const counts = countsIn(record, commit, record.live.length);
  for (const [i, word] of record.live.entries()) word[0] = counts[i] ?? 0;
  record.firstNs[0] = 0;
  record.diedNs[0] = 0;
}

function countsIn({ banks }: StationRecord, commit: number, ends: number): number[] {
  const bank = banks[bankFor(commit)];
  return Array.from({ length: ends }, (_, i) => bank[FIRST_COUNT + i] ?? 0);
}

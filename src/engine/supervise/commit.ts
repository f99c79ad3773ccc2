/**
 * The commit: what a station has taken, what it has written and what it keeps become true together, by one store.
 *
 * A record has two banks and a word. The word is the number of the last commit, and says which bank is true. A commit writes into the other
 * bank, stores the next number, and only then lets the neighbours see the counts. So a thread may die anywhere:
 *
 * - before the store: nothing of it has happened. What lies in the slots of the rings is beyond what the reader can see, and is written
 *   again; what was taken is still there, since its slots were not given back.
 * - after the store: all of it has happened, but a neighbour may not see it yet. Then the redo copies the counts once more, and wakes
 *   everybody: nobody knows who has been woken.
 *
 * So a result is visible if and only if what it was made of is used up and the state behind it is kept. A station need not be
 * deterministic, and nothing has to be sorted out afterwards.
 */
import type { Wake } from '../../channel/channel.ts';
import type { CommitReason, CommittedEnd } from '../../channel/committed-ring.ts';
import { CLOSED, READ, WRITTEN } from '../../channel/ring.ts';
import type { Words } from '../../channel/shared-words.ts';
import type { Ints } from '../../line/kind/cells.ts';

/** The word with the number of the last commit. */
export const COMMIT = 0;

/** Where in a bank it says how far the station is; the counts of its ends follow. */
export const STAGE = 0;
export const FIRST_COUNT = 1;

/** Nothing is committed yet; it runs; it has ended. */
const STAGES = { none: 0, running: 1, ended: 2 } as const;

export interface CommitRecord {
  readonly words: Words;
  readonly banks: readonly [Ints, Ints];
}

/** Which bank is true after the commit with this number. */
export function bankFor(number: number): 0 | 1 {
  return (number & 1) === 0 ? 0 : 1;
}

/** What one commit makes true. */
export interface Committed {
  /** In the order of the record: the inlets first. */
  readonly ends: readonly CommittedEnd[];
  /** Those of them that are closed when the station has ended. */
  readonly closing: readonly { end(): void }[];
  readonly hasEnded: boolean;
  /** See `CommittedEnd.publish`. */
  readonly reason: CommitReason;
  /** Writes the rest into a bank: what the station keeps. */
  readonly write: (bank: 0 | 1) => void;
}

/** @param number of this commit: one more than that of the last one */
export function commit(record: CommitRecord, number: number, done: Committed): void {
  const { ends, write, reason } = done;
  const place = bankFor(number);
  writeCounts(record.banks[place], done);
  write(place);
  record.words.store(COMMIT, number);
  for (const end of ends) end.publish(reason);
  closeIfEnded(done);
}

function writeCounts(bank: Ints, { ends, hasEnded }: Committed): void {
  bank[STAGE] = hasEnded ? STAGES.ended : STAGES.running;
  for (let i = 0; i < ends.length; i++) bank[FIRST_COUNT + i] = ends[i]?.count() ?? 0;
}

function closeIfEnded({ closing, hasEnded }: Committed): void {
  if (hasEnded) for (const outlet of closing) outlet.end();
}

/** A ring of a station, as the redo sees it. */
export interface RedoneEnd {
  readonly words: Words;
  /** Which end of the ring is the station's. */
  readonly end: 'inlet' | 'outlet';
  /** Wakes the station at the other end. */
  readonly wake: Wake;
}

export type Stage = keyof typeof STAGES;

/** What a redo leaves behind. */
export interface Redone {
  /** The number of the last commit. */
  readonly number: number;
  readonly stage: Stage;
}

/**
 * Brings what the neighbours of a dead station see to its last commit, and wakes them. Only then may another thread take its place. To do it
 * twice does no harm.
 *
 * @param ends in the order of the record
 */
export function redo(record: CommitRecord, ends: readonly RedoneEnd[]): Redone {
  const number = record.words.load(COMMIT);
  const bank = record.banks[bankFor(number)];
  const stage = stageOf(bank);
  const hasEnded = stage === 'ended';
  for (const [i, { words, end, wake }] of ends.entries()) {
    const word = end === 'inlet' ? READ : WRITTEN;
    const count = bank[FIRST_COUNT + i] ?? 0;
    // A weaker promise may have gone beyond its last commit: what was seen cannot be taken back.
    if (((count - words.load(word)) | 0) > 0) words.store(word, count);
    if (hasEnded && end === 'outlet') words.store(CLOSED, 1);
    wake();
  }
  return { number, stage };
}

/** What the bank that is true says. */
export function stageOf(bank: Ints): Stage {
  const stage = bank[STAGE];
  return stage === STAGES.none ? 'none' : stage === STAGES.ended ? 'ended' : 'running';
}

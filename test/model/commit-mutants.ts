/** Commits with one mistake each, which is easy to make: the real parts without one of their precautions. */
import type { CommittedEnd } from '../../src/channel/committed-ring.ts';
import {
  bankFor,
  COMMIT,
  type CommitRecord,
  type Committed,
  commit,
  FIRST_COUNT,
  STAGE,
} from '../../src/engine/supervise/commit.ts';
import { type CommitParts, REAL } from './committed-line.ts';

/** The reader sees what was written before it is committed. */
export const PUBLISHES_BEFORE_THE_COMMIT: CommitParts = {
  ...REAL,
  outlet(shared, options) {
    const outlet = REAL.outlet(shared, options);
    return {
      room: () => outlet.room(),
      send(item) {
        outlet.send(item);
        outlet.publish('idle');
      },
      flush: () => outlet.flush(),
      close: () => outlet.close(),
      count: () => outlet.count(),
      publish: (reason) => outlet.publish(reason),
      widen: () => outlet.widen(),
      onBatch: (commits) => outlet.onBatch(commits),
      end: () => outlet.end(),
    };
  },
};

/** The writer gets room for what was taken before what became of it is committed. */
export const RELEASES_BEFORE_THE_COMMIT: CommitParts = {
  ...REAL,
  inlet(shared, options) {
    const inlet = REAL.inlet(shared, options);
    return {
      take() {
        const item = inlet.take();
        inlet.publish('idle');
        return item;
      },
      ended: () => inlet.ended(),
      count: () => inlet.count(),
      publish: (reason) => inlet.publish(reason),
      widen: () => inlet.widen(),
      onBatch: (commits) => inlet.onBatch(commits),
    };
  },
};

/** The counts are copied once more, and a neighbour that sleeps is not told. */
export const REDOES_WITHOUT_WAKING: CommitParts = {
  ...REAL,
  redo: (record, ends) =>
    REAL.redo(
      record,
      ends.map((end) => ({ ...end, wake() {} })),
    ),
};

/** A commit overwrites what was true before it. */
export const HAS_ONE_BANK: CommitParts = {
  ...REAL,
  record: ({ words, banks: [bank] }) => ({ words, banks: [bank, bank] }),
};

/** The number of the commit is stored before its bank is written. */
export const STORES_BEFORE_IT_WRITES: CommitParts = {
  ...REAL,
  commit(record, number, committed) {
    record.words.store(COMMIT, number);
    REAL.commit(record, number, committed);
  },
};

/** The next thread begins where the words of the rings say, which may be behind the commit. */
export const DOES_NOT_REDO: CommitParts = { ...REAL, redo() {} };

/** Inputs are committed first, then outputs and what is kept. */
export const COMMITS_IN_TWO_STEPS: CommitParts = {
  ...REAL,
  commit(record, number, committed) {
    const { words, banks } = record;
    const inlets = committed.ends.length - committed.closing.length;
    const last = banks[bankFor(number - 1)];
    const next = banks[bankFor(number)];
    for (let i = 0; i < committed.ends.length + FIRST_COUNT; i++) next[i] = last[i] ?? 0;
    for (let i = 0; i < inlets; i++) next[FIRST_COUNT + i] = committed.ends[i]?.count() ?? 0;
    committed.write(bankFor(number));
    words.store(COMMIT, number);
    for (const end of committed.ends.slice(0, inlets)) end.publish('idle');
    finishSecond(record, number, committed);
  },
};

/** The same number once more, with the outputs. */
function finishSecond({ banks }: CommitRecord, number: number, { ends, closing, hasEnded }: Committed): void {
  const bank = banks[bankFor(number)];
  ends.forEach((end: CommittedEnd, i) => {
    bank[FIRST_COUNT + i] = end.count();
  });
  bank[STAGE] = hasEnded ? 2 : 1;
  for (const end of ends) end.publish('idle');
  if (hasEnded) for (const outlet of closing) outlet.end();
}

/** The next thread begins with empty hands, as a generator does that keeps nothing. */
export const FORGETS_WHAT_IT_KEPT: CommitParts = { ...REAL, kept: (bank) => bank.map(() => 0) };

/** The end of a station is not a part of its record. */
export const FORGETS_ITS_END: CommitParts = {
  ...REAL,
  commit(record, number, committed) {
    commit(record, number, { ...committed, hasEnded: false });
    if (committed.hasEnded) for (const outlet of committed.closing) outlet.end();
  },
};

/** A writer waits for a whole batch also when it has nothing else to do. */
export const WITHHOLDS_WHEN_IDLE: CommitParts = {
  ...REAL,
  outlet(shared, options) {
    const outlet = REAL.outlet(shared, options);
    return {
      room: () => outlet.room(),
      send: (item) => outlet.send(item),
      flush: () => outlet.flush(),
      close: () => outlet.close(),
      count: () => outlet.count(),
      publish: () => outlet.publish('full'),
      widen: () => outlet.widen(),
      onBatch: (commits) => outlet.onBatch(commits),
      end: () => outlet.end(),
    };
  },
};

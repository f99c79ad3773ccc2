/** Chapter 23: a mutex, the wake-up that gets lost, two locks in opposite order, and publishing. */
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Program, StepTexts } from '../explorer/memory.ts';
import { type Tried, tried } from '../explorer/tried.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { traceLine } from '../pictures/trace-line.ts';
import { playAlone } from '../player/alone.ts';
import { countLocked } from '../props/counting/locked-counting.ts';
import { lock, lockCarelessly, unlock } from '../props/counting/mutex.ts';
import { text as en } from '../texts/en/23-locks-and-memory-order.ts';

function settings(knob: Knobs) {
  return {
    /** How many threads add to one counter. */
    threads: knob.number('threads', 2, { from: 2, to: 3 }),
    /** In which order the second cook takes the two locks. */
    order: knob.word('order', ['opposite', 'same']),
  };
}

export type Settings = ReturnType<typeof settings>;

const [LOCK, COUNTER] = [0, 1];

const addsPlainly: Program = (atomics, words) => {
  atomics.store(words, COUNTER, atomics.load(words, COUNTER) + 1);
};

const addsLocked =
  (locks: typeof lock): Program =>
  (atomics, words) => {
    locks(atomics, words, LOCK);
    addsPlainly(atomics, words); // The critical section.
    unlock(atomics, words, LOCK);
  };

const takesBoth =
  (first: number, second: number): Program =>
  (atomics, words) => {
    lock(atomics, words, first);
    lock(atomics, words, second);
    unlock(atomics, words, second);
    unlock(atomics, words, first);
  };

const [DATA, FLAG, SEEN] = [0, 1, 2];

/** Writes the data and then raises the flag, or the other way round. */
const writes =
  (first: number, second: number): Program =>
  (atomics, words) => {
    atomics.store(words, first, 1);
    atomics.store(words, second, 1);
  };

/** Notes what the data is if the flag is up. */
const reads: Program = (atomics, words) => {
  if (atomics.load(words, FLAG) === 1) atomics.store(words, SEEN, atomics.load(words, DATA));
};

export interface Facts {
  readonly unlocked: Tried;
  readonly locked: Tried;
  readonly careless: Tried;
  readonly twoLocks: Tried;
  readonly dataFirst: Tried;
  readonly flagFirst: Tried;
  /** What real threads counted under the lock, and what is right. */
  readonly counted: number;
  readonly wanted: number;
}

interface Labels {
  readonly steps: StepTexts;
  readonly lockNames: readonly [string, string];
  readonly table: (facts: Omit<Facts, 'counted' | 'wanted'>, set: Settings) => string[][];
  readonly lost: (trace: string) => string;
  readonly deadlock: (trace: string) => string;
  readonly counted: (counted: number, threads: number, each: number) => string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

/** Every order of the steps of all programs of this chapter. */
function everyOrder({ threads, order }: Settings, { steps, lockNames: [whisk, bowl] }: Labels) {
  const names = [...'abc'].slice(0, threads);
  const counting = (program: Program): Tried => {
    const programs = Object.fromEntries(names.map((name) => [name, program]));
    return tried({ words: { lock: 0, counter: 0 }, programs }, (words) => words[COUNTER] === threads, steps);
  };
  const publishing = (writer: Program): Tried =>
    tried(
      { words: { data: 0, flag: 0, seen: 1 }, programs: { writer, reader: reads } },
      (words) => words[SEEN] === 1,
      steps,
    );
  const second = order === 'opposite' ? takesBoth(1, 0) : takesBoth(0, 1);
  return {
    unlocked: counting(addsPlainly),
    locked: counting(addsLocked(lock)),
    careless: counting(addsLocked(lockCarelessly)),
    twoLocks: tried(
      { words: { [whisk]: 0, [bowl]: 0 }, programs: { a: takesBoth(0, 1), b: second } },
      () => true,
      steps,
    ),
    dataFirst: publishing(writes(DATA, FLAG)),
    flagFirst: publishing(writes(FLAG, DATA)),
  };
}

export function judge({ counted, wanted, ...facts }: Facts, { order }: Settings): Judgement {
  const { unlocked, locked, careless, twoLocks, dataFirst, flagFirst } = facts;
  const lockWorks = unlocked.wrong > 0 && locked.wrong === 0 && locked.stuck === 0;
  const locksDeadlock = twoLocks.stuck > 0 === (order === 'opposite');
  const flagPublishes = dataFirst.wrong === 0 && flagFirst.wrong > 0;
  return {
    right: careless.wrong > 0 ? 0 : careless.stuck > 0 ? 1 : 2,
    claim:
      counted === wanted
        ? confirmedIf(lockWorks && careless.stuck > 0 && locksDeadlock && flagPublishes)
        : 'impossible',
  };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.locks,
  minutes: 8,
  code: [
    { file: 'src/lessons/props/counting/mutex.ts', name: 'lock' },
    { file: 'src/lessons/props/counting/mutex.ts', name: 'unlock' },
  ],
  settings,
  timed: false,
  async run(stage, set, labels) {
    const tries = everyOrder(set, labels);
    stage.table(labels.table(tries, set));
    await stage.step();
    stage.print();
    stage.print(labels.lost(traceLine(tries.careless.stuckTrace)));
    if (tries.twoLocks.stuck > 0) stage.print(labels.deadlock(traceLine(tries.twoLocks.stuckTrace)));
    await stage.step();
    const each = stage.amount(20_000, 500);
    const counted = await countLocked(set.threads, each);
    stage.print();
    stage.print(labels.counted(counted, set.threads, each));
    return { ...tries, counted, wanted: set.threads * each };
  },
  judge,
  tryIt: { kind: 'set', set: { order: 'same' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);

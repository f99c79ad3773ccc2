/** Chapter 22: a data race on shared memory, and race conditions with and without threads. */
import { medianOf } from '../../measure/statistics/samples.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import {
  type AtomicOperations,
  type Memory,
  type Program,
  type StepTexts,
  stepByHand,
  tryEveryOrder,
} from '../explorer/memory.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { traceLine } from '../pictures/trace-line.ts';
import { playAlone } from '../player/alone.ts';
import { type Counted, countInTurn, type Way } from '../props/counting/counting.ts';
import { text as en } from '../texts/en/22-a-race.ts';

interface Storage {
  eggs: number;
}

function* hasty(storage: Storage): Generator<undefined, void, void> {
  if (storage.eggs === 0) return;
  yield;
  storage.eggs--;
}

function* careful(storage: Storage): Generator<undefined, void, void> {
  if (storage.eggs === 0) return;
  storage.eggs--;
  yield;
}

/** On threads: checks and takes, each in one step. */
function takeEgg(atomics: AtomicOperations, eggs: Int32Array): void {
  if (atomics.load(eggs, 0) > 0) atomics.sub(eggs, 0, 1);
}

/** Two cooks on one thread take turns; one egg is in storage. Returns how many are left. */
function leftBy(cook: (storage: Storage) => Generator): number {
  const storage = { eggs: 1 };
  const cooks = [cook(storage), cook(storage)];
  for (let turn = 0; turn < 2; turn++) for (const one of cooks) one.next();
  return storage.eggs;
}

/** The steps of `addPlainly` that other threads see, three additions of them. */
const addsThrice: Program = (atomics, words) => {
  for (let i = 0; i < 3; i++) atomics.store(words, 0, atomics.load(words, 0) + 1);
};
const TWO_ADDERS = { words: { counter: 0 }, programs: { a: addsThrice, b: addsThrice } };
/** Which thread takes a step, from the first to the last. */
const WORST_ORDER = 'abbbbabaaaab';

/** The least total over all orders of the steps, and an order that ends with it. */
function leastTotal(texts: StepTexts): Facts['least'] {
  const { orders, endings } = tryEveryOrder(TWO_ADDERS, texts);
  const worst = stepByHand(TWO_ADDERS, texts);
  for (const thread of WORST_ORDER) worst.step(thread);
  const total = Math.min(...endings.map(({ shared }) => counterIn(shared)));
  return { total, orders: Number(orders), worst: counterIn(worst.shared), trace: worst.trace };
}

/** How often two threads that check and take leave less than no egg, over all orders of their steps. */
function overdrawn(texts: StepTexts): Facts['overdrawn'] {
  const { orders, endings } = tryEveryOrder({ words: { eggs: 1 }, programs: { a: takeEgg, b: takeEgg } }, texts);
  const wrong = endings.filter(({ shared }) => counterIn(shared) < 0);
  return { wrong: wrong.reduce((sum, { orders }) => sum + Number(orders), 0), orders: Number(orders) };
}

const counterIn = ({ words: [counter = 0] }: Memory): number => counter;

function settings(knob: Knobs) {
  return {
    /** Whether all threads add to one counter, or each to its own. */
    counter: knob.word('counter', ['shared', 'own']),
    threads: knob.number('threads', 2, { from: 1, to: 8 }),
  };
}

type Settings = ReturnType<typeof settings>;

export interface Facts {
  /** The way to count that the question is about, and another one to compare it with. */
  readonly asked: Counted;
  readonly other: Counted;
  /** Of two threads that add three times: the least total of all orders, and the total and the steps of one of the worst. */
  readonly least: {
    readonly total: number;
    readonly orders: number;
    readonly worst: number;
    readonly trace: readonly string[];
  };
  readonly overdrawn: { readonly wrong: number; readonly orders: number };
  /** The eggs that are left by two coroutines. */
  readonly left: { readonly hasty: number; readonly careful: number };
}

interface Labels {
  readonly steps: StepTexts;
  readonly heading: readonly string[];
  readonly ways: Readonly<Record<Way, string>>;
  readonly least: (least: Facts['least'], trace: string) => string;
  readonly eggs: (facts: Pick<Facts, 'left' | 'overdrawn'>) => string[][];
}

export type Text = ChapterText<Settings, Facts, Labels>;

export function judge({ asked, other, left, overdrawn, least }: Facts, { counter, threads }: Settings): Judgement {
  const isRace = counter === 'shared' && threads > 1;
  const isExact = ({ totals, wanted }: Counted): boolean => totals.every((total) => total === wanted);
  const lost = asked.totals.some((total) => total < asked.wanted);
  const tooMany = asked.totals.some((total) => total > asked.wanted);
  const isPossible = isExact(other) && (isRace ? !tooMany : isExact(asked));
  const conditionsShown = left.hasty < 0 && left.careful === 0 && overdrawn.wrong > 0 && least.total === least.worst;
  return {
    right: tooMany ? 2 : lost ? 0 : 1,
    claim: isPossible ? confirmedIf(lost === isRace && conditionsShown) : 'impossible',
  };
}

const ROUNDS = 5;

function percent(part: number, whole: number): string {
  if (part === 0) return '0';
  return part * 100 < whole ? '<1 %' : `${Math.round((part / whole) * 100)} %`;
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.race,
  minutes: 7,
  code: [
    { file: 'src/lessons/props/counting/adders.ts', name: 'addPlainly' },
    { file: 'src/lessons/chapters/22-a-race.ts', name: 'hasty' },
    { file: 'src/lessons/chapters/22-a-race.ts', name: 'takeEgg' },
  ],
  settings,
  timed: false, // Counts of additions and of orders. The times are shown, and nothing is concluded from them.
  async run(stage, { counter, threads }, labels) {
    const compared: readonly Way[] = counter === 'shared' ? ['plain', 'atomic'] : ['beside', 'apart'];
    const additions = stage.amount(20_000_000, 200_000);
    const [asked, other] = await countInTurn(compared, { threads, additions, rounds: ROUNDS });
    if (asked === undefined || other === undefined) throw new Error('expected two ways to count, found fewer');
    const rows = [asked, other].map(({ way, each, nsEach, totals, wanted }) => [
      labels.ways[way],
      each.toLocaleString('en'),
      medianOf(nsEach).toFixed(1),
      totals.map((total) => percent(wanted - total, wanted)).join('  '),
    ]);
    stage.table([[...labels.heading], ...rows]);
    await stage.step();
    const least = leastTotal(labels.steps);
    stage.print();
    stage.print(labels.least(least, traceLine(least.trace)));
    await stage.step();
    const eggs = { left: { hasty: leftBy(hasty), careful: leftBy(careful) }, overdrawn: overdrawn(labels.steps) };
    stage.print();
    stage.table(labels.eggs(eggs));
    return { asked, other, least, ...eggs };
  },
  judge,
  tryIt: { kind: 'set', set: { counter: 'own' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);

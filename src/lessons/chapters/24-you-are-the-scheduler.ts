/** Chapter 24: the audience is the scheduler, and then the explorer tries every order. */
import { type ChapterText, confirmedIf, defineChapter, type Judgement, type Stage } from '../chapter.ts';
import { ByHand } from '../explorer/by-hand.ts';
import { explore } from '../explorer/explore.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { ENTER } from '../player/keys.ts';
import { type Cpu, type CpuState, cpuThreads, type Instruction } from '../props/counting/tiny-cpu.ts';
import { text as en } from '../texts/en/24-you-are-the-scheduler.ts';

/** The program of each thread. */
function thread(cpu: Cpu, { additions, addition }: Settings): void {
  for (let i = 0; i < additions; i++) {
    if (addition === 'atomic') cpu.addInOneStep();
    else {
      cpu.read(); // register = counter
      cpu.add(); // register = register + 1
      cpu.write(); // counter = register
    }
  }
}

function settings(knob: Knobs) {
  return {
    threads: knob.number('threads', 2, { from: 1, to: 3 }),
    /** How often each thread adds 1. */
    additions: knob.number('additions', 1, { from: 1, to: 3 }),
    addition: knob.word('addition', ['plain', 'atomic']),
  };
}

export type Settings = ReturnType<typeof settings>;

export interface Facts {
  /** The order that was stepped by hand, or in turns. */
  readonly byHand: { readonly order: string; readonly total: number };
  readonly orders: number;
  readonly wrong: number;
  /** How many orders end with each total. */
  readonly totals: readonly { readonly total: number; readonly orders: number }[];
}

interface Labels {
  readonly instructions: Readonly<Record<Instruction, string>>;
  readonly start: string;
  readonly undo: string;
  readonly heading: (names: readonly string[]) => string[];
  readonly keys: (ready: readonly string[]) => string;
  readonly byHand: (total: number, wanted: number) => string;
  readonly everyOrder: (totals: Facts['totals'], wanted: number) => string[][];
}

export type Text = ChapterText<Settings, Facts, Labels>;

/** The audience picks each step with the letter of a thread. After that, or without an audience, the threads take turns. */
async function schedule(stage: Stage, hand: ByHand<CpuState>, names: readonly string[], labels: Labels) {
  const width = Math.max(...Object.values(labels.instructions).map((name) => name.length)) + 'a: '.length;
  const row = ([first = '', ...cells]: readonly string[]): void =>
    stage.print(`  ${first.padEnd(width)}${cells.map((cell) => cell.padStart(9)).join('')}`);
  const rowOf = (step: string): void => {
    const { counter, registers } = hand.shared;
    row([step, ...[counter, ...registers].map((value) => (value === null ? '-' : String(value)))]);
  };
  row(labels.heading(names));
  rowOf(labels.start);
  let last = -1;
  const take = (name: string): void => {
    last = names.indexOf(name);
    rowOf(`${name}: ${hand.step(name)}`);
  };
  while (true) {
    const { ready } = hand;
    const key = await stage.key(labels.keys(ready), [...ready, 'u', ENTER]);
    if (key === null || key === ENTER) break;
    if (key !== 'u') take(key);
    else if (hand.undo()) rowOf(labels.undo);
  }
  for (let { ready } = hand; ready.length > 0; ready = hand.ready)
    take(names.find((name, i) => i > last && ready.includes(name)) ?? ready[0] ?? '');
}

function everyOrder(start: CpuState, threads: ReturnType<typeof cpuThreads>['threads'], wanted: number) {
  const { orders, endings } = explore(start, threads);
  const counts = new Map<number, number>();
  for (const { shared, orders } of endings)
    counts.set(shared.counter, (counts.get(shared.counter) ?? 0) + Number(orders));
  const totals = [...counts].map(([total, orders]) => ({ total, orders })).toSorted((a, b) => a.total - b.total);
  return { orders: Number(orders), wrong: Number(orders) - (counts.get(wanted) ?? 0), totals };
}

export function judge({ orders, wrong }: Facts, { threads, addition }: Settings): Judgement {
  return {
    right: wrong === 0 ? 0 : wrong * 2 < orders ? 1 : 2,
    claim: confirmedIf(wrong > 0 === (threads > 1 && addition === 'plain')),
  };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.youSchedule,
  minutes: 8,
  code: [{ file: 'src/lessons/chapters/24-you-are-the-scheduler.ts', name: 'thread' }],
  settings,
  timed: false,
  async run(stage, set, labels) {
    const names = [...'abc'].slice(0, set.threads);
    const { start, threads } = cpuThreads(names, (cpu) => thread(cpu, set), labels.instructions);
    const wanted = set.threads * set.additions;
    const hand = new ByHand(start, threads);
    await schedule(stage, hand, names, labels);
    const order = hand.trace.map((step) => step[0]).join('');
    const byHand = { order, total: hand.shared.counter };
    stage.print(labels.byHand(byHand.total, wanted));
    await stage.step();
    const facts = { byHand, ...everyOrder(start, threads, wanted) };
    stage.print();
    stage.table(labels.everyOrder(facts.totals, wanted));
    return facts;
  },
  judge,
  tryIt: { kind: 'set', set: { additions: '2' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);

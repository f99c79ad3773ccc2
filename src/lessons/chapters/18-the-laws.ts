/** Chapter 18: the laws: waiting against utilisation, Little, Amdahl, Gustafson. */
import { bake } from '../../cake/bake.ts';
import { pool } from '../../engine/pool.ts';
import { times } from '../../measure/figures.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { cake, cakeLine } from '../props/cake-lines.ts';
import { amdahl, gustafson, little, meanWait } from '../props/laws/laws.ts';
import { type Arrival, type Observed, observed, randomArrivals, type Visit } from '../props/laws/queue.ts';
import { withEngines } from '../props/with-engines.ts';
import { text as en } from '../texts/en/18-the-laws.ts';

/** One line of cakes, and several ovens: the next cake takes the first oven that is free. */
function* bakeInTurn(cakes: Iterable<Arrival>, ovens: number): Generator<Visit> {
  const freeAt = Array.from({ length: ovens }, () => 0);
  for (const { arrives, baking } of cakes) {
    const oven = freeAt.indexOf(Math.min(...freeAt));
    const begins = Math.max(arrives, freeAt[oven] ?? 0);
    freeAt[oven] = begins + baking;
    yield { arrives, begins, ends: begins + baking };
  }
}

function settings(knob: Knobs) {
  return {
    load: knob.number('load', 80, { from: 10, to: 95 }),
    ovens: knob.number('ovens', 1, { from: 1, to: 4 }),
    seed: knob.number('seed', 1, { from: 1, to: 1000 }),
  };
}

type Settings = ReturnType<typeof settings>;

/** The mean wait at a load, in minutes: as counted, and by the formula. */
export interface Wait {
  readonly load: number;
  readonly counted: number;
  readonly formula: number;
}

export interface Facts {
  /** How many cakes each queue was counted for. */
  readonly cakes: number;
  /** By increasing load. */
  readonly waits: readonly Wait[];
  /** The wait at the load that was set. */
  readonly asked: Wait;
  /** Cakes present, as counted, and by Little's law. */
  readonly present: { readonly counted: number; readonly law: number };
  /** A real run with one baker: the start of its thread, and all the baking, in milliseconds. */
  readonly serial: { readonly startMs: number; readonly bakeMs: number; readonly cakes: number };
}

interface Labels {
  readonly waits: readonly string[];
  readonly wait: (wait: Wait, bar: string) => readonly string[];
  readonly present: (present: Facts['present']) => string;
  readonly serial: (serial: Facts['serial']) => string;
  readonly bakers: readonly string[];
}

export type Text = ChapterText<Settings, Facts, Labels>;

/** The mean baking time, in minutes. */
export const BAKING_MIN = 10;
const LOADS = [50, 80, 90, 95];
const BAKERS = [2, 4, 16, 1000];
/** The longest bar of the picture. */
const MARKS = 24;
/** How far a count may lie from its law, as a share. At a load of 95 % chance alone moves a mean wait by some percent. */
const [WAIT_NEAR, PRESENT_NEAR] = [0.2, 0.02];

/** The share of a run with one baker that more bakers do not make shorter. */
export function serialShare({ startMs, bakeMs }: Facts['serial']): number {
  return startMs / (startMs + bakeMs);
}

function isNear(value: number, law: number, share: number): boolean {
  return Math.abs(value - law) <= share * law;
}

export function judge({ waits, asked, present }: Facts): Judgement {
  const follow = waits.every(({ counted, formula }) => isNear(counted, formula, WAIT_NEAR));
  const rises = waits.every(({ counted }, i) => counted > (waits[i - 1]?.counted ?? 0));
  return {
    right: asked.counted < 5 ? 0 : asked.counted < 20 ? 1 : 2,
    claim: confirmedIf(follow && rises && isNear(present.counted, present.law, PRESENT_NEAR)),
  };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.laws,
  minutes: 8,
  code: [{ file: 'src/lessons/chapters/18-the-laws.ts', name: 'bakeInTurn' }],
  settings,
  timed: false, // Counts on a virtual clock. The one real run only gives a share to compute with.
  async run(stage, { load: askedLoad, ovens, seed }, labels) {
    const cakes = stage.amount(400_000, 100_000);
    const queue = (load: number): Observed => {
      const means = { interval: (BAKING_MIN * 100) / (load * ovens), baking: BAKING_MIN };
      return observed(bakeInTurn(randomArrivals(cakes, means, seed), ovens), BAKING_MIN);
    };
    const queues = new Map(
      [...new Set([...LOADS, askedLoad])].sort((a, b) => a - b).map((load) => [load, queue(load)]),
    );
    const waits = [...queues].map(([load, { meanWait: counted }]): Wait => {
      return { load, counted, formula: meanWait(load / 100, ovens, BAKING_MIN) };
    });
    const asked = waits.find(({ load }) => load === askedLoad);
    const seen = queues.get(askedLoad);
    if (asked === undefined || seen === undefined) throw new Error(`expected a queue at ${askedLoad} %, found none`);
    const most = Math.max(...waits.map(({ counted }) => counted));
    const bars = waits.map(({ counted }) => '█'.repeat(Math.round((MARKS * counted) / most)));
    stage.table([labels.waits, ...waits.map((wait, i) => labels.wait(wait, bars[i] ?? ''))], 'left');
    await stage.step();

    const present = { counted: seen.present, law: little(seen.rate, seen.meanStay) };
    stage.print();
    stage.print(labels.present(present));
    await stage.step();

    const serial = await runOfOneBaker(stage.amount(300, 20));
    const share = serialShare(serial);
    stage.print();
    stage.print(labels.serial(serial));
    const rows = BAKERS.map((n) => [n, amdahl(share, n), gustafson(share, n)]);
    stage.table([labels.bakers, ...rows.map(([n = 0, ...gains]) => [String(n), ...gains.map((x) => times(x))])]);
    return { cakes, waits, asked, present, serial };
  },
  judge,
  tryIt: { kind: 'set', set: { ovens: '2', load: '40' } },
  texts: { en },
});

async function runOfOneBaker(cakes: number): Promise<Facts['serial']> {
  const { graph, line } = cakeLine(cake('cpu-bound'), cakes, 1);
  const baker = pool({ platform, threads: 1 });
  const { startupMs: startMs, wallMs: bakeMs } = await withEngines([baker], () => bake(baker, graph, line));
  return { startMs, bakeMs, cakes };
}

await playAlone(import.meta.url, chapter);

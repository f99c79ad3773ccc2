/** Chapter 3: the producer. */
import { setTimeout as sleep } from 'node:timers/promises';
import { chocolateCake } from '../../cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../cake/recipe/graph.ts';
import { deliveriesOf } from '../../cake/recipe/order.ts';
import { medianOf } from '../../measure/statistics/samples.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { intervalsOf } from '../props/laws/random-intervals.ts';
import { text as de } from '../texts/de/03-the-producer.ts';
import { text as en } from '../texts/en/03-the-producer.ts';

/** Yields an ingredient, or how long to wait. */
type Requests = Generator<string | { readonly waitMs: number }, void, void>;
type Arrived = (ingredient: string) => void;

function* producer(items: string[], intervalMs: () => number): Requests {
  for (const ingredient of items) {
    yield { waitMs: intervalMs() }; // A request: resume me later.
    yield ingredient;
  }
}

async function serve(requests: Requests, arrived: Arrived): Promise<void> {
  for (const yielded of requests) {
    if (typeof yielded === 'string') arrived(yielded);
    else await sleep(yielded.waitMs);
  }
}

/** Of the first run. */
const [SEED, MEAN_MS] = [7, 40];

function settings(knob: Knobs) {
  return {
    /** Of the second run. */
    seed: knob.number('seed', SEED, { from: 1, to: 999 }),
    /** The mean interval of the second run, in milliseconds. */
    mean: knob.number('mean', MEAN_MS, { from: 10, to: 120 }),
    intervals: knob.word('intervals', ['uniform', 'exponential']),
  };
}

type Settings = ReturnType<typeof settings>;

interface Delivery {
  readonly ingredient: string;
  readonly requestedMs: number;
  /** When it was due by the requested intervals, and when it came. */
  readonly dueMs: number;
  readonly cameMs: number;
  /** How much longer than requested the wait before it took. */
  readonly lateMs: number;
}

interface Facts {
  readonly first: readonly Delivery[];
  readonly second: readonly Delivery[];
  readonly sameIngredients: boolean;
  readonly sameIntervals: boolean;
  /** How many times as long each interval of the second run is, up to rounding; null where that differs. */
  readonly ratio: number | null;
  readonly sameTimes: boolean;
  /** The median of both runs. */
  readonly lateMs: number;
}

interface Labels {
  /** Before the table. */
  readonly dueAt: string;
  readonly heading: readonly string[];
  readonly came: (ms: number) => string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

async function deliver(count: number, seed: number, meanMs: number, kind: Settings['intervals']): Promise<Delivery[]> {
  const graph = graphOf(chocolateCake, chocolateCake.name);
  const order = { cakes: Math.ceil(count / 10), seed, delivery: 'random' } as const;
  const ingredients = [...deliveriesOf(graph, order).subarray(0, count)].map((item) => graph.names[item] ?? '');
  const draw = intervalsOf(kind, meanMs, seed);
  const came: Delivery[] = [];
  let [requestedMs, dueMs, lastMs] = [0, 0, 0];
  const began = clock.nowMs();
  await serve(
    producer(ingredients, () => (requestedMs = draw())),
    (ingredient) => {
      const cameMs = clock.nowMs() - began;
      dueMs += requestedMs;
      came.push({ ingredient, requestedMs, dueMs, cameMs, lateMs: cameMs - lastMs - requestedMs });
      lastMs = cameMs;
    },
  );
  return came;
}

export function compared(first: readonly Delivery[], second: readonly Delivery[], meanRatio: number): Facts {
  const agree = (test: (one: Delivery, other: Delivery) => boolean): boolean =>
    first.length === second.length &&
    first.every((one, i) => {
      const other = second[i];
      return other !== undefined && test(one, other);
    });
  // Both intervals are rounded to whole milliseconds.
  const rounding = (1 + meanRatio) / 2;
  const scaled = agree((one, other) => Math.abs(other.requestedMs - meanRatio * one.requestedMs) <= rounding);
  return {
    first,
    second,
    sameIngredients: agree((one, other) => one.ingredient === other.ingredient),
    sameIntervals: agree((one, other) => one.requestedMs === other.requestedMs),
    ratio: scaled ? meanRatio : null,
    sameTimes: agree((one, other) => one.cameMs === other.cameMs),
    lateMs: medianOf([...first, ...second].map(({ lateMs }) => lateMs)),
  };
}

export function judge({ sameIngredients, sameIntervals, ratio, sameTimes }: Facts, { seed }: Settings): Judgement {
  const right = !sameIngredients ? 0 : !sameIntervals ? 1 : !sameTimes ? 2 : 3;
  const shown = seed === SEED ? sameIngredients && ratio !== null && !sameTimes : !sameIngredients && !sameIntervals;
  return { right, claim: confirmedIf(shown) };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.producer,
  minutes: 5,
  code: [
    { file: 'src/lessons/chapters/03-the-producer.ts', name: 'producer' },
    { file: 'src/lessons/chapters/03-the-producer.ts', name: 'serve' },
  ],
  settings,
  timed: false,
  async run(stage, { seed, mean, intervals }, labels) {
    const count = stage.amount(10, 6);
    const first = await deliver(count, SEED, MEAN_MS, intervals);
    const second = await deliver(count, seed, mean, intervals);
    const cells = (one?: Delivery) =>
      one === undefined ? [] : [one.ingredient, `${one.dueMs} ms`, labels.came(one.cameMs)];
    const rows = first.map((one, i) => [...cells(one), ...cells(second[i])]);
    stage.print(labels.dueAt);
    stage.table([labels.heading, ...rows]);
    return compared(first, second, mean / MEAN_MS);
  },
  judge,
  tryIt: { kind: 'set', set: { mean: '20' } },
  texts: { en, de },
});

await playAlone(import.meta.url, chapter);

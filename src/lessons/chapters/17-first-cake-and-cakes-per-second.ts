/** Chapter 17: latency against throughput. */
import { bake } from '../../cake/bake.ts';
import { serviceTimesUs } from '../../cake/recipe/graph.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import { threads } from '../../engine/threads.ts';
import { lineLimit } from '../../measure/limit.ts';
import type { Run } from '../../measure/run.ts';
import { type StartPays, startPays } from '../../measure/start-up.ts';
import { outcomeOf } from '../../measure/statistics/outcome.ts';
import { intervalOf, medianOf } from '../../measure/statistics/samples.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { drawLanes } from '../pictures/lanes.ts';
import { playAlone } from '../player/alone.ts';
import { type CakeLine, cake, cakeLine } from '../props/cake-lines.ts';
import { type Compared, compared } from '../props/gains/compared.ts';
import { oneCakeLimit } from '../props/gains/critical-path.ts';
import { inTurn } from '../props/gains/gain.ts';
import { heavier } from '../props/gains/heavier.ts';
import { arePossible } from '../props/gains/possible.ts';
import { withEngines } from '../props/with-engines.ts';
import { text as en } from '../texts/en/17-first-cake-and-cakes-per-second.ts';

function latencyMs({ startupMs, wallMs }: Run): number {
  return startupMs + wallMs; // For an order of one cake.
}

function throughput({ products, wallMs }: Run): number {
  return (1000 * products) / wallMs; // For an order of many cakes.
}

function settings(knob: Knobs) {
  return { work: knob.number('work', 1, { from: 1, to: 50 }) };
}

type Settings = ReturnType<typeof settings>;

export interface Facts {
  /** The latency of the first cake, in milliseconds: with the start, and when everything has started. */
  readonly cold: Compared;
  readonly warm: Compared;
  /** The latency of one cake with much work, when everything has started. */
  readonly coarse: Compared;
  /** The time per cake of an order of many, in milliseconds. */
  readonly perCake: Compared;
  readonly pays: StartPays;
  /** How many times as fast threads can be at most: with one cake, and with many. */
  readonly limits: { readonly oneCake: number; readonly many: number };
  readonly cores: number;
  /** Whether the gain is not above the capacity of the cores, measured afterwards: if it is, something disturbed the runs. */
  readonly withinCapacity: boolean;
  readonly cakes: number;
  /** How many different digests the runs with many cakes had. */
  readonly digests: number;
}

interface Labels {
  readonly names: readonly [string, string];
  readonly table: (facts: Facts) => readonly (readonly string[])[];
}

export type Text = ChapterText<Settings, Facts, Labels>;

const PLAIN = cake('cpu-bound');
/** A coarse cake has this many times the work of the recipe. */
export const COARSE = 200;
/** Between these ratios, both take about the same time. */
const ABOUT = { from: 0.8, to: 1.25 };

export function judge(facts: Facts): Judgement {
  const { cold, coarse, perCake, withinCapacity } = facts;
  const { median, high } = cold.gain.ratio;
  const right = median > ABOUT.to ? 0 : median < ABOUT.from ? 2 : 1;
  if (isImpossible(facts)) return { right, claim: 'impossible' };
  const gains = coarse.gain.outcome === 'wins' && perCake.gain.outcome === 'wins';
  // A start is long, so there are only a few: with threads, the first cake has to be later in all of them.
  return { right, claim: confirmedIf(high < ABOUT.from && gains && withinCapacity) };
}

/** Whether the threads gained more than the cores or the recipe allow. */
export function isImpossible({ coarse, perCake, limits, cores }: Facts): boolean {
  const isAbove = ({ gain }: Compared, limit: number): boolean =>
    outcomeOf(gain.ratio, Math.min(cores, limit)) === 'not-trusted';
  return isAbove(coarse, limits.oneCake) || isAbove(perCake, limits.many);
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.latency,
  minutes: 7,
  code: [
    { file: 'src/lessons/chapters/17-first-cake-and-cakes-per-second.ts', name: 'latencyMs' },
    { file: 'src/lessons/chapters/17-first-cake-and-cakes-per-second.ts', name: 'throughput' },
  ],
  settings,
  timed: true,
  async run(stage, { work }, labels) {
    const rounds = stage.amount(5, 1);
    const cakes = Math.max(stage.amount(10, 2), Math.round(stage.amount(300, 10) / work));
    const orders = {
      first: cakeLine(heavier(PLAIN, work), 1),
      coarse: cakeLine(heavier(PLAIN, COARSE), 1),
      many: cakeLine(heavier(PLAIN, work), cakes),
    };
    const kinds = [() => cooperative({ platform }), () => threads({ platform })];
    const startMs: number[][] = kinds.map(() => []);
    const openShop = async (create: () => Engine, place: number): Promise<number> => {
      const engine = create();
      const run = await withEngines([engine], () => bake(engine, orders.first.graph, orders.first.line));
      startMs[place]?.push(run.startupMs);
      return latencyMs(run);
    };
    const coldMs = await inTurn(
      stage.amount(3, 1),
      kinds.map((create, place) => () => openShop(create, place)),
    );
    const engines = kinds.map((create) => create());
    const digests = new Set<string>();
    const { warmMs, coarseMs, perCakeMs } = await withEngines(engines, async () => {
      await drawLanes(stage, engines, labels.names, orders.coarse);
      await stage.step();
      const each = (sample: (engine: Engine) => Promise<number>) => engines.map((engine) => () => sample(engine));
      const latency = ({ graph, line }: CakeLine) => each(async (engine) => latencyMs(await bake(engine, graph, line)));
      const perCake = each(async (engine) => {
        const run = await bake(engine, orders.many.graph, orders.many.line);
        digests.add(run.digest);
        return 1000 / throughput(run);
      });
      await inTurn(1, perCake); // Until the code is compiled.
      return {
        warmMs: await inTurn(rounds, latency(orders.first)),
        coarseMs: await inTurn(rounds, latency(orders.coarse)),
        perCakeMs: await inTurn(rounds, perCake),
      };
    });
    const [ones = [], others = []] = perCakeMs;
    const [first, many] = [orders.first.graph, orders.many.graph];
    const limits = { oneCake: oneCakeLimit(first), many: lineLimit(serviceTimesUs(many)) };
    const perCake = compared(perCakeMs);
    const facts: Facts = {
      cold: compared(coldMs),
      warm: compared(warmMs),
      coarse: compared(coarseMs),
      perCake,
      pays: startPays(intervalOf(ones), intervalOf(others), medianOf(startMs[1] ?? []) - medianOf(startMs[0] ?? [])),
      limits,
      // Only a clear gain can be too large.
      withinCapacity: perCake.gain.outcome !== 'wins' || (await arePossible([perCake.gain])),
      cores: platform.cores(),
      cakes,
      digests: digests.size,
    };
    stage.print();
    stage.table(labels.table(facts));
    return facts;
  },
  judge,
  tryIt: { kind: 'set', set: { work: '10' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);

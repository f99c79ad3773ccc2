/** Chapter 30: more threads than cores: how many are best. */
import { bake } from '../../cake/bake.ts';
import type { Recipe } from '../../cake/recipe/recipe.ts';
import type { Engine } from '../../engine/engine.ts';
import { pool } from '../../engine/pool.ts';
import { isTooFew, outcomeOf } from '../../measure/statistics/outcome.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { cakeLine, evenCake } from '../props/cake-lines.ts';
import { type Gain, gainOf, inTurn } from '../props/gains/gain.ts';
import { cakesFor, poolSizes } from '../props/gains/pool-sizes.ts';
import { arePossible } from '../props/gains/possible.ts';
import { withEngines } from '../props/with-engines.ts';
import { text as en } from '../texts/en/30-more-threads-than-cores.ts';

/** Goetz and others, "Java Concurrency in Practice" (2006), section 8.2. */
function bestThreads(cores: number, work: number, wait: number): number {
  return cores * (1 + wait / work);
}

function bakeWith(bakers: number, { all, recipe, cakes }: Order) {
  const { graph, line } = cakeLine(recipe, cakes, bakers); // As many parts as bakers.
  return bake(all, graph, line); // Each part runs on a thread of its own.
}

interface Order {
  /** A pool with a thread for each of the most bakers. */
  readonly all: Engine;
  readonly recipe: Recipe;
  readonly cakes: number;
}

function settings(knob: Knobs) {
  return {
    workUs: knob.number('workUs', 200, { from: 50, to: 1000 }),
    waitUs: knob.number('waitUs', 400, { from: 0, to: 2000 }),
  };
}

type Settings = ReturnType<typeof settings>;

/** The gains of each number of bakers, over one of them. */
export interface Row {
  readonly bakers: number;
  readonly work: Gain;
  readonly both: Gain;
}

export interface Facts {
  readonly cores: number;
  readonly rows: readonly Row[];
  /** What the formula says. */
  readonly formula: number;
  /** The number of bakers that was tried for it: a little more, or less if the formula says more than the largest one that is tried. */
  readonly best: number;
  /** Stations that only work: the most bakers, compared with one for each processor. */
  readonly workMore: Gain;
  /** Stations that also wait: the best number of bakers, compared with one for each processor. */
  readonly bothMore: Gain;
  /** The same: the most bakers, compared with the best number; null if no more were tried. */
  readonly beyond: Gain | null;
  /** How many different digests each order had. */
  readonly digests: readonly number[];
  /** Whether no gain is above the number of bakers or, where they work, of processors. */
  readonly possible: boolean;
  /** Whether no gain of work is above the capacity of the processors, measured afterwards: if one is, something disturbed the runs. */
  readonly withinCapacity: boolean;
}

interface Labels {
  readonly processors: (cores: number) => string;
  readonly rows: (rows: readonly Row[], set: Settings) => string[][];
}

export type Text = ChapterText<Settings, Facts, Labels>;

const [RISES, RISES_ON] = [1.15, 1.25];

/** The formula is a limit, for free switches of threads and exact timers. A third of its gain has to be seen. */
function isAsExpected({ ratio: { low, median }, outcome }: Gain, expected: number): boolean {
  if (expected < RISES) return outcome !== 'loses';
  return outcome === 'wins' && median > 1 + (expected - 1) / 3 && low < 1.3 * expected;
}

/** Whether a gain rises; where the rounds do not show it, whether it should. */
function risesTo({ ratio, outcome }: Gain, expected: number): boolean {
  if (outcome === 'wins' || (!isTooFew(ratio) && ratio.high < RISES)) return ratio.median > RISES;
  return expected > RISES;
}

export function judge(facts: Facts, { waitUs }: Settings): Judgement {
  const { cores, rows, formula, best, workMore, bothMore, beyond, possible, withinCapacity } = facts;
  const expected = Math.min(best, formula) / cores;
  const last = waitUs > 0 ? beyond : workMore;
  const isEndless = last !== null && !isTooFew(last.ratio) && last.ratio.low > RISES_ON;
  const right = isEndless ? 2 : risesTo(bothMore, expected) ? 1 : 0;
  const works = (rows.find(({ bakers }) => bakers === cores)?.work.ratio.low ?? 0) > 0.7 * cores;
  const endsThere =
    !isTooFew(workMore.ratio) && workMore.outcome !== 'wins' && (beyond === null || beyond.ratio.high < 1.3);
  const shown = works && endsThere && isAsExpected(bothMore, expected);
  return { right, claim: possible ? confirmedIf(shown && withinCapacity) : 'impossible' };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.moreThreads,
  minutes: 6,
  code: [
    { file: 'src/lessons/chapters/30-more-threads-than-cores.ts', name: 'bestThreads' },
    { file: 'src/lessons/chapters/30-more-threads-than-cores.ts', name: 'bakeWith' },
  ],
  settings,
  timed: true,
  async run(stage, set, labels) {
    const cores = platform.cores();
    const formula = bestThreads(cores, set.workUs, set.waitUs);
    const { sizes, best } = poolSizes(cores, formula, stage.amount(64, 8));
    const most = sizes.at(-1) ?? 1;
    const all = pool({ platform, threads: most });
    const digests: number[] = [];
    const samplesOf = async (waitUs: number, wantedMs: number): Promise<number[][]> => {
      const recipe = evenCake(set.workUs, waitUs / 1000);
      const cakes = cakesFor(most, (recipe.stations.length * (set.workUs + waitUs)) / 1000, wantedMs);
      const seen = new Set<string>();
      const runners = sizes.map((bakers) => async () => {
        const { wallMs, digest } = await bakeWith(bakers, { all, recipe, cakes });
        seen.add(digest);
        return wallMs;
      });
      // Later the threads are warm.
      if (digests.length === 0) await inTurn(stage.amount(1, 0), runners);
      const samples = await inTurn(stage.amount(5, 1), runners);
      digests.push(seen.size);
      return samples;
    };
    const [work, both] = await withEngines([all], async () => {
      const works = await samplesOf(0, stage.amount(240, 0));
      return [works, set.waitUs === 0 ? works : await samplesOf(set.waitUs, stage.amount(300, 0))] as const;
    });
    const rows = sizes.map((bakers, i) => {
      return { bakers, work: gainOf(work[0], work[i]), both: gainOf(both[0], both[i]) };
    });
    stage.print(labels.processors(cores));
    stage.table(labels.rows(rows, set));
    const [atCores, atBest, last] = [sizes.indexOf(cores), sizes.indexOf(best), sizes.length - 1];
    const within = ({ ratio }: Gain, limit: number) => outcomeOf(ratio, limit) !== 'not-trusted';
    return {
      cores,
      rows,
      formula,
      best,
      workMore: gainOf(work[atCores], work[last]),
      bothMore: gainOf(both[atCores], both[atBest]),
      beyond: most > best ? gainOf(both[atBest], both[last]) : null,
      digests,
      possible: rows.every((row) => within(row.work, Math.min(cores, row.bakers)) && within(row.both, row.bakers)),
      withinCapacity: await arePossible(rows.map((row) => row.work)),
    };
  },
  judge,
  tryIt: { kind: 'set', set: { waitUs: '2000' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);

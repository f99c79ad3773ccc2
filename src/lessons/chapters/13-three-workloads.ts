/** Chapter 13: three workloads, four engines, and the limit of each. */
import { chocolateCake } from '../../cake/recipe/chocolate-cake.ts';
import type { Recipe } from '../../cake/recipe/recipe.ts';
import { underWorkload } from '../../cake/recipe/workload.ts';
import { cooperative } from '../../engine/cooperative.ts';
import { eventLoop } from '../../engine/event-loop.ts';
import { MARGIN } from '../../measure/statistics/outcome.ts';
import { WORKLOADS, type Workload } from '../../measure/workload.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { drawLanes } from '../pictures/lanes.ts';
import { playAlone } from '../player/alone.ts';
import { cakeLine } from '../props/cake-lines.ts';
import { type Compared, ENGINES, type Facts, type Speedup, speedups } from '../props/gains/speedups.ts';
import { withEngines } from '../props/with-engines.ts';
import { text as en } from '../texts/en/13-three-workloads.ts';

const OVEN = {
  'cpu-bound': { workUs: 240, restMs: 0 }, // It computes.
  'wait-bound': { workUs: 0, restMs: 4 }, // It waits.
  'message-bound': { workUs: 0, restMs: 0 }, // It only forwards items.
};

function settings(knob: Knobs) {
  return {
    /** The time of each other station, in percent of the oven's. */
    others: knob.number('others', 75, { from: 0, to: 100 }),
  };
}

type Settings = ReturnType<typeof settings>;

interface Labels {
  readonly lanes: string;
  /** What stands above the lanes of each engine. */
  readonly inLanes: readonly [string, string];
  readonly machine: (processors: number, capacity: number) => string;
  readonly head: readonly string[];
  readonly names: Readonly<Record<Compared, string>>;
  readonly cell: (speedup: Speedup, workload: Workload) => string;
  readonly key: string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

const CAKES_IN_LANES = 3;
/** The question asks where one thread with timers is so many times as fast. */
const WANTED = 1.5;

function recipeWith(others: number): Recipe {
  const { stations } = chocolateCake;
  const share = (name: string): number => (name === 'oven' ? 1 : others / 100);
  const workUs = (name: string): number => OVEN['cpu-bound'].workUs * share(name);
  const restMs = (name: string): number => OVEN['wait-bound'].restMs * share(name);
  return {
    ...chocolateCake,
    stations: stations.map((one) => ({ ...one, workUs: workUs(one.name), restMs: restMs(one.name) })),
  };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.workloads,
  minutes: 8,
  code: [
    { file: 'src/lessons/chapters/13-three-workloads.ts', name: 'OVEN' },
    { file: 'src/measure/limit.ts', name: 'lineLimit' },
  ],
  settings,
  timed: true,
  async run(stage, { others }, labels) {
    const recipe = recipeWith(others);
    const pair = [cooperative({ platform }), eventLoop({ platform })];
    stage.print(labels.lanes);
    await withEngines(pair, () =>
      drawLanes(stage, pair, labels.inLanes, cakeLine(underWorkload(recipe, 'wait-bound'), CAKES_IN_LANES)),
    );
    await stage.step();
    const facts = await speedups(recipe, {
      cakes: {
        'cpu-bound': stage.amount(120, 4),
        'wait-bound': stage.amount(6, 2),
        'message-bound': stage.amount(3000, 20),
      },
      rounds: stage.amount(6, 1),
      warmUps: { 'cpu-bound': 1, 'wait-bound': stage.amount(1, 0), 'message-bound': stage.amount(4, 0) },
    });
    const row = (engine: Compared) => [
      labels.names[engine],
      ...WORKLOADS.map((workload) => labels.cell(facts.speedups[workload][engine], workload)),
    ];
    stage.print();
    stage.print(labels.machine(facts.processors, facts.capacity));
    stage.table([labels.head, ...ENGINES.map(row)]);
    stage.print(labels.key);
    return facts;
  },
  judge,
  tryIt: { kind: 'set', set: { others: '0' } },
  texts: { en },
});

/** A gain that is possible and larger than this has to be seen; below it, a run on this machine may miss it. */
const SEEN = 1.2;

/** Whether an engine gained where it can, and did not gain where it cannot. */
function isAsPredicted({ limit, outcome }: Speedup): boolean {
  if (limit <= MARGIN) return outcome !== 'wins';
  return limit < SEEN || outcome === 'wins';
}

export function judge({ speedups }: Facts): Judgement {
  const faster = WORKLOADS.filter((workload) => speedups[workload]['event-loop'].median >= WANTED);
  const [only = null, another = null] = faster.map((workload) => WORKLOADS.indexOf(workload));
  const right = only === null || another !== null ? WORKLOADS.length : only;
  // Nothing is claimed of messages: their cost decides there, and the recipe sets no limit.
  const claimed = ENGINES.flatMap((engine) => [speedups['cpu-bound'][engine], speedups['wait-bound'][engine]]);
  if (claimed.some(({ outcome }) => outcome === 'not-trusted')) return { right, claim: 'impossible' };
  return { right, claim: confirmedIf(claimed.every(isAsPredicted)) };
}

await playAlone(import.meta.url, chapter);

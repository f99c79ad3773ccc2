/** Chapter 32: observing changes it: what recording costs, and what a log line does at a race point. */
import { bake } from '../../cake/bake.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine, RunOptions } from '../../engine/engine.ts';
import { EVENTS } from '../../measure/recording-cost.ts';
import type { Run } from '../../measure/run.ts';
import { type Interval, intervalOf } from '../../measure/statistics/samples.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement, type Stage } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { type CakeLine, cake, cakeLine } from '../props/cake-lines.ts';
import { type Gain, gainOf, inTurn } from '../props/gains/gain.ts';
import { OneEgg } from '../props/stations/one-egg.ts';
import { withEngines } from '../props/with-engines.ts';
import { text as en } from '../texts/en/32-observing-changes-it.ts';

function twoRuns(engine: Engine, { graph, line }: CakeLine) {
  const run = (how: RunOptions) => () => bake(engine, graph, line, how);
  return [run({}), run({ events: EVENTS })]; // Without the recorder, and with it.
}

async function cook(name: string, kitchen: OneEgg, log: LogLine) {
  if (kitchen.look(name) < 1) return;
  if (log === 'awaited') await kitchen.write(name);
  if (log === 'at-once') kitchen.write(name);
  kitchen.take(name);
}

type LogLine = 'none' | 'awaited' | 'at-once';

function settings(knob: Knobs) {
  return {
    workUs: knob.number('workUs', 0, { from: 0, to: 1000 }),
    log: knob.word('log', ['awaited', 'at-once']),
  };
}

type Settings = ReturnType<typeof settings>;

/** What recording costs where every station works this long for an item that it makes. */
export interface Cost {
  readonly workUs: number;
  /** Of a recorded run. */
  readonly events: number;
  /** The time of a recorded run / the time of one without recording. It wins where recording clearly costs time. */
  readonly ratio: Gain;
  /** What an event costs, in nanoseconds. Noise can make it negative. */
  readonly eventNs: Interval;
}

/** What two cooks did who want the same egg. */
export interface Egg {
  readonly steps: readonly string[];
  readonly left: number;
}

export interface Facts {
  /** Ascending: from no work to much work. */
  readonly costs: readonly Cost[];
  readonly digests: number;
  /** Whether no recorded run is clearly faster than one that is not: it does all the same work, and more. */
  readonly possible: boolean;
  readonly unlogged: Egg;
  readonly logged: Egg;
}

interface Labels {
  readonly rows: (costs: readonly Cost[]) => string[][];
  readonly eggs: (unlogged: Egg, logged: Egg, set: Settings) => string[];
  readonly names: readonly [string, string];
  readonly look: (name: string) => string;
  readonly take: (name: string) => string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

const GRAINS_US = [0, 1, 10, 100];
/** The events of so many cakes all fit into the memory of the recorder: no station has more than 22 for a cake. */
const MOST_CAKES = 2900;
const STATIONS = ['dry mixer', 'butter melter', 'wet mixer', 'oven'];

async function costOf(stage: Stage, engine: Engine, workUs: number): Promise<Cost & { readonly digests: number }> {
  const recipe = cake('cpu-bound', Object.fromEntries(STATIONS.map((name) => [name, { workUs }])));
  const wanted = Math.ceil(stage.amount(20, 1) / (0.004 * workUs + 0.003));
  const runs: Run[] = [];
  const runners = twoRuns(engine, cakeLine(recipe, Math.min(MOST_CAKES, wanted))).map((run) => async () => {
    const done = await run();
    runs.push(done);
    return done.wallMs;
  });
  await inTurn(stage.amount(2, 0), runners);
  const [plain = [], recorded = []] = await inTurn(stage.amount(9, 1), runners);
  const notes = runs.flatMap(({ recording }) => recording ?? [])[0]?.notes ?? [];
  const events = notes.reduce((sum, { kinds, dropped }) => sum + kinds.length + dropped, 0);
  const addedNs = recorded.map((ms, i) => ((ms - (plain[i] ?? Number.NaN)) * 1e6) / events);
  const digests = new Set(runs.map(({ digest }) => digest)).size;
  return { workUs, events, ratio: gainOf(recorded, plain), eventNs: intervalOf(addedNs), digests };
}

/** So much faster a recorded run cannot be, wherever the compiler has put its code. */
const FASTER = 1.1;

export function isPossible(costs: readonly Cost[]): boolean {
  return !costs.some(({ ratio: { ratio, outcome } }) => outcome === 'loses' && ratio.high < 1 / FASTER);
}

const [ABOUT_AS_LONG, TWICE] = [1.1, 2];

export function judge({ costs, digests, possible, unlogged, logged }: Facts, { workUs, log }: Settings): Judgement {
  const [none, most] = [costs[0], costs.at(-1)];
  const times = costs.find((one) => one.workUs === workUs)?.ratio.ratio.median ?? Number.NaN;
  const right = times <= ABOUT_AS_LONG ? 0 : times <= TWICE ? 1 : 2;
  if (!possible) return { right, claim: 'impossible' };
  const costly = none !== undefined && none.ratio.outcome === 'wins' && none.eventNs.low > 0;
  const fades = costly && most !== undefined && most.ratio.ratio.high < none.ratio.ratio.low;
  const race = unlogged.left === 0 && logged.left === (log === 'awaited' ? -1 : 0);
  return { right, claim: confirmedIf(fades && race && digests === 1) };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.observing,
  minutes: 5,
  code: [
    { file: 'src/lessons/chapters/32-observing-changes-it.ts', name: 'twoRuns' },
    { file: 'src/lessons/chapters/32-observing-changes-it.ts', name: 'cook' },
  ],
  settings,
  timed: true,
  async run(stage, set, labels) {
    const grains = [...new Set([...GRAINS_US, set.workUs])].sort((one, other) => one - other);
    const engine = cooperative({ platform });
    const costs: Cost[] = [];
    let digests = 1;
    await withEngines([engine], async () => {
      for (const workUs of grains) {
        const { digests: found, ...cost } = await costOf(stage, engine, workUs);
        digests = Math.max(digests, found);
        costs.push(cost);
      }
    });
    stage.table(labels.rows(costs));
    await stage.step();
    stage.print();
    const shift = async (log: LogLine): Promise<Egg> => {
      const kitchen = new OneEgg(labels);
      await Promise.all(labels.names.map((name) => cook(name, kitchen, log)));
      return { steps: kitchen.steps, left: kitchen.eggs };
    };
    const [unlogged, logged] = [await shift('none'), await shift(set.log)];
    for (const row of labels.eggs(unlogged, logged, set)) stage.print(row);
    return { costs, digests, possible: isPossible(costs), unlogged, logged };
  },
  judge,
  tryIt: { kind: 'set', set: { log: 'at-once' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);

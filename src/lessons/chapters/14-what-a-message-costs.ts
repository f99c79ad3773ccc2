/** Chapter 14: what a message costs: grain size, batching, break-even. */
import type { MessagePort } from 'node:worker_threads';
import { cooperative } from '../../engine/cooperative.ts';
import { threads } from '../../engine/threads.ts';
import { MARGIN, outcomeOf } from '../../measure/statistics/outcome.ts';
import type { Interval } from '../../measure/statistics/samples.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { columns } from '../../terminal/columns.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { arePossible } from '../props/gains/possible.ts';
import { messagesFor } from '../props/messages/broadcast.ts';
import { eggCosts } from '../props/messages/egg-costs.ts';
import { measuredAt, type Point } from '../props/messages/grains.ts';
import { withEngines } from '../props/with-engines.ts';
import { text as en } from '../texts/en/14-what-a-message-costs.ts';

function post(eggs: readonly number[], perMessage: number, port: MessagePort): void {
  for (let i = 0; i < eggs.length; i += perMessage) {
    const crate = eggs.slice(i, i + perMessage);
    port.postMessage(crate);
  }
}

function settings(knob: Knobs) {
  return {
    us: knob.number('us', 1, { from: 0, to: 100 }),
    working: knob.word('working', ['all', 'oven']),
  };
}

type Settings = ReturnType<typeof settings>;

export interface Facts {
  /** Messages for ten cakes: to the station that needs an ingredient, and to all of them. */
  readonly routed: number;
  readonly broadcasts: number;
  /** The time of an egg on its way to another thread, in nanoseconds: alone in its message, and in a full crate. */
  readonly alone: number;
  readonly crated: number;
  /** By increasing grain. */
  readonly points: readonly Point[];
  readonly cores: number;
  /** Whether no gain is above the capacity of the cores, measured afterwards: if one is, something disturbed the runs. */
  readonly withinCapacity: boolean;
}

interface Labels {
  readonly messages: (facts: Pick<Facts, 'routed' | 'broadcasts'>) => string;
  readonly costs: (alone: number, crated: number) => readonly (readonly string[])[];
  readonly curve: string;
  readonly head: readonly string[];
  readonly row: (point: Point) => readonly string[];
}

export type Text = ChapterText<Settings, Facts, Labels>;

const GRAINS_US = [0, 1, 10, 100];
/** From this grain on, the cost of forwarding items is small beside the work. */
const COARSE_US = 10;

export function judge(facts: Facts, { us, working }: Settings): Judgement {
  const { points, alone, crated, withinCapacity } = facts;
  const asked = points.find(({ workUs }) => workUs === us)?.naive.ratio.median ?? 1;
  const right = asked <= 0.8 ? 0 : asked < 1.2 ? 1 : 2;
  if (isImpossible(facts)) return { right, claim: 'impossible' };
  const [none, last] = [points[0], points.at(-1)];
  const starts = none?.naive.outcome === 'loses' && none.overNaive.outcome === 'wins';
  const batchesNeverLose = points.every(({ overNaive, digests }) => overNaive.outcome !== 'loses' && digests === 1);
  const naiveRises = rises(points.map(({ naive }) => naive.ratio));
  const ends =
    working === 'all'
      ? last?.naive.outcome === 'wins' && rises(points.map(({ batched }) => batched.ratio))
      : points.every(({ workUs, naive, batched }) => {
          return workUs < COARSE_US || (naive.outcome !== 'wins' && batched.outcome !== 'wins');
        });
  return {
    right,
    claim: confirmedIf(withinCapacity && crated < alone && starts && batchesNeverLose && naiveRises && ends),
  };
}

/** Whether a gain is above the number of cores or the limit of the line. */
export function isImpossible({ points, cores }: Facts): boolean {
  return points.some(({ naive, batched, limit }) =>
    [naive, batched].some(({ ratio }) => outcomeOf(ratio, Math.min(cores, limit)) === 'not-trusted'),
  );
}

/** Whether no interval lies clearly below an earlier one. */
function rises(ratios: readonly Interval[]): boolean {
  return ratios.every(({ high }, i) => ratios.slice(0, i).every(({ low }) => high >= low / MARGIN));
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.messages,
  minutes: 7,
  code: [{ file: 'src/lessons/chapters/14-what-a-message-costs.ts', name: 'post' }],
  settings,
  timed: true,
  async run(stage, { us, working }, labels) {
    const counted = await messagesFor(10);
    stage.print(labels.messages(counted));
    stage.print();
    const { alone, crated } = await eggCosts(post, stage.amount(20_000, 2000), stage.amount(5, 1));
    stage.table(labels.costs(alone, crated));
    await stage.step();

    stage.print();
    stage.print(labels.curve);
    const oneThread = cooperative({ platform });
    const engines = [oneThread, threads({ platform, oneByOne: true }), threads({ platform })] as const;
    const length = {
      ms: stage.amount(20, 1),
      fewest: stage.amount(30, 10),
      most: stage.amount(1000, 50),
      rounds: stage.amount(5, 1),
      warmUps: stage.amount(2, 0),
    };
    const points: Point[] = [];
    await withEngines(engines, async () => {
      stage.print(columns([labels.head])[0]);
      for (const grain of [...new Set([...GRAINS_US, us])].sort((one, other) => one - other)) {
        const point = await measuredAt(grain, working, engines, length);
        points.push(point);
        stage.print(columns([labels.head, labels.row(point)])[1]);
      }
    });
    // Only a clear gain can be too large.
    const won = points.flatMap(({ naive, batched }) => [naive, batched]).filter(({ outcome }) => outcome === 'wins');
    const withinCapacity = won.length === 0 || (await arePossible(won));
    return { ...counted, alone, crated, points, cores: platform.cores(), withinCapacity };
  },
  judge,
  tryIt: { kind: 'set', set: { working: 'oven' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);

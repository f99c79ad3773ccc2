/** Chapter 29: a line against bakers: two ways to split the work. */
import { bake } from '../../cake/bake.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import { pool } from '../../engine/pool.ts';
import { threads } from '../../engine/threads.ts';
import { EVENTS, traceFrom } from '../../measure/recording-cost.ts';
import { outcomeOf } from '../../measure/statistics/outcome.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement, type Stage } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { lanesOf } from '../pictures/lanes.ts';
import { playAlone } from '../player/alone.ts';
import { cake, cakeLine } from '../props/cake-lines.ts';
import type { Gain } from '../props/gains/gain.ts';
import {
  areAsLimits,
  atWork,
  CORES,
  compareWays,
  MORE_BAKERS,
  type WaysCompared,
} from '../props/gains/line-and-bakers.ts';
import { arePossible } from '../props/gains/possible.ts';
import { byThread } from '../props/gains/thread-lanes.ts';
import { withEngines } from '../props/with-engines.ts';
import { text as en } from '../texts/en/29-a-line-against-bakers.ts';

function settings(knob: Knobs) {
  return { bakers: knob.number('bakers', CORES, { from: 1, to: Math.max(16, CORES) }) };
}

type Settings = ReturnType<typeof settings>;

/** Two ways to use threads: one for each step, or one for each baker, who does all steps of whole cakes. */
function twoWays(bakers: number): Engine[] {
  const line = threads({ platform }); // The cake moves from thread to thread.
  const wholeCakes = pool({ platform, threads: bakers }); // The cake stays on one thread.
  return [line, wholeCakes];
}

export interface Facts {
  readonly cores: number;
  /** As the engine counts its threads. */
  readonly bakers: number;
  readonly work: WaysCompared;
  readonly wait: WaysCompared;
  /** Whether no gain is above the number of threads or processors, or the limit of the line. */
  readonly possible: boolean;
  /** Whether no gain of work is above the capacity of the processors, measured afterwards: if one is, something disturbed the runs. */
  readonly withinCapacity: boolean;
}

type Measured = Omit<Facts, 'possible' | 'withinCapacity'>;

interface Labels {
  readonly heading: string;
  readonly rows: (facts: Measured) => string[][];
  readonly baker: (thread: number) => string;
  readonly lanes: (cakes: number, bakers: number, shown: number) => string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

const [CAKES_DRAWN, MOST_LANES] = [12, 8];

async function draw(stage: Stage, [, line, bakers]: readonly Engine[], count: number, labels: Labels): Promise<void> {
  if (line === undefined || bakers === undefined) return;
  const cakes = Math.ceil(CAKES_DRAWN / count) * count;
  const small = cakeLine(cake('cpu-bound'), cakes, count);
  const record = async (engine: Engine) =>
    traceFrom(engine, await bake(engine, small.graph, small.line, { events: EVENTS }));
  const traces = [await record(line), byThread(await record(bakers), MOST_LANES, labels.baker)];
  stage.print(labels.lanes(cakes, count, Math.min(count, MOST_LANES)));
  for (const row of lanesOf(traces, stage.columns)) stage.print(row);
}

/** For each workload: who should win, and whether the intervals show it. A winner is also faster than one thread. */
export function judge({ cores, bakers, work, wait, possible, withinCapacity }: Facts): Judgement {
  const right = { wins: 0, loses: 1, unclear: 2, 'not-trusted': 2 }[work.bakersOverLine.outcome];
  const shown =
    areAsLimits(work, atWork(cores, bakers, work.lineLimit)) && areAsLimits(wait, { line: wait.lineLimit, bakers });
  return { right, claim: possible ? confirmedIf(shown && withinCapacity) : 'impossible' };
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.bakers,
  minutes: 6,
  code: [{ file: 'src/lessons/chapters/29-a-line-against-bakers.ts', name: 'twoWays' }],
  settings,
  timed: true,
  async run(stage, set, labels) {
    const engines = [cooperative({ platform }), ...twoWays(set.bakers)];
    return await withEngines(engines, async () => {
      const order = cakeLine(cake('cpu-bound'), stage.amount(250, 10), set.bakers * 4);
      const work = await compareWays(engines, order, stage.amount(6, 1), 1);
      const whole = Math.ceil(stage.amount(12, 2) / set.bakers) * set.bakers;
      const wait = await compareWays(engines, cakeLine(cake('wait-bound'), whole, whole), stage.amount(5, 1), 0);
      const facts = { cores: CORES, bakers: work.bakers, work: work.result, wait: wait.result };
      stage.print(labels.heading);
      stage.table(labels.rows(facts));
      await stage.step();
      stage.print();
      await draw(stage, engines, set.bakers, labels);
      return {
        ...facts,
        possible: isPossible(facts),
        withinCapacity: await arePossible([work.result.line, work.result.bakers]),
      };
    });
  },
  judge,
  tryIt: { kind: 'set', set: { bakers: String(MORE_BAKERS) } },
  texts: { en },
});

/** No baker does the work of two, no line is faster than its slowest station, and who works needs a processor. */
function isPossible({ cores, bakers, work, wait }: Measured): boolean {
  const within = ({ ratio }: Gain, most: number): boolean => outcomeOf(ratio, most) !== 'not-trusted';
  const works = within(work.line, Math.min(cores, work.lineLimit)) && within(work.bakers, Math.min(cores, bakers));
  return works && within(wait.line, wait.lineLimit) && within(wait.bakers, bakers);
}

await playAlone(import.meta.url, chapter);

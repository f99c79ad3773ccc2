/** Chapter 28: a line against bakers: two ways to split the work. */
import { bake } from '../../cake/bake.ts';
import { serviceTimesUs } from '../../cake/recipe/graph.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import { pool } from '../../engine/pool.ts';
import { threads } from '../../engine/threads.ts';
import { lineLimit } from '../../measure/limit.ts';
import { EVENTS, traceFrom } from '../../measure/recording-cost.ts';
import { outcomeOf } from '../../measure/statistics/outcome.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement, type Stage } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { lanesOf } from '../pictures/lanes.ts';
import { playAlone } from '../props/alone.ts';
import {
  arePossible,
  type CakeLine,
  cake,
  cakeLine,
  type Gain,
  gainOf,
  inTurn,
  withEngines,
} from '../props/kitchen.ts';
import { byThread } from '../props/thread-lanes.ts';
import { text as en } from '../texts/en/28-a-line-against-bakers.ts';

const CORES = platform.cores();

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

/** How fast both ways are, compared with one thread, and the bakers compared with the line. */
export interface Compared {
  readonly line: Gain;
  readonly bakers: Gain;
  readonly bakersOverLine: Gain;
  /** The largest gain of the line: the time of all stations / the time of the slowest one. */
  readonly lineLimit: number;
  /** How many different digests there were. */
  readonly digests: number;
}

export interface Facts {
  readonly cores: number;
  /** As the engine counts its threads. */
  readonly bakers: number;
  readonly work: Compared;
  readonly wait: Compared;
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

async function compared(engines: readonly Engine[], { graph, line }: CakeLine, rounds: number, warmUps: number) {
  const digests = new Set<string>();
  const counts = engines.map(() => 0);
  const runners = engines.map((engine, i) => async () => {
    const { wallMs, digest, threads } = await bake(engine, graph, line);
    digests.add(digest);
    counts[i] = threads;
    return wallMs;
  });
  await inTurn(warmUps, runners);
  const [one, lined, pooled] = await inTurn(rounds, runners);
  const [gain, bakers, over] = [gainOf(one, lined), gainOf(one, pooled), gainOf(lined, pooled)];
  const limit = lineLimit(serviceTimesUs(graph));
  const result = { line: gain, bakers, bakersOverLine: over, lineLimit: limit, digests: digests.size };
  return { result, bakers: counts[2] ?? 0 };
}

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
    areAsLimits(work, atWork({ cores, bakers, work })) && areAsLimits(wait, { line: wait.lineLimit, bakers });
  return { right, claim: possible ? confirmedIf(shown && withinCapacity) : 'impossible' };
}

/** What each way can gain. */
interface Limits {
  readonly line: number;
  readonly bakers: number;
}

/** Who works needs a processor. */
export function atWork({ cores, bakers, work }: Pick<Facts, 'cores' | 'bakers' | 'work'>): Limits {
  return { line: Math.min(work.lineLimit, cores), bakers: Math.min(bakers, cores) };
}

/** Where both can gain the same, both have to gain; the bakers may win even so, since they send no messages. */
function areAsLimits({ line, bakers, bakersOverLine: { outcome } }: Compared, limits: Limits): boolean {
  const [lineGains, bakersGain] = [line, bakers].map((gain) => gain.outcome === 'wins');
  if (limits.bakers === limits.line) return outcome !== 'loses' && lineGains === true && bakersGain === true;
  return limits.bakers > limits.line
    ? outcome === 'wins' && bakersGain === true
    : outcome === 'loses' && lineGains === true;
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.bakers,
  minutes: 6,
  code: [{ file: 'src/lessons/chapters/28-a-line-against-bakers.ts', name: 'twoWays' }],
  settings,
  timed: true,
  async run(stage, set, labels) {
    const engines = [cooperative({ platform }), ...twoWays(set.bakers)];
    return await withEngines(engines, async () => {
      const order = cakeLine(cake('cpu-bound'), stage.amount(250, 10), set.bakers * 4);
      const work = await compared(engines, order, stage.amount(6, 1), 1);
      const whole = Math.ceil(stage.amount(12, 2) / set.bakers) * set.bakers;
      const wait = await compared(engines, cakeLine(cake('wait-bound'), whole, whole), stage.amount(5, 1), 0);
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
  tryIt: { kind: 'set', set: { bakers: CORES === 8 ? '12' : '8' } },
  texts: { en },
});

/** No baker does the work of two, no line is faster than its slowest station, and who works needs a processor. */
function isPossible({ cores, bakers, work, wait }: Measured): boolean {
  const within = ({ ratio }: Gain, most: number): boolean => outcomeOf(ratio, most) !== 'not-trusted';
  const works = within(work.line, Math.min(cores, work.lineLimit)) && within(work.bakers, Math.min(cores, bakers));
  return works && within(wait.line, wait.lineLimit) && within(wait.bakers, bakers);
}

await playAlone(import.meta.url, chapter);

/** Chapter 31: fewer threads than stations: fusion, and who gives the thread back. */
import { setImmediate } from 'node:timers/promises';
import { bake } from '../../cake/bake.ts';
import { placedByWork } from '../../cake/placed-by-work.ts';
import { type Graph, itemsPerCake } from '../../cake/recipe/graph.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import { apart, type Placement } from '../../engine/placement/placement.ts';
import { threads } from '../../engine/threads.ts';
import type { Line } from '../../line/line.ts';
import { outcomeOf } from '../../measure/statistics/outcome.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { drawLanes } from '../pictures/lanes.ts';
import { playAlone } from '../player/alone.ts';
import { cakeLine, evenCake } from '../props/cake-lines.ts';
import { crossingsIn } from '../props/gains/crossings.ts';
import { DueTimer } from '../props/gains/due-timer.ts';
import { type Gain, gainOf, inTurn } from '../props/gains/gain.ts';
import { type ManyPlaced, manyPlaced } from '../props/gains/many-stations.ts';
import { withEngines } from '../props/with-engines.ts';
import { text as en } from '../texts/en/31-fewer-threads-than-stations.ts';

function lineOn(most: number, graph: Graph): Engine {
  const of = (line: Line) => placedByWork(line, graph, most);
  const placement = { threads: most, of };
  return threads({ platform, channel: 'ring', placement });
}

async function turnsBefore(timer: DueTimer, turn: Turn, most: number) {
  let turns = 0;
  for (; turns < most && !timer.fired; turns++) await turn();
  return turns;
}

type Turn = () => Promise<unknown>;

function settings(knob: Knobs) {
  return {
    threads: knob.number('threads', 2, { from: 1, to: 5 }),
    workUs: knob.number('workUs', 20, { from: 1, to: 500 }),
  };
}

type Settings = ReturnType<typeof settings>;

export interface Facts {
  readonly cores: number;
  /** As planned, and as it ran. */
  readonly placement: Placement;
  /** How many items of a cake go from station to station, and how many of them changed threads in a recorded run. */
  readonly items: number;
  readonly crossed: { readonly apart: number; readonly shared: number };
  readonly digests: number;
  /** Compared with one thread. */
  readonly apart: Gain;
  readonly shared: Gain;
  /** Whether no gain is above the number of threads, or of processors. */
  readonly possible: boolean;
  readonly many: readonly ManyPlaced[];
  /** The turns of a loop before a timer that was due: of promises, of at most `most`; and of the event loop. */
  readonly turns: { readonly promises: number; readonly most: number; readonly eventLoop: number };
}

interface Labels {
  readonly lanes: (cakes: number, placement: Placement) => string;
  /** What each placement is called: a thread for each station, and the given one. */
  readonly names: (placement: Placement) => readonly [string, string];
  readonly rows: (facts: Facts) => string[][];
  readonly many: (cores: number) => string;
  readonly manyRows: (many: readonly ManyPlaced[], cores: number) => string[][];
  readonly turns: (turns: Facts['turns']) => string[];
}

export type Text = ChapterText<Settings, Facts, Labels>;

/** Every item crosses where each station has a thread; some where they share, and none on one thread. */
export function judge({ placement, items, crossed, digests, possible, turns }: Facts): Judgement {
  const right = crossed.shared === items ? 0 : crossed.shared > 0 ? 1 : 2;
  const fewer = crossed.apart === items && right === (placement.length === 1 ? 2 : 1);
  const starved = turns.promises === turns.most && turns.eventLoop <= 2;
  return { right, claim: possible ? confirmedIf(fewer && starved && digests === 1) : 'impossible' };
}

/** A line is not faster than the number of its threads, or of the processors. */
function isPossible({ ratio }: Gain, cores: number, threads: number): boolean {
  return outcomeOf(ratio, Math.min(cores, threads)) !== 'not-trusted';
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.fewerThreads,
  minutes: 7,
  code: [
    { file: 'src/lessons/chapters/31-fewer-threads-than-stations.ts', name: 'lineOn' },
    { file: 'src/lessons/chapters/31-fewer-threads-than-stations.ts', name: 'turnsBefore' },
  ],
  settings,
  timed: false, // A count of items and turns. The speedups are shown, and nothing is concluded from them.
  async run(stage, { threads: most, workUs }, labels) {
    const cores = platform.cores();
    const recipe = evenCake(workUs);
    const drawn = stage.amount(40, 10);
    const small = cakeLine(recipe, drawn);
    const { graph, line } = cakeLine(recipe, Math.ceil(stage.amount(30, 1) / (0.004 * workUs + 0.01)));
    const engines = [threads({ platform, channel: 'ring' }), lineOn(most, graph)];
    const one = cooperative({ platform });
    const placement = placedByWork(line, graph, most);
    const digests = new Set<string>();
    const [[each = 0, few = 0], samples] = await withEngines([one, ...engines], async () => {
      stage.print(labels.lanes(drawn, placement));
      const traces = await drawLanes(stage, engines, labels.names(placement), small);
      const crossings = traces.map((trace, i) => crossingsIn(trace, i === 0 ? apart(line) : placement) / drawn);
      await stage.step();
      const runners = [one, ...engines].map((engine) => async () => {
        const { wallMs, digest } = await bake(engine, graph, line);
        digests.add(digest);
        return wallMs;
      });
      await inTurn(stage.amount(1, 0), runners);
      return [crossings, await inTurn(stage.amount(7, 1), runners)] as const;
    });
    const turnsMost = stage.amount(100_000, 10_000);
    const gains = { apart: gainOf(samples[0], samples[1]), shared: gainOf(samples[0], samples[2]) };
    const facts = {
      ...gains,
      cores,
      placement,
      items: itemsPerCake(graph) - 1,
      crossed: { apart: each, shared: few },
      digests: digests.size,
      possible: isPossible(gains.apart, cores, apart(line).length) && isPossible(gains.shared, cores, placement.length),
      many: manyPlaced(cores),
      turns: {
        promises: await turnsBefore(new DueTimer(), async () => {}, turnsMost),
        most: turnsMost,
        eventLoop: await turnsBefore(new DueTimer(), setImmediate, turnsMost),
      },
    };
    stage.print();
    stage.table(labels.rows(facts));
    await stage.step();
    stage.print();
    stage.print(labels.many(cores));
    stage.table(labels.manyRows(facts.many, cores));
    await stage.step();
    stage.print();
    for (const row of labels.turns(facts.turns)) stage.print(row);
    return facts;
  },
  judge,
  tryIt: { kind: 'set', set: { threads: '3' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);

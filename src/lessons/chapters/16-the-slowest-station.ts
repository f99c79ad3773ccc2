/** Chapter 16: the slowest station sets the throughput. */
import { bake } from '../../cake/bake.ts';
import { type Graph, serviceTimesUs } from '../../cake/recipe/graph.ts';
import { threads } from '../../engine/threads.ts';
import type { Run } from '../../measure/run.ts';
import { isTooFew, outcomeOf } from '../../measure/statistics/outcome.ts';
import { type Interval, medianOf } from '../../measure/statistics/samples.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import type { Trace } from '../../trace/trace.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { lanesOf } from '../pictures/lanes.ts';
import { playAlone } from '../player/alone.ts';
import { cakeLine } from '../props/cake-lines.ts';
import { factorsApart, nearestTo } from '../props/gains/factors.ts';
import { gainOf, inTurn } from '../props/gains/gain.ts';
import { recorded, USUAL, VERSIONS, type VersionName, versionOf } from '../props/gains/oven-versions.ts';
import { withEngines } from '../props/with-engines.ts';
import { text as en } from '../texts/en/16-the-slowest-station.ts';

/** In cakes per second. */
function throughput(graph: Graph): number {
  const slowestUs = Math.max(...serviceTimesUs(graph));
  return 1e6 / slowestUs;
}

function settings(knob: Knobs) {
  return {
    oven: knob.number('oven', 4, { from: 1, to: 16 }),
    dry: knob.number('dry', 5, { from: 1, to: 16 }),
  };
}

export type Settings = ReturnType<typeof settings>;

export interface Version {
  readonly name: VersionName;
  /** How many times the throughput of the unchanged line. */
  readonly predicted: number;
  readonly measured: Interval;
  readonly perSecond: number;
  /** How many cakes it baked in each run. */
  readonly baked: number;
}

/** In which share of the time a station was busy, without a change and with it. */
export interface Busy {
  readonly station: string;
  readonly unchanged: number;
  readonly changed: number;
}

export interface Facts {
  readonly versions: readonly Version[];
  readonly busy: readonly Busy[];
}

interface Labels {
  readonly name: (name: VersionName, set: Settings) => string;
  readonly versions: readonly string[];
  readonly version: (version: Version, set: Settings) => readonly string[];
  readonly busyHead: readonly string[];
  readonly busy: (busy: Busy) => readonly string[];
}

export type Text = ChapterText<Settings, Facts, Labels>;

/** The possible answers: by the slowest station, no change, by the oven alone, and by the sum of all times. */
export function factorsFor({ oven, dry }: Settings): number[] {
  const { wet, melter } = USUAL;
  const slowest = USUAL.oven / Math.max(oven, dry, wet, melter);
  const sum = (USUAL.oven + USUAL.dry + wet + melter) / (oven + dry + wet + melter);
  return factorsApart([slowest, 1, USUAL.oven / oven, sum]);
}

/** How far from its prediction a whole interval may lie. */
const NEAR = 0.15;

export function judge({ versions }: Facts, set: Settings): Judgement {
  const factors = factorsFor(set);
  const changed = versions.find(({ name }) => name === 'changed');
  const law = nearestTo(changed?.predicted ?? 1, factors);
  const ends = changed === undefined ? [] : [changed.measured.low, changed.measured.high];
  const [low = law, high = law] = ends.map((end) => nearestTo(end, factors));
  // Noise does not overturn the law: that takes a whole interval that is nearer to another factor.
  const right = low === high && changed !== undefined && !isTooFew(changed.measured) ? low : law;
  if (versions.some(({ measured, predicted }) => outcomeOf(measured, predicted) === 'not-trusted'))
    return { right, claim: 'impossible' };
  const near = versions.every(({ measured, predicted }) => {
    const { low, high } = measured;
    return !isTooFew(measured) && low > (1 - NEAR) * predicted && high < (1 + NEAR) * predicted;
  });
  return { right, claim: confirmedIf(near && right === law) };
}

/** How many cakes the picture shows. */
const PICTURED = 6;

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.bottleneck,
  minutes: 7,
  code: [
    { file: 'src/cake/recipe/graph.ts', name: 'serviceTimesUs' },
    { file: 'src/lessons/chapters/16-the-slowest-station.ts', name: 'throughput' },
  ],
  settings,
  timed: true,
  async run(stage, set, labels) {
    const cakes = stage.amount(20, 6);
    // An engine replaces its threads for a line of another size: so there is one more for two ovens.
    const engines = [threads({ platform }), threads({ platform })] as const;
    const lines = VERSIONS.map((name) => ({
      name,
      engine: engines[name === 'ovens' ? 1 : 0],
      ...cakeLine(versionOf(name, set), cakes),
    }));
    const last = new Map<VersionName, Run>();
    const samples = await withEngines(engines, async () => {
      const traces: Trace[] = [];
      for (const { name, engine, graph } of lines)
        if (name === 'unchanged' || name === 'changed') {
          const trace = await recorded(engine, graph.recipe, PICTURED);
          traces.push({ ...trace, engine: labels.name(name, set) });
        }
      for (const row of lanesOf(traces, stage.columns)) stage.print(row);
      await stage.step();
      const bakers = lines.map(({ name, engine, graph, line }) => async () => {
        const run = await bake(engine, graph, line);
        last.set(name, run);
        return run.wallMs;
      });
      // The threads for two ovens have not run yet, and their first run compiles.
      await bakers.at(-1)?.();
      return await inTurn(stage.amount(5, 1), bakers);
    });
    const usual = throughput(cakeLine(versionOf('unchanged', set), 1).graph);
    const versions = lines.map(({ name, graph }, i): Version => {
      const measured = gainOf(samples[0], samples[i]).ratio;
      const perSecond = (1000 * cakes) / medianOf(samples[i] ?? []);
      return { name, predicted: throughput(graph) / usual, measured, perSecond, baked: last.get(name)?.products ?? 0 };
    });
    const changed = last.get('changed')?.stations ?? [];
    const busy = (last.get('unchanged')?.stations ?? []).map(({ name, utilisation }, i): Busy => {
      return { station: name, unchanged: utilisation, changed: changed[i]?.utilisation ?? 0 };
    });
    stage.print();
    stage.table([labels.versions, ...versions.map((version) => labels.version(version, set))]);
    stage.print();
    stage.table([labels.busyHead, ...busy.map(labels.busy)]);
    return { versions, busy };
  },
  judge,
  tryIt: { kind: 'set', set: { dry: '2' } },
  texts: { en },
});

await playAlone(import.meta.url, chapter);

/** Chapter 14: the first cake against cakes per second. */
import { bake } from '../../cake/bake.ts';
import type { Recipe } from '../../cake/recipe/recipe.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import { threads } from '../../engine/threads.ts';
import { medianOf } from '../../measure/statistics/samples.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat, explained } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { cake, cakeLine, inTurn, milliseconds, times, withEngines } from '../props/kitchen.ts';

/** The time to the first cake, including the start of the threads if they are not running yet. */
async function firstCakeMs(engine: Engine, recipe: Recipe): Promise<number> {
  const { graph, line } = cakeLine(recipe, 1);
  const { startupMs, wallMs } = await bake(engine, graph, line);
  return startupMs + wallMs;
}

const PLAIN = cake('cpu-bound');
/** A coarse cake takes this many times the work, at every station. */
const COARSER = 100;
const COARSE = {
  ...PLAIN,
  stations: PLAIN.stations.map((station) => ({ ...station, workUs: COARSER * (station.workUs ?? 0) })),
};

export const chapter: Chapter = {
  number: 14,
  title: 'The first cake, and cakes per second',
  idea: 'The time to the first cake (latency) and the cakes per second (throughput) are two figures. A line can be good at one and bad at the other, and threads must start before they do anything.',
  code: [{ file: 'src/lessons/chapters/14-first-cake-and-cakes-per-second.ts', name: 'firstCakeMs' }],
  question: {
    text: 'The shop opens, and nothing has started yet. Which engine delivers the first cake sooner?',
    answers: ['one thread that takes turns', 'one thread per station', 'both at about the same time'],
  },
  timed: true,
  async run(stage) {
    const cakes = stage.amount(200, 10);
    const many = cakeLine(PLAIN, cakes);
    const one = cooperative({ platform });
    const line = threads({ platform });
    const digests = new Set<string>();
    const figures = await withEngines([one, line], async () => {
      const coldMs = [await firstCakeMs(one, PLAIN), await firstCakeMs(line, PLAIN)];
      const ready = (recipe: Recipe) =>
        inTurn(
          stage.amount(9, 1),
          [one, line].map((engine) => () => firstCakeMs(engine, recipe)),
        );
      const warmMs = (await ready(PLAIN)).map(medianOf);
      const coarseMs = (await ready(COARSE)).map(medianOf);
      const lots = [one, line].map((engine) => async () => {
        const { wallMs, digest } = await bake(engine, many.graph, many.line);
        digests.add(digest);
        return wallMs / cakes;
      });
      await inTurn(1, lots);
      const perCakeMs = (await inTurn(stage.amount(3, 1), lots)).map(medianOf);
      return { coldMs, warmMs, coarseMs, perCakeMs };
    });
    const of = (ms: readonly number[]): readonly [number, number] => [ms[0] ?? Number.NaN, ms[1] ?? Number.NaN];
    const [cold, coldLine] = of(figures.coldMs);
    const [warm, warmLine] = of(figures.warmMs);
    const [coarse, coarseLine] = of(figures.coarseMs);
    const [perCake, perCakeLine] = of(figures.perCakeMs);
    const rows = [
      ['first cake, nothing started', milliseconds(cold), milliseconds(coldLine)],
      ['first cake, all started', milliseconds(warm), milliseconds(warmLine)],
      [`the same, ${COARSER} times the work`, milliseconds(coarse), milliseconds(coarseLine)],
      ['cakes per second, many cakes', (1000 / perCake).toFixed(0), (1000 / perCakeLine).toFixed(0)],
    ];
    for (const row of columns([['', 'one thread', 'threads'], ...rows])) stage.print(row);
    const savedMs = perCake - perCakeLine;
    const paidBack =
      savedMs > 0
        ? `Once started, threads bake ${times(perCake / perCakeLine)} as many cakes per second, so the start pays off after about ${roughly((coldLine - cold) / savedMs)} cakes.`
        : 'Here the start never pays off: with all threads running, the cakes do not come faster.';
    const claim = claimThat(
      cold < coldLine && coarseLine < coarse && savedMs > 0,
      'threads were not faster with many cakes or with a cake of much work, or their start took no time',
    );
    return {
      right: cold < 0.8 * coldLine ? 0 : coldLine < 0.8 * cold ? 1 : 2,
      reveal: explained(
        `The first cake took ${milliseconds(cold)} on one thread, and ${milliseconds(coldLine)} on threads, including their start. When everything has started, one cake comes ${comparedWith(warm, warmLine)} on threads; with ${COARSER} times the work, it comes ${comparedWith(coarse, coarseLine)}. ${paidBack}`,
        claim,
        'A single cake has two branches: the dry mixer works at the same time as the melter and the wet mixer. Only the oven has to wait for both. The more work a cake takes, the less the cost of passing messages matters.',
      ),
      claim,
      facts: { cakes, digests: digests.size },
    };
  },
  change: 'Give every station ten times the work. After how many cakes does the start pay off now?',
  weakness:
    'A first start happens only once, so the two figures with nothing started are single samples. Run the chapter again to see how much they differ.',
};

/** Two significant digits: the measurement supports no more. */
function roughly(cakes: number): string {
  return Number(Math.max(1, cakes).toPrecision(2)).toLocaleString('en');
}

function comparedWith(oneMs: number, threadsMs: number): string {
  const ratio = oneMs / threadsMs;
  if (ratio > 1.05) return `sooner (${times(ratio)} as fast)`;
  return ratio < 0.95 ? `later (${times(ratio)} as fast)` : 'neither sooner nor later';
}

await playAlone(import.meta.url, chapter);

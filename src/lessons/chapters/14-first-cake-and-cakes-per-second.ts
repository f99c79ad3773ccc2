/** Chapter 14: the first cake against cakes per second. */
import { bake } from '../../cake/bake.ts';
import type { Recipe } from '../../cake/recipe/recipe.ts';
import { cooperative } from '../../engine/cooperative.ts';
import type { Engine } from '../../engine/engine.ts';
import { threads } from '../../engine/threads.ts';
import { rangeText, type StartPays, startPays } from '../../measure/start-up.ts';
import { intervalOf, medianOf } from '../../measure/statistics/samples.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat, explained } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { cake, cakeLine, type Gain, gainOf, inTurn, milliseconds, times, withEngines } from '../props/kitchen.ts';

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
      const warmMs = await ready(PLAIN);
      const coarseMs = await ready(COARSE);
      const lots = [one, line].map((engine) => async () => {
        const { wallMs, digest } = await bake(engine, many.graph, many.line);
        digests.add(digest);
        return wallMs / cakes;
      });
      await inTurn(1, lots);
      const perCakeMs = await inTurn(stage.amount(5, 1), lots);
      return { coldMs, warmMs, coarseMs, perCakeMs };
    });
    const [cold = Number.NaN, coldLine = Number.NaN] = figures.coldMs;
    const medianIn = (samples: readonly (readonly number[])[], place: number): number =>
      medianOf(samples[place] ?? [Number.NaN]);
    const row = (name: string, samples: readonly (readonly number[])[], show: (ms: number) => string): string[] => [
      name,
      show(medianIn(samples, 0)),
      show(medianIn(samples, 1)),
    ];
    const rows = [
      ['first cake, nothing started', milliseconds(cold), milliseconds(coldLine)],
      row('first cake, all started', figures.warmMs, milliseconds),
      row(`the same, ${COARSER} times the work`, figures.coarseMs, milliseconds),
      row('cakes per second, many cakes', figures.perCakeMs, (ms) => (1000 / ms).toFixed(0)),
    ];
    for (const cells of columns([['', 'one thread', 'threads'], ...rows])) stage.print(cells);
    const [perCake, perCakeLine] = [intervalOf(figures.perCakeMs[0] ?? []), intervalOf(figures.perCakeMs[1] ?? [])];
    const throughput = gainOf(figures.perCakeMs[0], figures.perCakeMs[1]);
    const coarse = gainOf(figures.coarseMs[0], figures.coarseMs[1]);
    const warm = gainOf(figures.warmMs[0], figures.warmMs[1]);
    const claim = claimThat(
      cold < coldLine && coarse.outcome === 'wins' && throughput.outcome === 'wins',
      'threads were not clearly faster with many cakes or with a cake of much work, or their start took no time',
    );
    return {
      right: cold < 0.8 * coldLine ? 0 : coldLine < 0.8 * cold ? 1 : 2,
      reveal: explained(
        `The first cake took ${milliseconds(cold)} on one thread, and ${milliseconds(coldLine)} on threads, including their start. When everything has started, one cake comes ${comparedWords(warm)} on threads; with ${COARSER} times the work, it comes ${comparedWords(coarse)}. ${paidBackWords(throughput, startPays(perCake, perCakeLine, coldLine - cold))}`,
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

function comparedWords({ ratio, outcome }: Gain): string {
  switch (outcome) {
    case 'wins':
      return `sooner (${times(ratio.median)} as fast)`;
    case 'loses':
      return `later (${times(ratio.median)} as fast)`;
    case 'unclear':
    case 'not-trusted':
      return 'neither clearly sooner nor clearly later';
  }
}

function paidBackWords({ ratio }: Gain, pays: StartPays): string {
  switch (pays.kind) {
    case 'after':
      return `Once started, threads bake ${times(ratio.median)} as many cakes per second, so the start pays for itself after ${rangeText(pays)} cakes.`;
    case 'never':
      return 'Here the start never pays for itself: with all threads running, the cakes do not come faster.';
    case 'not-shown':
      return 'This run does not show when the start pays for itself.';
  }
}

await playAlone(import.meta.url, chapter);

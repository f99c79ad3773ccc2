/** Chapter 14: the first cake against cakes per second. */
import { columns } from '../cli/columns.ts';
import { bake } from '../engine/bake.ts';
import { cooperative } from '../engine/cooperative.ts';
import type { Engine } from '../engine/engine.ts';
import { threads } from '../engine/threads.ts';
import { nodeClock as clock } from '../measure/clock.ts';
import { medianOf } from '../measure/statistics.ts';
import { playAlone } from './alone.ts';
import { type Chapter, claimThat } from './chapter.ts';
import { cake, inTurn, job, milliseconds, times, withEngines } from './kitchen.ts';

/** From nothing, or from threads that stand ready, to the first cake. */
async function firstCakeMs(engine: Engine): Promise<number> {
  const { graph, line } = job(cake('cpu-bound'), 1);
  const { startupMs, wallMs } = await bake(engine, graph, line);
  return startupMs + wallMs;
}

export const chapter: Chapter = {
  number: 14,
  title: 'The first cake, and cakes per second',
  idea: 'How soon the first one comes and how many come per second are two figures. A line can be good at the one and bad at the other, and threads have to be started before they do anything.',
  code: [{ file: 'src/lessons/14-first-cake-and-cakes-per-second.ts', name: 'firstCakeMs' }],
  question: {
    text: 'The shop opens: nothing has been started. Who hands over the first cake sooner?',
    answers: ['one thread that takes turns', 'a thread for each station', 'both at about the same time'],
  },
  async run(stage) {
    const cakes = stage.amount(200, 10);
    const many = job(cake('cpu-bound'), cakes);
    const one = cooperative({ clock });
    const line = threads({ clock });
    const digests = new Set<string>();
    const figures = await withEngines([one, line], async () => {
      const coldMs = [await firstCakeMs(one), await firstCakeMs(line)];
      const warm = [one, line].map((engine) => () => firstCakeMs(engine));
      const warmMs = (await inTurn(stage.amount(9, 1), warm)).map(medianOf);
      const lots = [one, line].map((engine) => async () => {
        const { wallMs, digest } = await bake(engine, many.graph, many.line);
        digests.add(digest);
        return wallMs / cakes;
      });
      await inTurn(1, lots);
      const perCakeMs = (await inTurn(stage.amount(3, 1), lots)).map(medianOf);
      return { coldMs, warmMs, perCakeMs };
    });
    const of = (ms: readonly number[]): readonly [number, number] => [ms[0] ?? Number.NaN, ms[1] ?? Number.NaN];
    const [cold, coldLine] = of(figures.coldMs);
    const [warm, warmLine] = of(figures.warmMs);
    const [perCake, perCakeLine] = of(figures.perCakeMs);
    const rows = [
      ['first cake, from nothing', milliseconds(cold), milliseconds(coldLine)],
      ['first cake, all standing ready', milliseconds(warm), milliseconds(warmLine)],
      ['cakes per second, of many', (1000 / perCake).toFixed(0), (1000 / perCakeLine).toFixed(0)],
    ];
    for (const row of columns([['', 'one thread', 'threads'], ...rows])) stage.print(row);
    const savedMs = perCake - perCakeLine;
    const paidBack =
      savedMs > 0
        ? `Started, they bake ${times(perCake / perCakeLine)} as many per second, and ${Math.ceil((coldLine - cold) / savedMs)} cakes have paid for the start.`
        : 'Here they never pay for it: with all threads the cakes do not come faster.';
    return {
      right: cold < 0.8 * coldLine ? 0 : coldLine < 0.8 * cold ? 1 : 2,
      reveal: `${milliseconds(cold)} against ${milliseconds(coldLine)}: the threads are still being started. Even when all stand ready one cake is not faster on threads (${milliseconds(warm)} and ${milliseconds(warmLine)}), since it goes from station to station all the same. ${paidBack}`,
      claim: claimThat(cold < coldLine && savedMs > 0, 'the threads were not faster with many cakes either'),
      facts: { cakes, digests: digests.size },
    };
  },
  change: 'give every station ten times the work. What happens to the number of cakes that pay for the start?',
  weakness: 'a first time happens once: those two figures are single samples. Start it again and look at their spread.',
};

await playAlone(import.meta.url, chapter);

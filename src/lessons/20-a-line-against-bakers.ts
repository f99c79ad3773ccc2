/** Chapter 20: a line against bakers: when a thread per step is the wrong cut. */
import { columns } from '../cli/columns.ts';
import { bake } from '../engine/bake.ts';
import { bakers } from '../engine/bakers.ts';
import { cooperative } from '../engine/cooperative.ts';
import { threads } from '../engine/threads.ts';
import { nodeClock as clock } from '../measure/clock.ts';
import { lineLimit } from '../measure/limit.ts';
import { coresOf } from '../measure/machine.ts';
import { medianOf, spreadOf } from '../measure/statistics.ts';
import { graphOf } from '../recipe/graph.ts';
import { playAlone } from './alone.ts';
import { type Chapter, claimThat } from './chapter.ts';
import { cake, inTurn, job, ratios, times, withEngines } from './kitchen.ts';

const WORKLOADS = ['cpu-bound', 'wait-bound'] as const;

export const chapter: Chapter = {
  number: 20,
  title: 'A line against bakers',
  idea: 'One can cut the recipe into steps, with a thread for each, or cut the order into cakes, with a baker for each core who does all steps alone. The second passes nothing on, and no step is the slowest.',
  code: [{ file: 'src/recipe/order.ts', name: 'divide' }],
  question: {
    text: 'The stations work. On the one side a thread for each station, on the other a baker for each core of this machine. Who bakes more cakes per second?',
    answers: ['the line, by 5 % or more', 'the bakers, by 5 % or more', 'nobody: within 5 %'],
  },
  async run(stage) {
    const cores = coresOf();
    const engines = [cooperative({ clock }), threads({ clock }), bakers({ clock, threads: cores })];
    const limit = lineLimit(graphOf(cake('cpu-bound'), 'cake'));
    const speedups: Record<string, number[]> = {};
    const digests: number[] = [];
    await withEngines(engines, async () => {
      const rows = [['', 'line', 'spread', `${cores} bakers`, 'spread']];
      for (const workload of WORKLOADS) {
        const count = workload === 'cpu-bound' ? stage.amount(240, 10) : stage.amount(12, 4);
        const { graph, line } = job(cake(workload), count, cores * 4);
        const seen = new Set<string>();
        const runners = engines.map((engine) => async () => {
          const { wallMs, digest } = await bake(engine, graph, line);
          seen.add(digest);
          return wallMs;
        });
        await inTurn(stage.amount(1, 0), runners);
        const [one, ...others] = await inTurn(stage.amount(5, 1), runners);
        const gained = others.map((ms) => ratios(one, ms));
        speedups[workload] = gained.map(medianOf);
        digests.push(seen.size);
        const cells = gained.flatMap((ratio) => {
          const { median, low, high } = spreadOf(ratio);
          return [times(median), `${low.toFixed(2)}-${high.toFixed(2)}`];
        });
        rows.push([workload, ...cells]);
      }
      stage.print('speedup over one thread:');
      for (const row of columns(rows)) stage.print(row);
    });
    const [line = Number.NaN, pool = Number.NaN] = speedups['cpu-bound'] ?? [];
    const [lineWaits = Number.NaN, poolWaits = Number.NaN] = speedups['wait-bound'] ?? [];
    return {
      right: line > 1.05 * pool ? 0 : pool > 1.05 * line ? 1 : 2,
      reveal: `The line ${times(line)}, the bakers ${times(pool)}. The line pays for every message, fills slowly, ends slowly, and its oven is the slowest. Bakers gain with every core; a line never more than its limit, here ${times(limit)}. Where everybody waits it is the other way round as long as there are few bakers: ${times(lineWaits)} and ${times(poolWaits)}, since a baker waits alone. A line is right where a step has something that exists once: one oven, one connection, one state.`,
      claim: claimThat(
        pool > line && lineWaits > poolWaits,
        cores > 2
          ? 'with many cores there are as many bakers, who wait side by side'
          : 'the machine was disturbed, or runs hardly two kernels at once',
      ),
      facts: { digests, cores },
    };
  },
  change: 'take four times as many bakers as cores for the wait-bound cakes. Predict it first; the next chapter tells.',
  weakness:
    'five rounds. The bakers may divide this order because its cakes need nothing of each other: with ingredients as they come nobody could.',
};

await playAlone(import.meta.url, chapter);

/** Chapter 10: three workloads, four engines: the contrast. */
import { chocolateCake } from '../../cake/recipe/chocolate-cake.ts';
import type { WorkloadResult } from '../../contrast/contrast.ts';
import { type Contrast, contrast } from '../../contrast/contrast.ts';
import { ENGINE_NAMES, ENGINE_ROWS, labelOf, THREADS_CHANNELS } from '../../engine/engine-table.ts';
import type { EngineResult } from '../../measure/race.ts';
import { WORKLOADS, type Workload } from '../../measure/workload.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat, explained } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { times } from '../props/kitchen.ts';

export const chapter: Chapter = {
  number: 10,
  title: 'Three workloads, four engines',
  idea: 'Whether threads help depends on what the stations do: work, wait, or only pass items on. So we bake the same cakes in all three ways with all four engines.',
  code: [{ file: 'src/cake/recipe/workload.ts', name: 'underWorkload.service' }],
  question: {
    text: 'Compare the event-loop engine (one thread with timers) with the cooperative one (one thread, no timers). For which workload is the event loop at least 1.5 times as fast?',
    answers: [
      'only when the stations work',
      'only when they wait',
      'only when they only pass items on',
      'for more than one, or for none',
    ],
  },
  timed: true,
  async run(stage) {
    stage.print('speedup over the cooperative engine (one thread):');
    stage.print(columns([HEAD, WIDEST])[0]);
    const result = await contrast(
      {
        recipe: chocolateCake,
        source: chocolateCake.name,
        workloads: WORKLOADS,
        engines: ENGINE_NAMES,
        channels: THREADS_CHANNELS,
        threads: 0,
        cakes: {
          kind: 'time',
          ms: {
            'cpu-bound': stage.amount(70, 5),
            'wait-bound': stage.amount(70, 20),
            'message-bound': stage.amount(20, 1),
          },
        },
        seed: 1,
        delivery: 'order',
        rounds: () => ({ kind: 'fixed', count: stage.amount(7, 1) }),
        warmUps: stage.amount(3, 0),
        steady: false,
        platform,
      },
      { planned() {}, machine() {}, step() {}, workload: (row) => stage.print(rowOf(row)) },
    );
    const { computing } = result.machine.parallelCapacity;
    stage.print(`computations that this machine really runs in parallel: ${computing.toFixed(2)}`);

    const loop = (workload: Workload) => speedupOf(result, workload, 'event-loop');
    const line = (workload: Workload) => speedupOf(result, workload, 'threads (port)');
    const outcome = (workload: Workload, label: string) => engineOf(result, workload, label)?.outcome;
    const waitsAlike = outcome('wait-bound', 'event-loop') === 'wins' && loop('wait-bound') > 0.8 * line('wait-bound');
    const worksApart =
      outcome('cpu-bound', 'event-loop') !== 'wins' && outcome('cpu-bound', 'threads (port)') === 'wins';
    const faster = WORKLOADS.filter((workload) => loop(workload) >= 1.5);
    const [only, another] = faster.map((workload) => WORKLOADS.indexOf(workload));
    const claim = claimThat(
      waitsAlike && worksApart,
      computing < 1.3
        ? 'this machine hardly runs two computations in parallel'
        : 'perhaps the runs were too short, or other programs disturbed them',
    );
    return {
      right: only === undefined || another !== undefined ? WORKLOADS.length : only,
      reveal: explained(
        `Where stations wait, timers give ${times(loop('wait-bound'))} and threads ${times(line('wait-bound'))}; where they work, timers ${times(loop('cpu-bound'))} and threads ${times(line('cpu-bound'))}; where they only pass items on, ${times(loop('message-bound'))} and ${times(line('message-bound'))}.`,
        claim,
        'Waiting needs no core, and timers wait as well as threads do. Work needs cores, and one thread uses one core. Where stations only pass items on, everything depends on how they send: that is the next chapter.',
      ),
      claim,
      facts: {
        runs: result.workloads.map(({ engines }) => engines.length),
        digests: result.workloads.map(({ engines }) => new Set(engines.map(({ digest }) => digest)).size),
        cakes: result.workloads.map(({ engines }) => new Set(engines.map((engine) => engine.products)).size),
      },
    };
  },
  change:
    'In src/cake/recipe/chocolate-cake.ts, give the oven a workUs of 2000 and the others 0. How much can a line gain now, and how much can a pool of bakers, each baking whole cakes? Predict, then run this again.',
  weakness:
    'These are seven short rounds. npm start goes on until the intervals are narrow, warms up for longer, and also shows the limit and the CPU time.',
};

const HEAD = ['', ...ENGINE_ROWS.map(labelOf)];
const WIDEST = ['message-bound'];

function rowOf({ workload, engines }: WorkloadResult): string {
  const row = [workload, ...engines.map(({ speedup }) => times(speedup.median))];
  return columns([HEAD, WIDEST, row])[2] ?? '';
}

function speedupOf(contrast: Contrast, workload: Workload, label: string): number {
  return engineOf(contrast, workload, label)?.speedup.median ?? Number.NaN;
}

function engineOf({ workloads }: Contrast, workload: Workload, label: string): EngineResult | undefined {
  const engines = workloads.find((result) => result.workload === workload)?.engines ?? [];
  return engines.find((engine) => labelOf(engine) === label);
}

await playAlone(import.meta.url, chapter);

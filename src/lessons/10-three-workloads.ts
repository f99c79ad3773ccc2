/** Chapter 10: three workloads, four engines: the contrast. */
import { columns } from '../cli/columns.ts';
import { ENGINES, labelOf, THREADS_CHANNELS } from '../engine/engine.ts';
import { nodeClock as clock } from '../measure/clock.ts';
import { type Contrast, contrast } from '../measure/contrast.ts';
import type { WorkloadResult } from '../measure/race.ts';
import { chocolateCake } from '../recipe/chocolate-cake.ts';
import { WORKLOADS, type Workload } from '../recipe/workload.ts';
import { playAlone } from './alone.ts';
import { type Chapter, claimThat } from './chapter.ts';
import { times } from './kitchen.ts';

const ALL = [
  { name: 'cooperative', channel: 'none' },
  { name: 'event-loop', channel: 'mailbox' },
  { name: 'threads', channel: 'port' },
  { name: 'threads', channel: 'ring' },
  { name: 'bakers', channel: 'none' },
] as const;

export const chapter: Chapter = {
  number: 10,
  title: 'Three workloads, four engines',
  idea: 'Whether threads help depends on what the stations do: work, wait, or only pass on. So the same cakes are baked in all three ways under all four engines.',
  code: [{ file: 'src/recipe/workload.ts', name: 'underWorkload.service' }],
  question: {
    text: 'One thread with timers, instead of a thread for each station: for which workload is that just as good?',
    answers: ['when the stations work', 'when they wait', 'always', 'never'],
  },
  async run(stage) {
    stage.print('speedup over one thread that takes turns:');
    stage.print(columns([HEAD, WIDEST])[0]);
    const result = await contrast(
      {
        recipe: chocolateCake,
        source: chocolateCake.name,
        workloads: WORKLOADS,
        engines: ENGINES,
        channels: THREADS_CHANNELS,
        cakes: {
          kind: 'time',
          ms: {
            'cpu-bound': stage.amount(150, 5),
            'wait-bound': stage.amount(150, 20),
            'message-bound': stage.amount(20, 1),
          },
        },
        seed: 1,
        delivery: 'order',
        samples: stage.amount(3, 1),
        warmUps: stage.amount(3, 0),
        clock,
      },
      { planned() {}, machine() {}, step() {}, workload: (row) => stage.print(rowOf(row)) },
    );
    const { parallelCapacity } = result.machine;
    stage.print(`kernels that really run at once on this machine: ${parallelCapacity.toFixed(2)}`);

    const loop = (workload: Workload) => speedupOf(result, workload, 'event-loop');
    const line = (workload: Workload) => speedupOf(result, workload, 'threads (port)');
    const waitsAlike = loop('wait-bound') > 1.5 && loop('wait-bound') > 0.8 * line('wait-bound');
    const worksApart = loop('cpu-bound') < 1.2 && line('cpu-bound') > 1.2;
    return {
      right: 1,
      reveal: `Waiting needs no core: timers give ${times(loop('wait-bound'))}, threads ${times(line('wait-bound'))}. For work timers give ${times(loop('cpu-bound'))}, since one thread is one core; threads give ${times(line('cpu-bound'))}. Where there is nothing but passing on, everything depends on how one passes on: the next chapter.`,
      claim: claimThat(
        waitsAlike && worksApart,
        parallelCapacity < 1.3
          ? 'this machine runs hardly more than one kernel at once'
          : 'the runs were too short or too disturbed',
      ),
      facts: {
        runs: result.workloads.map(({ engines }) => engines.length),
        digests: result.workloads.map(({ engines }) => new Set(engines.map(({ digest }) => digest)).size),
        cakes: result.workloads.map(({ engines }) => new Set(engines.map((engine) => engine.cakes)).size),
      },
    };
  },
  change: 'give the oven 2 ms of work and nobody else any. What can any engine gain now? Predict, then run npm start.',
  weakness:
    'three rounds; npm start takes five, shows their spread, the limit and the CPU time, and warms up for longer.',
};

const HEAD = ['', ...ALL.map(labelOf)];
const WIDEST = ['message-bound'];

function rowOf({ name, engines }: WorkloadResult): string {
  const row = [name, ...engines.map(({ speedup }) => times(speedup.median))];
  return columns([HEAD, WIDEST, row])[2] ?? '';
}

function speedupOf({ workloads }: Contrast, workload: Workload, label: string): number {
  const engines = workloads.find(({ name }) => name === workload)?.engines ?? [];
  return engines.find((engine) => labelOf(engine) === label)?.speedup.median ?? Number.NaN;
}

await playAlone(import.meta.url, chapter);

/** Chapter 33: Python beside it: threads, processes and coroutines, and what a worker of Node is. */
import { setTimeout as sleep } from 'node:timers/promises';
import { MARGIN } from '../../measure/statistics/outcome.ts';
import { nodePlatform } from '../../platform/node/platform.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import {
  type Ask,
  type Half,
  type NoPython,
  nodeBeside,
  type Python,
  pythonBeside,
  pythonFunction,
  type Way,
  withJobWorkers,
} from '../props/jobs/beside.ts';
import { doJob, type Job } from '../props/jobs/job.ts';
import { speed } from '../props/speed.ts';
import { text as en } from '../texts/en/33-python-beside-it.ts';

type Melter = Generator<undefined, void, string>;

function* butterMelter(send: (product: string) => void): Melter {
  while (true) if ((yield) === 'butter') send('melted_butter');
}

async function onWorkers(workers: readonly Ask[], job: Job): Promise<void> {
  await Promise.all(workers.map((worker) => worker(job)));
}

async function inCoroutine(job: Job): Promise<void> {
  if (job.kind === 'waits') await sleep(job.ms);
  else doJob(job);
}

function settings(knob: Knobs) {
  return {
    job: knob.word('job', ['computes', 'waits']),
    ms: knob.number('ms', 30, { from: 10, to: 100 }),
  };
}

type Settings = ReturnType<typeof settings>;

export interface Facts {
  readonly cores: number;
  readonly python: Python | NoPython;
  readonly node: Half;
  /** What the melter sent in Node, and how often it sent when it was not primed. */
  readonly melted: readonly string[];
  readonly notPrimed: number;
}

interface Labels {
  readonly python: (python: Facts['python']) => string;
  readonly code: string;
  readonly melters: (facts: Facts) => readonly string[];
  readonly jobs: (set: Settings) => string;
  readonly ways: (facts: Facts) => readonly (readonly string[])[];
  readonly globals: (facts: Facts) => string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

/** "Less than three quarters of the time", as the question says. */
const FASTER = 4 / 3;

/** Without a measurement the answer is what Python's documentation says of its usual build, the one with the lock. */
export function judge({ python, node, melted }: Facts, { job }: Settings): Judgement {
  const onPython = python.kind === 'measured' ? isFaster(python.threads) : job === 'waits';
  const onNode = isFaster(node.threads);
  const right = onPython ? (onNode ? 2 : 0) : onNode ? 1 : 3;
  const halves = python.kind === 'measured' ? [python, node] : [node];
  const ways = halves.flatMap(({ coroutines, threads, processes }) => [
    coroutines,
    threads,
    ...(processes === null ? [] : [processes]),
  ]);
  if (ways.some(({ outcome }) => outcome === 'not-trusted')) return { right, claim: 'impossible' };
  const sameMelter = python.kind !== 'measured' || python.melted.join() === melted.join();
  const shared = node.seen.threads === 0 && halves.every(({ seen }) => (seen.processes ?? 0) === 0);
  return { right, claim: confirmedIf(ways.every(isAsPredicted) && sameMelter && shared) };
}

function isFaster({ ratio }: Way): boolean {
  return ratio.median > FASTER;
}

/** Jobs that can overlap are faster; others are not. */
function isAsPredicted({ limit, outcome }: Way): boolean {
  return limit > MARGIN ? outcome === 'wins' : outcome !== 'wins';
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.python,
  minutes: 7,
  code: [butterMelter, onWorkers, inCoroutine].map(({ name }) => ({
    file: 'src/lessons/chapters/33-python-beside-it.ts',
    name,
  })),
  settings,
  timed: true,
  async run(stage, { job: kind, ms }, labels) {
    const [cores, rounds, jobMs] = [nodePlatform.cores(), stage.amount(6, 1), stage.amount(ms, 2)];
    const python = await pythonBeside(kind, jobMs, rounds, cores);
    stage.print(labels.python(python));
    stage.print(labels.code);
    for (const name of ['butter_melter', 'on_threads'])
      for (const line of pythonFunction(name)) stage.print(`  ${line}`);
    await stage.step();
    const job: Job = kind === 'waits' ? { kind, ms: jobMs } : { kind, iterations: Math.round(jobMs * 1000 * speed()) };
    const node = await withJobWorkers((workers) =>
      nodeBeside(job, rounds, cores, {
        coroutines: async (one) => void (await Promise.all(workers.map(() => inCoroutine(one)))),
        workers: (one) => onWorkers(workers, one),
      }),
    );
    const facts = {
      cores,
      python,
      node,
      melted: melt(true, ['flour', 'butter', 'eggs', 'butter']),
      notPrimed: melt(false, ['butter']).length,
    };
    for (const line of labels.melters(facts)) stage.print(line);
    stage.print(labels.jobs({ job: kind, ms: jobMs }));
    stage.table(labels.ways(facts));
    stage.print(labels.globals(facts));
    return facts;
  },
  judge,
  tryIt: { kind: 'set', set: { job: 'waits' } },
  texts: { en },
});

function melt(primed: boolean, ingredients: readonly string[]): readonly string[] {
  const products: string[] = [];
  const melter = butterMelter((product) => products.push(product));
  if (primed) melter.next();
  for (const ingredient of ingredients) melter.next(ingredient);
  return products;
}

await playAlone(import.meta.url, chapter);

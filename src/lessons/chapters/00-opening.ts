/** Chapter 0: why coroutines, and why threads. */
import { threadId } from 'node:worker_threads';
import { nodePlatform } from '../../platform/node/platform.ts';
import { type ChapterText, confirmedIf, defineChapter, type Judgement } from '../chapter.ts';
import type { Knobs } from '../knobs.ts';
import { CHAPTER } from '../numbers.ts';
import { playAlone } from '../player/alone.ts';
import { bakeOnThreads, COROUTINES, type Way } from '../props/stations/noted-line.ts';
import { text as de } from '../texts/de/00-opening.ts';
import { text as en } from '../texts/en/00-opening.ts';

type Bake = (cake: number) => void;

function twoCakes(bake: Bake): void {
  bake(1);
  bake(2);
}

function* twoCakesInSteps(bake: Bake): Generator<void, void, void> {
  bake(1);
  yield; // Pauses here. The next call of next() resumes here.
  bake(2);
}

interface Served {
  readonly inOneGo: readonly string[];
  readonly inTurn: readonly string[];
}

/** Each customer orders two cakes: first from the ordinary function, then from the one that pauses. */
function served(customers: readonly string[]): Served {
  const [inOneGo, inTurn]: [string[], string[]] = [[], []];
  for (const customer of customers) twoCakes((cake) => inOneGo.push(`${customer} ${cake}`));
  const orders = customers.map((customer) => twoCakesInSteps((cake) => inTurn.push(`${customer} ${cake}`)));
  for (const _turn of [1, 2]) for (const order of orders) order.next();
  return { inOneGo, inTurn };
}

function settings(knob: Knobs) {
  return {
    /** How many threads the second way uses. */
    threads: knob.number('threads', 2, { from: 1, to: 5 }),
  };
}

type Settings = ReturnType<typeof settings>;

interface Facts extends Served {
  readonly processors: number;
  readonly coroutines: number;
  /** First all coroutines on one thread, at last each on a thread of its own. */
  readonly ways: readonly Way[];
}

interface Labels {
  readonly customers: readonly string[];
  readonly served: (served: Served) => readonly (readonly string[])[];
  readonly picture: readonly string[];
  readonly machine: (processId: number, processors: number, thread: number) => string;
  readonly heading: readonly string[];
  readonly way: (way: Way, coroutines: number) => string;
}

export type Text = ChapterText<Settings, Facts, Labels>;

export function judge({ ways, coroutines, inTurn, inOneGo }: Facts, { threads }: Settings): Judgement {
  const [shared] = ways;
  const counts = [1, ...countsOf(threads, coroutines)];
  const isSpread = ways.length === counts.length && ways.every(({ ids }, i) => ids.length === counts[i]);
  const areEqual = ways.every(({ digest, cakes }) => digest === shared?.digest && cakes === shared.cakes);
  const takeTurns = inTurn.join() !== inOneGo.join() && shared?.isHere === true && shared.mostAtWork === 1;
  const right = shared?.mostAtWork === 1 ? 1 : shared?.mostAtWork === coroutines ? 0 : 2;
  return { right, claim: confirmedIf(isSpread && areEqual && takeTurns) };
}

function countsOf(threads: number, coroutines: number): readonly number[] {
  return [...new Set([threads, coroutines])];
}

export const chapter = defineChapter<Settings, Facts, Labels>({
  number: CHAPTER.opening,
  minutes: 7,
  code: [
    { file: 'src/lessons/chapters/00-opening.ts', name: 'twoCakes' },
    { file: 'src/lessons/chapters/00-opening.ts', name: 'twoCakesInSteps' },
  ],
  settings,
  timed: false,
  async run(stage, { threads }, labels) {
    const orders = served(labels.customers);
    stage.table(labels.served(orders), 'left');
    await stage.step();
    for (const line of labels.picture) stage.print(line);
    await stage.step();
    const [coroutines, processors] = [COROUTINES, nodePlatform.cores()];
    stage.print(labels.machine(process.pid, processors, threadId));
    const ways = await bakeOnThreads(stage.amount(20, 6), countsOf(threads, coroutines));
    const rows = ways.map((way) => [
      labels.way(way, coroutines),
      way.ids.join(' '),
      String(Math.min(way.ids.length, processors)),
      String(way.cakes),
      way.digest,
    ]);
    stage.table([labels.heading, ...rows]);
    return { ...orders, processors, coroutines, ways };
  },
  judge,
  tryIt: { kind: 'set', set: { threads: '3' } },
  texts: { en, de },
});

await playAlone(import.meta.url, chapter);

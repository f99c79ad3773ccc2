/** Chapter 3: the producer. */
import { setTimeout as sleep } from 'node:timers/promises';
import { producer } from '../../cake/producer.ts';
import { chocolateCake } from '../../cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../cake/recipe/graph.ts';
import { deliveriesOf } from '../../cake/recipe/order.ts';
import { medianOf } from '../../measure/statistics/samples.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { milliseconds } from '../props/kitchen.ts';

const graph = graphOf(chocolateCake, chocolateCake.name);
const kinds = graph.names.length;
/** A producer neither sends nor works: it yields its ingredients to the caller. */
const host = { report() {} };

interface Delivery {
  readonly ingredient: string;
  /** When it was due by the intervals that the producer requested, and when it came. */
  readonly dueMs: number;
  readonly cameMs: number;
  /** How much longer than requested the wait before it took. */
  readonly lateMs: number;
}

async function deliver(count: number, meanMs: number, seed: number): Promise<Delivery[]> {
  const order = { cakes: Math.ceil(count / 10), seed, delivery: 'random' } as const;
  const deliveries = deliveriesOf(graph, order).subarray(0, count);
  const began = clock.nowMs();
  const came: Delivery[] = [];
  let [dueMs, lateMs] = [0, 0];
  for (const yielded of producer({ deliveries, kinds, pace: { kind: 'random', meanMs, seed } }, host)) {
    if (typeof yielded === 'number') {
      came.push({ ingredient: graph.names[yielded] ?? '', dueMs, cameMs: clock.nowMs() - began, lateMs });
    } else {
      dueMs += yielded.ms;
      const restedMs = clock.nowMs();
      await sleep(yielded.ms);
      lateMs = clock.nowMs() - restedMs - yielded.ms;
    }
  }
  return came;
}

export const chapter: Chapter = {
  number: 3,
  title: 'The producer: random ingredients at random times',
  idea: 'The producer is a generator: it yields ingredients, and in between it yields requests to wait ("resume me in 40 ms"). Its random numbers come from a seed, so a run can be repeated.',
  code: [{ file: 'src/cake/producer.ts', name: 'producer' }],
  question: {
    text: 'We run the producer twice with the same seed. What is the same in both runs?',
    answers: [
      'nothing: it is random',
      'everything, to the millisecond',
      'the ingredients and the requested intervals, but not the arrival times',
    ],
  },
  timed: false,
  async run(stage) {
    const [count, meanMs] = [stage.amount(10, 6), stage.amount(60, 2)];
    const first = await deliver(count, meanMs, 7);
    const second = await deliver(count, meanMs, 7);
    const rows = first.map((one, i) => [
      one.ingredient,
      second[i]?.ingredient ?? '',
      `${one.dueMs} ms`,
      `${one.cameMs.toFixed(1)} ms`,
      `${second[i]?.cameMs.toFixed(1)} ms`,
    ]);
    for (const row of columns([['first run', 'second run', 'due', 'first arrival', 'second arrival'], ...rows]))
      stage.print(row);
    const same = first.every(({ ingredient, dueMs }, i) => {
      const other = second[i];
      return other?.ingredient === ingredient && other.dueMs === dueMs;
    });
    const momentsDiffer = first.some(({ cameMs }, i) => cameMs !== second[i]?.cameMs);
    const lateMs = medianOf([...first, ...second].map((delivery) => delivery.lateMs));
    return {
      right: 2,
      reveal: `The seed decides which ingredients come and which intervals the producer requests. The timers of this machine decide when they arrive: here an interval takes ${milliseconds(lateMs)} longer than requested (median). The Python course announces random times, but its producer sleeps 0.1 s after every ingredient.`,
      claim: claimThat(
        same && momentsDiffer,
        'the two runs differ in their ingredients or intervals, or all their arrival times are equal',
      ),
      facts: { same, momentsDiffer, ingredients: first.map(({ ingredient }) => ingredient) },
    };
  },
  change: 'Choose another seed; then keep the seed and halve the mean. What stays the same each time?',
  weakness:
    'One late timer delays everything after it, so the delay of each interval is measured separately. The intervals are uniform between 0 and twice the mean; real arrivals often come in bursts.',
};

await playAlone(import.meta.url, chapter);

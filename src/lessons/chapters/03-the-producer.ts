/** Chapter 3: the producer. */
import { setTimeout as sleep } from 'node:timers/promises';
import { chocolateCake } from '../../cake/chocolate-cake.ts';
import { graphOf } from '../../cake/graph.ts';
import { deliveriesOf } from '../../cake/order.ts';
import { producer } from '../../cake/producer.ts';
import type { Host } from '../../line/coroutine.ts';
import { medianOf } from '../../measure/statistics.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { milliseconds } from '../props/kitchen.ts';

const graph = graphOf(chocolateCake, chocolateCake.name);
const kinds = graph.names.length;
/** A producer sends nothing and works on nothing: whoever asks is given its ingredients. */
const host: Host = { send() {}, work() {}, report() {} };

interface Delivery {
  readonly ingredient: string;
  /** When it was due by the intervals that the producer wished for, and when it came. */
  readonly dueMs: number;
  readonly cameMs: number;
  /** How much longer than wished for the producer rested before it. */
  readonly lateMs: number;
}

async function deliver(count: number, meanMs: number, seed: number): Promise<Delivery[]> {
  const order = { cakes: Math.ceil(count / 10), seed, delivery: 'random' } as const;
  const deliveries = deliveriesOf(graph, order).subarray(0, count);
  const began = clock.nowMs();
  const came: Delivery[] = [];
  let [dueMs, lateMs] = [0, 0];
  for (const said of producer({ deliveries, kinds, pace: { kind: 'random', meanMs, seed } }, host)) {
    if (typeof said === 'number') {
      came.push({ ingredient: graph.names[said] ?? '', dueMs, cameMs: clock.nowMs() - began, lateMs });
    } else {
      dueMs += said.ms;
      const restedMs = clock.nowMs();
      await sleep(said.ms);
      lateMs = clock.nowMs() - restedMs - said.ms;
    }
  }
  return came;
}

export const chapter: Chapter = {
  number: 3,
  title: 'The producer: random ingredients at random times',
  idea: 'The producer is a generator that yields ingredients, and rests in between by yielding a wish: "resume me in 40 ms". Chance comes from a seed, so that a run can be repeated.',
  code: [{ file: 'src/cake/producer.ts', name: 'producer' }],
  question: {
    text: 'We let it deliver twice with the same seed. What is the same both times?',
    answers: [
      'nothing: it is random',
      'everything, to the millisecond',
      'the ingredients and the intervals it wishes for, but not the moments at which they come',
    ],
  },
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
    for (const row of columns([['first run', 'second run', 'due', 'first came', 'second came'], ...rows]))
      stage.print(row);
    const same = first.every(({ ingredient, dueMs }, i) => {
      const other = second[i];
      return other?.ingredient === ingredient && other.dueMs === dueMs;
    });
    const momentsDiffer = first.some(({ cameMs }, i) => cameMs !== second[i]?.cameMs);
    const lateMs = medianOf([...first, ...second].map((delivery) => delivery.lateMs));
    return {
      right: 2,
      reveal: `The seed decides what comes and which interval is wished for. When it comes, the timers of this machine decide: here an interval lasts ${milliseconds(lateMs)} longer than wished for, at the median. The Python course announces random times, but its producer sleeps the same 0.1 s after every ingredient.`,
      claim: claimThat(same && momentsDiffer, 'the two runs differ in their ingredients, or agree in every moment'),
      facts: { same, momentsDiffer, ingredients: first.map(({ ingredient }) => ingredient) },
    };
  },
  change: 'take another seed, or the same seed and half the mean: what stays the same now?',
  weakness:
    'what one timer is late, all later ingredients are late as well; so the lateness is taken interval by interval.',
};

await playAlone(import.meta.url, chapter);

/** Chapter 11: what a message costs: grain size, batching, break-even. */

import { grainRecipe } from '../../bench/grain.ts';
import { bake } from '../../cake/bake.ts';
import { chocolateCake } from '../../cake/recipe/chocolate-cake.ts';
import type { Graph } from '../../cake/recipe/graph.ts';
import { graphOf } from '../../cake/recipe/graph.ts';
import { deliveriesOf } from '../../cake/recipe/order.ts';
import { station } from '../../cake/station.ts';
import { cooperative } from '../../engine/cooperative.ts';
import { threads } from '../../engine/threads.ts';
import { rest } from '../../line/rest.ts';
import { nodePlatform as platform } from '../../platform/node/platform.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat, explained } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { arePossible, cakeLine, type Gain, gainOf, inTurn, times, withEngines } from '../props/kitchen.ts';

const GRAINS_US = [0, 1, 10, 100];
/** The rough cost of an ingredient on one thread without work. It is used only to choose the number of cakes. */
const ROUGH_US = 0.05;
const ITEMS_PER_CAKE = 13;

/** The line of the Python course sends every raw ingredient to all stations but the oven. Counts the messages. */
function broadcast(graph: Graph, deliveries: Uint8Array): number {
  let messages = 0;
  const cooks = graph.stations.map(({ needs, makes: [makes = 0] }) => {
    const options = { needs, makes, kinds: graph.names.length, iterations: 0, restMs: 0 };
    return station(options, { send: (item) => sendOn(item), work() {}, rest, report() {} });
  });
  const send = (cook: (typeof cooks)[number], item: number): void => {
    messages++;
    cook.next(item);
  };
  const needing = (item: number) =>
    graph.stations.findIndex(({ needs }) => needs.some((need) => need.ingredient === item));
  const sendOn = (item: number): void => {
    const cook = cooks[needing(item)];
    if (cook !== undefined) send(cook, item);
  };
  for (const cook of cooks) cook.next();
  const first = cooks.slice(0, -1); // All but the oven.
  for (const ingredient of deliveries) for (const cook of first) send(cook, ingredient);
  return messages;
}

/** The gain of threads with so much work per ingredient, in microseconds: one ingredient per message, and in batches. */
interface Point {
  readonly workUs: number;
  readonly naive: Gain;
  readonly batched: Gain;
  /** Of batches, compared with one ingredient per message. */
  readonly overNaive: Gain;
}

export const chapter: Chapter = {
  number: 11,
  title: 'What a message costs',
  idea: 'An ingredient travels to another thread as a message, and every message has a fixed cost, however small it is. Whether a thread is worth it depends on the grain size: the work per message.',
  code: [
    { file: 'src/channel/port-outlet.ts', name: 'PortOutlet.#write' },
    { file: 'src/channel/port-outlet.ts', name: 'PortOutlet.#sendBatch' },
  ],
  question: {
    text: 'Each ingredient needs 1 us of work and travels to the next thread in its own message. How fast is the line on threads, compared with one thread?',
    answers: ['1.2 times as fast or faster', 'about as fast', '0.8 times as fast or slower'],
  },
  timed: true,
  async run(stage) {
    const tenCakes = { cakes: 10, seed: 1, delivery: 'order' } as const;
    const plain = graphOf(grainRecipe(0), chocolateCake.name);
    let routed = 0;
    const observer = { sent() {}, received: () => routed++ };
    await bake(cooperative({ platform, observer }), plain, cakeLine(grainRecipe(0), 10).line);
    const broadcasts = broadcast(plain, deliveriesOf(plain, tenCakes));
    stage.print(`messages for 10 cakes: ${routed} routed, ${broadcasts} broadcast as in the Python course`);

    const one = cooperative({ platform });
    const naive = threads({ platform, oneByOne: true });
    const batched = threads({ platform });
    const engines = [one, naive, batched];
    const points: Point[] = [];
    let agreed = true;
    await withEngines(engines, async () => {
      stage.print('speedup over one thread:');
      const head = ['work per ingredient', 'one per message', 'in batches'];
      stage.print(columns([head])[0]);
      for (const workUs of GRAINS_US) {
        const perCakeUs = ITEMS_PER_CAKE * (workUs + ROUGH_US);
        const cakes = Math.min(
          stage.amount(8000, 50),
          Math.max(20, Math.round((stage.amount(60, 2) * 1000) / perCakeUs)),
        );
        const { graph, line } = cakeLine(grainRecipe(workUs), cakes);
        const digests = new Set<string>();
        const runners = engines.map((engine) => async () => {
          const { wallMs, digest } = await bake(engine, graph, line);
          digests.add(digest);
          return wallMs;
        });
        // Warm up first, until the JIT compilers have finished.
        await inTurn(stage.amount(3, 0), runners);
        const [oneMs, naiveMs, batchedMs] = await inTurn(stage.amount(7, 1), runners);
        const [naive, batched] = [gainOf(oneMs, naiveMs), gainOf(oneMs, batchedMs)];
        points.push({ workUs, naive, batched, overNaive: gainOf(naiveMs, batchedMs) });
        agreed &&= digests.size === 1;
        const figures = [naive, batched].map(({ ratio }) => times(ratio.median));
        stage.print(columns([head, [workUs === 0 ? 'none' : `${workUs} us`, ...figures]])[1]);
      }
    });
    const [none, small, , large] = points;
    const at = small?.naive.ratio.median ?? Number.NaN;
    const possible = await arePossible(points.flatMap(({ naive, batched }) => [naive, batched]));
    const claim = claimThat(
      agreed &&
        possible &&
        none?.naive.outcome === 'loses' &&
        large?.naive.outcome === 'wins' &&
        none.overNaive.outcome === 'wins',
      'perhaps other programs disturbed the runs: threads were not clearly faster with 100 us of work per ingredient, or not clearly slower without work',
    );
    return {
      right: at > 1.2 ? 0 : at < 0.8 ? 2 : 1,
      reveal: explained(
        `${times(at)} with one ingredient per message, ${times(small?.batched.ratio.median ?? Number.NaN)} in batches: the same ingredients, the same work. ${payFrom(points)} A broadcast line sends ${(broadcasts / routed).toFixed(1)} times as many messages.`,
        claim,
        'A message has a fixed cost, however small it is. A batch shares that cost among all its items.',
      ),
      claim,
      facts: { routed, broadcasts, agreed, grains: points.map(({ workUs }) => workUs) },
    };
  },
  change:
    'Give the oven all the work and the others none (grainRecipe, in src/bench/grain.ts). At which grain size does the line gain now, and how much at most?',
  weakness:
    'These are seven short rounds. Without work a round takes only some milliseconds, too little for batches to show their full gain. The bench measures ten grain sizes over ports and rings, with intervals and a model.',
};

/** Between the last grain that clearly loses and the first that clearly wins. */
function payFrom(points: readonly Point[]): string {
  const from = points.find(({ naive }) => naive.outcome === 'wins');
  const before = points.findLast(({ naive }) => naive.outcome === 'loses');
  if (from === undefined || before === undefined || before.workUs > from.workUs)
    return 'This run does not show where the break-even point is.';
  return `With one ingredient per message, the break-even point is between ${before.workUs} and ${from.workUs} us of work.`;
}

await playAlone(import.meta.url, chapter);

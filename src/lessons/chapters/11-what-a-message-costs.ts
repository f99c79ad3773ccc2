/** Chapter 11: what a message costs: grain size, batching, break-even. */
import { grainRecipe } from '../../bench/grain.ts';
import { bake } from '../../cake/bake.ts';
import { chocolateCake } from '../../cake/chocolate-cake.ts';
import type { Graph } from '../../cake/graph.ts';
import { graphOf } from '../../cake/graph.ts';
import { deliveriesOf } from '../../cake/order.ts';
import { station } from '../../cake/station.ts';
import { cooperative } from '../../engine/cooperative.ts';
import { threads } from '../../engine/threads.ts';
import { medianOf } from '../../measure/statistics.ts';
import { nodeClock as clock } from '../../platform/node/clock.ts';
import { columns } from '../../terminal/columns.ts';
import { type Chapter, claimThat, explained } from '../chapter.ts';
import { playAlone } from '../props/alone.ts';
import { inTurn, job, ratios, times, withEngines } from '../props/kitchen.ts';

const GRAINS_US = [0, 1, 10, 100];
/** What an ingredient costs on one thread without work, roughly: it only chooses how many cakes. */
const ROUGH_US = 0.05;
const ITEMS_PER_CAKE = 13;

/** The line of the Python course: every raw ingredient is sent to all stations before the oven. Counts what is sent. */
function broadcast(graph: Graph, deliveries: Uint8Array): number {
  let messages = 0;
  const cooks = graph.stations.map(({ needs, makes }) => {
    const options = { needs, makes, kinds: graph.names.length, iterations: 0, restMs: 0 };
    return station(options, { send: (item) => sendOn(item), work() {}, report() {} });
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

export const chapter: Chapter = {
  number: 11,
  title: 'What a message costs',
  idea: 'To another thread an ingredient goes as a message, and a message costs its price however little is in it. Whether a thread pays is a question of grain: of how much work comes with each message.',
  code: [
    { file: 'src/channel/port.ts', name: 'PortOutlet.#write' },
    { file: 'src/channel/port.ts', name: 'PortOutlet.#sendBatch' },
  ],
  question: {
    text: 'Each ingredient comes with 1 us of work, and goes to the next thread in a message of its own. Against one thread, the line on threads is',
    answers: ['1.2 times as fast or faster', 'about as fast', '0.8 times as fast or slower'],
  },
  async run(stage) {
    const tenCakes = { cakes: 10, seed: 1, delivery: 'order' } as const;
    const plain = graphOf(grainRecipe(0), chocolateCake.name);
    let routed = 0;
    const observer = { sent() {}, received: () => routed++ };
    await bake(cooperative({ clock, observer }), plain, job(grainRecipe(0), 10).line);
    const everybody = broadcast(plain, deliveriesOf(plain, tenCakes));
    stage.print(`messages for 10 cakes: ${routed} routed, ${everybody} broadcast as in the Python course`);

    const one = cooperative({ clock });
    const naive = threads({ clock, oneByOne: true });
    const batched = threads({ clock });
    const engines = [one, naive, batched];
    const points: { workUs: number; naive: number; batched: number }[] = [];
    let agreed = true;
    await withEngines(engines, async () => {
      stage.print('speedup over one thread:');
      const head = ['work per ingredient', 'a message each', 'in batches'];
      stage.print(columns([head])[0]);
      for (const workUs of GRAINS_US) {
        const perCakeUs = ITEMS_PER_CAKE * (workUs + ROUGH_US);
        const cakes = Math.min(
          stage.amount(8000, 50),
          Math.max(20, Math.round((stage.amount(60, 2) * 1000) / perCakeUs)),
        );
        const { graph, line } = job(grainRecipe(workUs), cakes);
        const digests = new Set<string>();
        const runners = engines.map((engine) => async () => {
          const { wallMs, digest } = await bake(engine, graph, line);
          digests.add(digest);
          return wallMs;
        });
        // The compilers have to come to rest first.
        await inTurn(stage.amount(3, 0), runners);
        const [oneMs, naiveMs, batchedMs] = await inTurn(stage.amount(5, 1), runners);
        const point = { workUs, naive: medianOf(ratios(oneMs, naiveMs)), batched: medianOf(ratios(oneMs, batchedMs)) };
        points.push(point);
        agreed &&= digests.size === 1;
        const row = [workUs === 0 ? 'none' : `${workUs} us`, times(point.naive), times(point.batched)];
        stage.print(columns([head, row])[1]);
      }
    });
    const [none, small, , large] = points;
    const at = small?.naive ?? Number.NaN;
    const claim = claimThat(
      agreed && (none?.naive ?? 1) < 1 && (large?.naive ?? 0) > 1.1 && (none?.naive ?? 1) < (none?.batched ?? 0),
      'threads did not gain even with 100 us of work for each ingredient, or did not lose with none',
    );
    return {
      right: at > 1.2 ? 0 : at < 0.8 ? 2 : 1,
      reveal: explained(
        `${times(at)} with a message for each, ${times(small?.batched ?? Number.NaN)} in batches: the same ingredients, the same work. ${payFrom(points)} And whoever broadcasts pays ${(everybody / routed).toFixed(1)} times as many messages.`,
        claim,
        'A message has its price, however little is in it; a batch shares the price among all that are in it.',
      ),
      claim,
      facts: { routed, everybody, agreed, grains: points.map(({ workUs }) => workUs) },
    };
  },
  change:
    'let the oven have all the work and the others none (grainRecipe, in src/bench/grain.ts). At which grain does the line gain now, and how much at most?',
  weakness:
    'five short rounds, and without work they last some milliseconds, too little for a batch to show all it can; npm run bench sweeps ten grains over ports and rings, with intervals and a model beside them.',
};

/** Between which of the grains threads begin to pay: nothing is known of what lies between two of them. */
function payFrom(points: readonly { readonly workUs: number; readonly naive: number }[]): string {
  const name = (workUs: number): string => (workUs === 0 ? 'none' : `${workUs} us`);
  const pays = points.findIndex(({ naive }) => naive >= 1);
  const [before, from] = [points[pays - 1], points[pays]];
  if (from === undefined)
    return `With a message each, threads do not pay up to ${name(points.at(-1)?.workUs ?? 0)} of work.`;
  if (before === undefined) return 'With a message each, threads pay even with no work at all.';
  return `With a message each, threads begin to pay somewhere between ${name(before.workUs)} and ${name(from.workUs)} of work.`;
}

await playAlone(import.meta.url, chapter);

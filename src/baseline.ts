/** `npm run baseline`: compares the cooperative engine with the same line written by hand. */
import { asksForHelp, BASELINE_HELP } from './bench/baseline-options.ts';
import { bake } from './cake/bake.ts';
import { lineOf } from './cake/cake-line.ts';
import { bakeByHand } from './cake/handwritten.ts';
import { chocolateCake } from './cake/recipe/chocolate-cake.ts';
import { graphOf } from './cake/recipe/graph.ts';
import { deliveriesOf, type Order } from './cake/recipe/order.ts';
import { underWorkload } from './cake/recipe/workload.ts';
import { cooperative } from './engine/cooperative.ts';
import { rangeOf } from './measure/statistics/samples.ts';
import { nodeClock as clock } from './platform/node/clock.ts';
import { nodePlatform as platform } from './platform/node/platform.ts';
import { runProgram } from './terminal/program.ts';

const ORDER: Order = { cakes: 20_000, seed: 1, delivery: 'order' };
const WARM_UPS = 10;
const SAMPLES = 41;

await runProgram(async () => {
  if (asksForHelp(process.argv.slice(2))) return console.log(BASELINE_HELP);
  const graph = graphOf(underWorkload(chocolateCake, 'message-bound'), chocolateCake.name);
  const line = lineOf(graph, ORDER, { iterationsPerUs: 0, parts: 0 });
  const deliveries = deliveriesOf(graph, ORDER);
  const engine = cooperative({ platform });
  const byHand = (): number => {
    const beganMs = clock.nowMs();
    check('by hand', bakeByHand(deliveries));
    return clock.nowMs() - beganMs;
  };
  const byEngine = async (): Promise<number> => {
    const { products, wallMs } = await bake(engine, graph, line);
    check('the cooperative engine', products);
    return wallMs;
  };
  const handMs: number[] = [];
  const engineMs: number[] = [];
  for (let round = -WARM_UPS; round < SAMPLES; round++) {
    // A B B A: a slow drift of the machine affects both equally.
    const first = round % 2 === 0 ? byHand() : await byEngine();
    const second = round % 2 === 0 ? await byEngine() : byHand();
    if (round < 0) continue;
    handMs.push(round % 2 === 0 ? first : second);
    engineMs.push(round % 2 === 0 ? second : first);
  }
  const perIngredient = (ms: readonly number[]): string =>
    `${((rangeOf(ms).median * 1e6) / deliveries.length).toFixed(1)} ns per ingredient`;
  const ratio = rangeOf(engineMs.map((ms, i) => ms / (handMs[i] ?? Number.NaN)));
  console.log(`by hand       ${perIngredient(handMs)}`);
  console.log(`cooperative   ${perIngredient(engineMs)}`);
  console.log(`ratio         ${ratio.median.toFixed(2)} (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)})`);
});

function check(name: string, cakes: number): void {
  if (cakes !== ORDER.cakes) throw new Error(`${name}: expected ${ORDER.cakes} cakes, found ${cakes}`);
}

/** The outcome of a document: it is refused, or it is baked and the books balance. There is no third outcome. */
import { bake } from '../../src/cake/bake.ts';
import { lineOf } from '../../src/cake/cake-line.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { checkOrder, type Order } from '../../src/cake/recipe/order.ts';
import { readRecipe } from '../../src/cake/recipe/read-recipe.ts';
import { RecipeError } from '../../src/cake/recipe/recipe.ts';
import { underWorkload } from '../../src/cake/recipe/workload.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { labelOf } from '../../src/engine/engine-table.ts';
import { checkAgreement } from '../../src/measure/agreement.ts';
import type { Run } from '../../src/measure/run.ts';

export type Outcome = { readonly kind: 'refused' | 'baked'; readonly text: string };

const SOURCE = 'document.json';
/** One printable line of limited length that says where and what was wanted. */
const CLEAR =
  /^(document\.json|order): (?=.*expected )[^\p{Cc}\p{Zl}\p{Zp}\u{202a}-\u{202e}\u{2066}-\u{2069}]{1,400}$/u;
/** So few that work of a second takes almost no time. */
const ITERATIONS_PER_US = 0.01;

/**
 * @param engines bake a valid recipe, one after the other; an invalid one does not reach them
 * @throws Error for every other outcome: an unclear refusal, another error, books that do not balance, engines that
 *   disagree
 */
export async function outcomeOf(text: string, order: Order, engines: readonly Engine[]): Promise<Outcome> {
  const graph = graphOrRefusal(text, order);
  if (typeof graph === 'string') {
    if (!CLEAR.test(graph)) throw new Error(`expected one clear line, found ${JSON.stringify(graph)}`);
    return { kind: 'refused', text: graph };
  }
  const line = lineOf(graph, order, { iterationsPerUs: ITERATIONS_PER_US, parts: 2 });
  let first: { engine: Engine; run: Run } | null = null;
  for (const engine of engines) {
    const baked = { engine, run: await bake(engine, graph, line) };
    first ??= baked;
    checkAgreement('document', first, baked);
    if (order.delivery === 'order' && baked.run.products !== order.cakes)
      throw new Error(`${labelOf(engine)}: expected ${order.cakes} cakes, found ${baked.run.products}`);
  }
  return { kind: 'baked', text: `${first?.run.products} cakes` };
}

/** The graph, or the message of the refusal. */
function graphOrRefusal(text: string, order: Order) {
  try {
    const graph = graphOf(underWorkload(readRecipe(text, SOURCE), 'cpu-bound'), SOURCE);
    checkOrder(graph, order);
    return graph;
  } catch (error) {
    if (error instanceof RecipeError) return error.message;
    throw error;
  }
}

/** What Node bakes for an order of a page: the same cakes, leftovers and digest. */
import { bake } from '../../src/cake/bake.ts';
import { lineOf } from '../../src/cake/cake-line.ts';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../src/cake/recipe/graph.ts';
import { underWorkload } from '../../src/cake/recipe/workload.ts';
import { cooperative } from '../../src/engine/cooperative.ts';
import type { Workload } from '../../src/measure/workload.ts';
import { nodePlatform } from '../../src/platform/node/platform.ts';

export interface OnNode {
  readonly products: number;
  readonly leftovers: object;
  readonly digest: string;
}

/** @param iterationsPerUs the speed of the kernel that the page has measured */
export async function onNode(
  workload: Workload,
  order: { readonly cakes: number; readonly seed: number },
  iterationsPerUs: number,
): Promise<OnNode> {
  const graph = graphOf(underWorkload(chocolateCake, workload), chocolateCake.name);
  const line = lineOf(graph, { ...order, delivery: 'order' }, { iterationsPerUs, parts: 0 });
  const { products, digest, leftovers } = await bake(cooperative({ platform: nodePlatform }), graph, line);
  return { products, digest, leftovers };
}

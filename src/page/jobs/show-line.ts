/** Records a few cakes on one thread, as soon as the page is open: so those who predict something see the line. */
import { taskOf } from '../../cake/bake.ts';
import { lineOf } from '../../cake/cake-line.ts';
import { chocolateCake } from '../../cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../cake/recipe/graph.ts';
import { underWorkload } from '../../cake/recipe/workload.ts';
import { cooperative } from '../../engine/cooperative.ts';
import { traceFrom } from '../../measure/recording-cost.ts';
import { runTask } from '../../measure/run.ts';
import { drawnRecipeOf } from '../recording/drawn-recipe.ts';
import type { Job } from './job.ts';

/** So few that they are baked in a tenth of a second. */
const CAKES = 5;
/** Of each station: many more than there are. */
const EVENTS = 2 ** 12;

export const showLine: Job<'show-line'> = async (_, platform) => {
  // Stations that wait: they need no calibration, which would take longer than the run.
  const graph = graphOf(underWorkload(chocolateCake, 'wait-bound'), chocolateCake.name);
  const line = lineOf(graph, { cakes: CAKES, seed: 1, delivery: 'order' }, { iterationsPerUs: 0, parts: 0 });
  const engine = cooperative({ platform });
  try {
    const run = await runTask(engine, taskOf(graph, line), { events: EVENTS });
    const drawnRecipe = drawnRecipeOf(chocolateCake, chocolateCake.name);
    return { trace: traceFrom(engine, run), drawnRecipe, cakes: CAKES };
  } finally {
    await engine.close();
  }
};

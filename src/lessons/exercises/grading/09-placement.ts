/** Grades exercise 9: a placement by its loads and by the items that cross, and then a real run on two threads. */
import { bake } from '../../../cake/bake.ts';
import { lineOf } from '../../../cake/cake-line.ts';
import { chocolateCake } from '../../../cake/recipe/chocolate-cake.ts';
import { graphOf } from '../../../cake/recipe/graph.ts';
import { cooperative } from '../../../engine/cooperative.ts';
import type { Engine } from '../../../engine/engine.ts';
import { Placements } from '../../../engine/placement/placements.ts';
import { threads } from '../../../engine/threads.ts';
import { specsOf } from '../../../line/line.ts';
import { show } from '../../../line/printable.ts';
import type { Run } from '../../../measure/run.ts';
import { nodePlatform } from '../../../platform/node/platform.ts';
import { type Check, counted, listed, passedIf } from './check.ts';
import type { Grader, Submission } from './exercise.ts';

type Placement = readonly (readonly string[])[];

const THREADS = 2;
const CAKES = 30;
const GRAPH = graphOf(chocolateCake, chocolateCake.name);
const LINE = lineOf(GRAPH, { cakes: CAKES, seed: 1, delivery: 'order' }, { iterationsPerUs: 1, parts: 0 });
const NAMES = specsOf(LINE).map(({ name }) => name);

/** How many items of a cake go from one station to another. */
const FLOWS = GRAPH.stations.flatMap((to) =>
  to.needs.map(({ ingredient, count }) => {
    const from = GRAPH.stations.find(({ makes }) => makes.includes(ingredient))?.name ?? NAMES[0] ?? '';
    return { from, to: to.name, items: count * to.perProduct };
  }),
);

/** In microseconds of work for a cake, as the recipe says. */
export function busiest(placement: Placement): number {
  return Math.max(0, ...placement.map((group) => sum(group.map(workOf))));
}

export function crossing(placement: Placement): number {
  const threadOf = (name: string): number => placement.findIndex((group) => group.includes(name));
  return sum(FLOWS.filter(({ from, to }) => threadOf(from) !== threadOf(to)).map(({ items }) => items));
}

function workOf(name: string): number {
  return GRAPH.stations.find((station) => station.name === name)?.workUs ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** The best one, found by trying all of them: the least work first, and then the fewest items. */
export function best(): { readonly workUs: number; readonly items: number } {
  let found = { workUs: Number.POSITIVE_INFINITY, items: Number.POSITIVE_INFINITY };
  for (let choice = 0; choice < 2 ** NAMES.length; choice++) {
    const placement = [0, 1].map((thread) => NAMES.filter((_, i) => ((choice >> i) & 1) === thread));
    const [workUs, items] = [busiest(placement), crossing(placement)];
    if (workUs < found.workUs || (workUs === found.workUs && items < found.items)) found = { workUs, items };
  }
  return found;
}

export const grader: Grader = {
  needs: [],
  hint: 'All stations together work 800 us for a cake. Which of them add up to half of that? Then move the producer, which has no work: what it sends to stations on its own thread does not cross.',
  patience: 3,
  checks(submission) {
    const { workUs, items } = best();
    return [
      {
        name: 'every station is on one thread',
        wanted: `${THREADS} threads with ${NAMES.join(', ')}, each once`,
        run() {
          const placed = placementIn(submission);
          const whole = placed.length === THREADS && listed(placed.flat().toSorted()) === listed(NAMES.toSorted());
          return passedIf(whole, `${counted(placed.length, 'thread')} with ${listed(placed.flat())}`);
        },
      },
      {
        name: 'the work of the busier thread',
        wanted: `${workUs} us for a cake`,
        run() {
          const found = busiest(placementIn(submission));
          return passedIf(found === workUs, `${found} us for a cake`);
        },
      },
      {
        name: 'the items that go from thread to thread',
        wanted: `${items} for a cake`,
        run() {
          const placed = placementIn(submission);
          if (busiest(placed) !== workUs)
            return passedIf(false, 'not judged yet: first divide the work as wanted above');
          const found = crossing(placed);
          return passedIf(found <= items, `${found} for a cake`);
        },
      },
      baked(submission),
    ];
  },
};

/** The books of the run balance, or `bake` throws. */
function baked(submission: Submission): Check {
  return {
    name: `${CAKES} cakes, baked with this placement`,
    wanted: `${CAKES} cakes on ${THREADS} threads, and the same work as on one thread`,
    async run() {
      const placed = placementIn(submission);
      const placements = new Placements(THREADS);
      placements.place(LINE, placed);
      const alone = await baking(cooperative({ platform: nodePlatform }));
      const run = await baking(threads({ platform: nodePlatform, placement: placements }));
      const same = run.digest === alone.digest && run.products === alone.products;
      return passedIf(
        same && run.products === CAKES && run.threads === THREADS,
        `${counted(run.products, 'cake')} on ${counted(run.threads, 'thread')}, ${same ? 'the same' : 'other'} work`,
      );
    },
  };
}

async function baking(engine: Engine): Promise<Run> {
  try {
    return await bake(engine, GRAPH, LINE);
  } finally {
    await engine.close();
  }
}

/** @throws Error if it is no list of lists of names */
function placementIn({ exports }: Submission): Placement {
  const { placement } = exports;
  if (isPlacement(placement)) return placement;
  throw new Error(`expected placement to be a list of lists of names, found ${show(placement)}`);
}

function isPlacement(value: unknown): value is Placement {
  return (
    Array.isArray(value) &&
    value.every((group) => Array.isArray(group) && group.every((name) => typeof name === 'string'))
  );
}

/** Plans which stations of a cake line share threads, from what this machine needs for them. */

import type { Engine } from '../engine/engine.ts';
import { BASELINE, labelOf } from '../engine/engine-table.ts';
import type { Placements } from '../engine/placement/placements.ts';
import { endsOf, type Line, specsOf } from '../line/line.ts';
import type { CapacityMeters } from '../measure/machine/capacity.ts';
import { crossingCostUs, emptyRunMs, type PassingCost } from '../measure/passing-cost.ts';
import { placementPlan } from '../measure/placement-plan.ts';
import { stationCosts } from '../measure/station-cost.ts';
import { type WarmUpLines, warmUpPlaced } from '../measure/warm-up.ts';

/** Runs whose times of the stations are measured: the first one compiles the code for that. */
const COST_RUNS = 3;

/** Runs for the cost of sending an item to another thread. */
const RUNS = 5;
/** Runs without items, which are short. */
const EMPTY_RUNS = 20;

export interface PlannerParts {
  readonly engines: readonly Engine[];
  /** Where the plans go. */
  readonly placements: Placements;
  readonly lines: WarmUpLines;
  /** How often the engine that places stations runs the warm-up lines with each plan, 0 or more. */
  readonly warmUps: number;
  readonly meters: CapacityMeters;
  readonly cores: number;
  readonly step: (what: string) => void;
}

/**
 * Places the stations of a line.
 *
 * @param items how many go over each edge of the line
 * @param products how many leave the line, 1 or more
 * @param capacity how many threads with this code run at once, 1 or more
 * @returns the speedup that is predicted; null where no engine places stations
 */
export type Planner = (
  line: Line,
  items: readonly number[],
  products: number,
  capacity: number,
) => Promise<number | null>;

/** Measures what it costs to send an item to another thread, with a line that only forwards items. */
export async function plannerFor({
  engines,
  placements,
  lines,
  warmUps,
  meters,
  cores,
  step,
}: PlannerParts): Promise<Planner> {
  const packed = engines.find((engine) => engine.packed !== null);
  const alone = engines.find(({ name }) => name === BASELINE);
  const apart = engines.findLast((engine) => engine.channel === packed?.channel && engine.packed === null);
  const { handful, plenty } = lines;
  const [passing] = plenty;
  if (packed === undefined || alone === undefined || apart === undefined || passing === undefined)
    return async () => null;
  step('what it costs to send an item to another thread');
  const { sources, stations } = await alone.run(passing);
  const ends = endsOf(passing);
  const passed = [...sources, ...stations]
    .filter(({ name }) => !ends.includes(name))
    .reduce((sum, { sent }) => sum + sent, 0);
  const cost: PassingCost = {
    crossingUs: await crossingCostUs({
      alone,
      apart,
      line: passing,
      passed,
      meter: meters.resuming,
      cores,
      runs: RUNS,
    }),
    emptyRunMs: await emptyRunMs(packed, handful, EMPTY_RUNS),
  };
  return async (line, items, products, capacity) => {
    step('what each station takes');
    const costs = await stationCosts(alone, line, COST_RUNS);
    const measured = specsOf(line).map(({ name }) => {
      const { selfMs = 0, restedMs = 0 } = costs.find((cost) => cost.name === name) ?? {};
      return { name, selfMs, restedMs };
    });
    const { placement, onMain, predicted } = placementPlan({
      line,
      stations: measured,
      items,
      products,
      cost,
      threads: placements.threads,
      capacity,
    });
    if (onMain) {
      placements.placeOnMain(line);
      return predicted;
    }
    placements.place(line, placement);
    // Which stations share a thread decides what the compiler makes of its code. What the first warm-up has left suits another plan.
    step(`warming up ${labelOf(packed)}`);
    await warmUpPlaced(packed, lines, warmUps, (one) => placements.place(one, placement));
    return predicted;
  };
}

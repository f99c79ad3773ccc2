/** Places the stations of a line of one's own on fewer threads, by what they cost on this machine. */
import type { Engine } from '../engine/engine.ts';
import { BASELINE } from '../engine/engine-table.ts';
import type { Placements } from '../engine/placement/placements.ts';
import type { Line } from '../line/line.ts';
import type { CapacityMeter } from '../measure/machine/capacity.ts';
import { crossingCostUs } from '../measure/passing-cost.ts';
import { placementPlan } from '../measure/placement-plan.ts';
import { SHORT_MS, type StationCost } from '../measure/station-cost.ts';
import type { OwnProgress } from './contrast-line.ts';
import { type Proof, prove } from './prove.ts';

/** Of a short line more runs are taken, since each may be disturbed. */
const SHORT_RUNS = 3;

export interface PlaceParts {
  readonly line: Line;
  readonly engines: readonly Engine[];
  readonly placements: Placements;
  readonly proof: Proof;
  /** What each station costs, in the order of their places. */
  readonly stations: readonly StationCost[];
  readonly meter: CapacityMeter;
  readonly cores: number;
  readonly step: OwnProgress['step'];
}

/**
 * Plans the placement, and proves that it moves the same items.
 *
 * @returns the speedup that is predicted; null where no engine places stations
 * @throws ProofError when it moves other items than one thread
 */
export async function placeLine(parts: PlaceParts): Promise<number | null> {
  const { line, engines, placements, proof, stations, meter, cores, step } = parts;
  const packed = engines.find((engine) => engine.packed !== null);
  const alone = engines.find(({ name }) => name === BASELINE);
  const apart = engines.find(
    ({ name, channel, packed: most }) => name === 'threads' && channel === packed?.channel && most === null,
  );
  if (packed === undefined || alone === undefined || apart === undefined) return null;
  step('what it costs to send an item to another thread');
  const runs = stations.reduce((sum, { selfMs }) => sum + selfMs, 0) < SHORT_MS ? SHORT_RUNS : 1;
  const items = proof.edges.map((edge) => edge.items);
  const passed = Math.max(
    1,
    items.reduce((sum, one) => sum + one, 0),
  );
  const crossingUs = await crossingCostUs({ alone, apart, line, passed, meter, cores, runs });
  const cost = { crossingUs, emptyRunMs: 0 };
  const capacity = meter.capacity();
  const products = Math.max(1, proof.results.items);
  const plan = placementPlan({ line, stations, items, products, cost, threads: placements.threads, capacity });
  const before = placements.of(line);
  if (plan.onMain) placements.placeOnMain(line);
  else placements.place(line, plan.placement);
  // The proof so far was of another placement.
  if (JSON.stringify(before) !== JSON.stringify(placements.of(line)))
    await prove([alone, packed], line, step, () => {});
  return plan.predicted;
}

/** Whether the processors allow what was measured. */
import { pool } from '../../../engine/pool.ts';
import { capacityMeters } from '../../../measure/machine/capacity.ts';
import { outcomeOf } from '../../../measure/statistics/outcome.ts';
import { nodePlatform } from '../../../platform/node/platform.ts';
import { speed } from '../speed.ts';
import { withEngines } from '../with-engines.ts';
import type { Gain } from './gain.ts';

const CAPACITY_SAMPLES = 3;

/**
 * Whether gains of threads are possible: none is above the parallel capacity, which is measured now. Noise can show more, and
 * confirms nothing.
 *
 * @param limit of the line, where it has one
 */
export async function arePossible(
  gains: readonly Pick<Gain, 'ratio'>[],
  limit = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const cores = nodePlatform.cores();
  const bakers = pool({ platform: nodePlatform, threads: cores });
  return await withEngines([bakers], async () => {
    const meter = capacityMeters(bakers, cores, speed()).computing;
    for (let i = 0; i < CAPACITY_SAMPLES; i++) await meter.sample();
    return gains.every(({ ratio }) => outcomeOf(ratio, Math.min(limit, meter.capacity())) !== 'not-trusted');
  });
}

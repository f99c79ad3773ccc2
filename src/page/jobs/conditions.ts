/** The conditions of the moment: how fast one thread is, and how many run at once. Measured between the runs of an experiment. */

import { serviceTimesUs } from '../../cake/recipe/graph.ts';
import { cooperative } from '../../engine/cooperative.ts';
import { pool } from '../../engine/pool.ts';
import { capacityMeters } from '../../measure/machine/capacity.ts';
import { medianOf } from '../../measure/statistics/samples.ts';
import type { ThreadingPlatform } from '../../platform/platform.ts';
import type { Calibration } from '../experiment/calibration.ts';
import { FIRST_SETTING, lineFor } from '../experiment/setting.ts';

export interface Conditions {
  /** Measures once more: a real run on one thread, and the parallel capacity. */
  sample(): Promise<void>;
  /** Of all samples. */
  found(): Pick<Calibration, 'slowdown' | 'parallelCapacity'>;
  close(): Promise<void>;
}

/** @param iterationsPerUs the speed of the kernel, undisturbed */
export function conditions(platform: ThreadingPlatform, iterationsPerUs: number): Conditions {
  const cores = platform.cores();
  const alone = cooperative({ platform });
  const bakers = pool({ platform, threads: cores });
  const meter = capacityMeters(bakers, cores, iterationsPerUs).computing;
  const { graph, line } = lineFor(FIRST_SETTING, iterationsPerUs, 0);
  const workMs = (FIRST_SETTING.cakes * serviceTimesUs(graph).reduce((sum, us) => sum + us, 0)) / 1000;
  const slowdowns: number[] = [];
  return {
    async sample() {
      slowdowns.push((await alone.run(line)).wallMs / workMs);
      await meter.sample();
    },
    found: () => ({ slowdown: Math.max(1, medianOf(slowdowns)), parallelCapacity: meter.capacity() }),
    close: () => bakers.close(),
  };
}

/** The machine a measurement was made on. */
import { availableParallelism, cpus } from 'node:os';

export interface Machine {
  /** Version of Node, without the v. */
  readonly node: string;
  readonly platform: string;
  /** The processor as the system names it. */
  readonly cpu: string;
  /** Cores that this process may use, which can be fewer than there are. */
  readonly cores: number;
  /** How many kernels really run at once, 1 up to the number of cores. */
  readonly parallelCapacity: number;
}

export function coresOf(): number {
  return availableParallelism();
}

export function machineWith(parallelCapacity: number): Machine {
  return {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() || 'unknown processor',
    cores: coresOf(),
    parallelCapacity,
  };
}

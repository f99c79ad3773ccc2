/** The limit: the most that an engine could gain on this machine, whatever it does. */

import type { Graph } from '../cake/graph.ts';
import type { Workload } from '../cake/workload.ts';
import type { EngineName } from '../engine/engine.ts';

/** Service time per cake of each station, in microseconds: what it works or rests for all that it makes for one cake. */
export function loadsUs(graph: Graph): number[] {
  return graph.stations.map(
    (station) => (graph.perProduct[station.makes] ?? 0) * (station.workUs + station.restMs * 1000),
  );
}

/**
 * Sum of the loads / the largest: what a line could gain if each station had a core of its own, since no line is faster
 * than its slowest station. Infinity for a line in which nobody works or rests.
 */
export function lineLimit(graph: Graph): number {
  const loads = loadsUs(graph);
  const largest = Math.max(...loads);
  return largest === 0 ? Number.POSITIVE_INFINITY : loads.reduce((sum, load) => sum + load, 0) / largest;
}

export interface Circumstances {
  readonly workload: Workload;
  /** The recipe under that workload. */
  readonly graph: Graph;
  readonly cakes: number;
  /** How many kernels this machine really runs at once. */
  readonly parallelCapacity: number;
  /** Threads of the engine that resume coroutines. */
  readonly threads: number;
}

/** The largest speedup over the cooperative engine that is possible: 1 or more. */
export function limitOf(engine: EngineName, circumstances: Circumstances): number {
  const { workload, graph, cakes, parallelCapacity, threads } = circumstances;
  const computing = Math.min(parallelCapacity, threads);
  switch (engine) {
    case 'cooperative':
      return 1;
    case 'event-loop':
      // On one thread only rests can overlap.
      return workload === 'wait-bound' ? lineLimit(graph) : 1;
    case 'threads':
      // A rest needs no core.
      return workload === 'wait-bound' ? lineLimit(graph) : Math.min(computing, lineLimit(graph));
    case 'pool':
      // No line, so that no station is the slowest; but a cake is not shared, and each baker rests alone.
      return Math.min(workload === 'wait-bound' ? threads : computing, cakes / Math.ceil(cakes / threads));
  }
}

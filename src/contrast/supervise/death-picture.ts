/** The picture of a death: the same few cakes twice, and in the second run the thread of the last station dies in the middle. */
import { bake, taskOf } from '../../cake/bake.ts';
import { demandOf } from '../../cake/recipe/demand.ts';
import type { Graph } from '../../cake/recipe/graph.ts';
import { createEngine } from '../../engine/create-engine.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Kill } from '../../engine/supervise/supervision.ts';
import { EVENTS, traceFrom } from '../../measure/recording-cost.ts';
import type { ThreadingPlatform } from '../../platform/platform.ts';
import type { Trace } from '../../trace/trace.ts';
import type { DrawnRuns } from '../lanes-text.ts';
import { drawnLine, type PictureOptions } from '../picture.ts';

export interface DeathPicture extends DrawnRuns {
  /** Whose thread dies, and in the middle of which of the items that it sends. */
  readonly victim: { readonly station: string; readonly item: number };
  /** The length of each piece of work and each rest, divided by its length in the recipe. */
  readonly timeScale: number;
  /** The run in which nobody dies, and the supervised one. */
  readonly recorded: readonly [{ readonly trace: Trace }, { readonly trace: Trace }];
}

/** How often the last station makes cakes: enough to see what is done again, and what comes after that. */
const FIRINGS = 12;
/** About how long one thread takes, in milliseconds: so long that the time without a thread is a part of the picture and not all of it. */
const PICTURE_MS = 400;

/** The station that dies, and where. */
export function victimOf(graph: Graph, cakes: number): DeathPicture['victim'] {
  const last = graph.stations.at(-1);
  const { firings } = demandOf(graph, cakes);
  const made = (firings.at(-1) ?? 1) * (last?.count ?? 1);
  return { station: last?.name ?? '', item: Math.max(1, Math.floor(Math.min(made, cakes) / 2)) };
}

/**
 * @returns null if no station works or rests
 * @throws StationFailure when a station fails
 */
export async function deathPicture(
  options: Pick<PictureOptions, 'recipe' | 'source' | 'workloads' | 'seed'> & { readonly platform: ThreadingPlatform },
): Promise<DeathPicture | null> {
  const { platform } = options;
  const drawn = drawnLine({ ...options, ms: PICTURE_MS }, (graph) => FIRINGS * (graph.stations.at(-1)?.count ?? 1));
  if (drawn === null) return null;
  const { line, graph, cakes } = drawn;
  const victim = victimOf(graph, cakes);
  const kills: readonly Kill[] = [{ kind: 'at', ...victim }];
  const ring = { name: 'threads', channel: 'ring', packed: null } as const;
  const engines = [createEngine(ring, platform), createEngine(ring, platform, { supervise: { kills } })] as const;
  const recordedWith = async (engine: Engine): Promise<Trace> => {
    // In a first run the threads start, and their code is compiled.
    await engine.run(taskOf(graph, line).line);
    return traceFrom(engine, await bake(engine, graph, line, { events: EVENTS }));
  };
  try {
    const plain = await recordedWith(engines[0]);
    const supervised = { ...(await recordedWith(engines[1])), engine: SUPERVISED };
    return { ...drawn, victim, recorded: [{ trace: plain }, { trace: supervised }] };
  } finally {
    for (const engine of engines) await engine.close();
  }
}

/** What a supervised engine is called in pictures. */
export const SUPERVISED = 'threads (ring, supervised)';

/** A line and bakers on the same order: how fast both are, what each of them can gain, and whether it did. */
import { bake } from '../../../cake/bake.ts';
import { serviceTimesUs } from '../../../cake/recipe/graph.ts';
import type { Engine } from '../../../engine/engine.ts';
import { lineLimit } from '../../../measure/limit.ts';
import { nodePlatform } from '../../../platform/node/platform.ts';
import type { CakeLine } from '../cake-lines.ts';
import { type Gain, gainOf, inTurn } from './gain.ts';

export const CORES = nodePlatform.cores();
/** Another number of bakers than there are processors, to try. */
export const MORE_BAKERS = CORES === 8 ? 12 : 8;

/** How fast both ways are, compared with one thread, and the bakers compared with the line. */
export interface WaysCompared {
  readonly line: Gain;
  readonly bakers: Gain;
  readonly bakersOverLine: Gain;
  /** The largest gain of the line: the time of all stations / the time of the slowest one. */
  readonly lineLimit: number;
  /** How many different digests there were. */
  readonly digests: number;
}

/**
 * @param engines one thread, the line, and the bakers
 * @returns the comparison, and how many bakers there were, as the engine counts its threads
 */
export async function compareWays(
  engines: readonly Engine[],
  { graph, line }: CakeLine,
  rounds: number,
  warmUps: number,
): Promise<{ readonly result: WaysCompared; readonly bakers: number }> {
  const digests = new Set<string>();
  const counts = engines.map(() => 0);
  const runners = engines.map((engine, i) => async () => {
    const { wallMs, digest, threads } = await bake(engine, graph, line);
    digests.add(digest);
    counts[i] = threads;
    return wallMs;
  });
  await inTurn(warmUps, runners);
  const [one, lined, pooled] = await inTurn(rounds, runners);
  const [gain, bakers, over] = [gainOf(one, lined), gainOf(one, pooled), gainOf(lined, pooled)];
  const limit = lineLimit(serviceTimesUs(graph));
  const result = { line: gain, bakers, bakersOverLine: over, lineLimit: limit, digests: digests.size };
  return { result, bakers: counts[2] ?? 0 };
}

/** What each way can gain. */
interface Limits {
  readonly line: number;
  readonly bakers: number;
}

/** Who works needs a processor. */
export function atWork(cores: number, bakers: number, lineLimit: number): Limits {
  return { line: Math.min(lineLimit, cores), bakers: Math.min(bakers, cores) };
}

/** Where both can gain the same, both have to gain; the bakers may win even so, since they send no messages. */
export function areAsLimits({ line, bakers, bakersOverLine: { outcome } }: WaysCompared, limits: Limits): boolean {
  const lineGains = line.outcome === 'wins';
  const bakersGain = bakers.outcome === 'wins';
  if (limits.bakers === limits.line) return outcome !== 'loses' && lineGains && bakersGain;
  return limits.bakers > limits.line ? outcome === 'wins' && bakersGain : outcome === 'loses' && lineGains;
}

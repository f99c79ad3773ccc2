/** What each coroutine of a line costs on one thread. */
import type { Engine, LineRun } from '../engine/engine.ts';
import type { Line } from '../line/line.ts';

/** What one thread needed for a coroutine, without what it called. */
export interface StationCost {
  readonly name: string;
  readonly kind: 'source' | 'station';
  readonly items: number;
  /** Its rests are part of it. */
  readonly selfMs: number;
  readonly restedMs: number;
}

/** In runs that are shorter than this, in milliseconds, the compiler has to be given more time before the first round. */
export const SHORT_MS = 200;
const SELF_TIME_RUNS = 4;

/**
 * @param engine the cooperative one: only there a send is a call, and the time of what is called can be left out
 * @param runs how often at most [4]
 */
export async function stationCosts(
  engine: Engine | undefined,
  line: Line,
  runs = SELF_TIME_RUNS,
): Promise<StationCost[]> {
  if (engine === undefined) return [];
  let run = await engine.run(line, { selfTimes: true });
  // The first runs compile the code.
  for (let i = 1; i < runs && run.wallMs < SHORT_MS; i++) run = await engine.run(line, { selfTimes: true });
  const { sources, stations } = run;
  const costOf =
    (kind: StationCost['kind']) =>
    (run: LineRun['stations'][number]): StationCost => ({
      name: run.name,
      kind,
      items: run.sent,
      selfMs: run.selfMs ?? 0,
      restedMs: run.restedMs,
    });
  return [...sources.map(costOf('source')), ...stations.map(costOf('station'))];
}

/** What each coroutine of a line costs on one thread. */
import type { Engine, LineRun, StationRun } from '../engine/engine.ts';
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

/** What it takes at most to look at the clock for one item, in milliseconds. */
const LOOK_MS = 300e-6;
/** Looks that take less than this share of a run do not count. */
const SMALL = 0.01;

/**
 * The shares come from a run that looks at the clock at every resume. Where items are passed on and little else is done the looks take
 * as long as the items, so that the sum comes from a run without them.
 *
 * @param engine the cooperative one: only there a send is a call, and the time of what is called can be left out
 * @param runs how often at most [4]
 */
export async function stationCosts(
  engine: Engine | undefined,
  line: Line,
  runs = SELF_TIME_RUNS,
): Promise<StationCost[]> {
  if (engine === undefined) return [];
  let timed = await engine.run(line, { selfTimes: true });
  let plain = looksMatter(timed) ? await engine.run(line) : null;
  // The first runs compile the code.
  for (let i = 1; i < runs && timed.wallMs < SHORT_MS; i++) {
    timed = await engine.run(line, { selfTimes: true });
    if (plain !== null) plain = await engine.run(line);
  }
  const { sources, stations } = timed;
  const busyMs = [...sources, ...stations].reduce((sum, { selfMs, restedMs }) => sum + ownMs(selfMs, restedMs), 0);
  const scale = plain === null || busyMs === 0 ? 1 : busyOf(plain) / busyMs;
  const costOf =
    (kind: StationCost['kind']) =>
    ({ name, sent, selfMs, restedMs }: StationRun): StationCost => ({
      name,
      kind,
      items: sent,
      selfMs: restedMs + scale * ownMs(selfMs, restedMs),
      restedMs,
    });
  return [...sources.map(costOf('source')), ...stations.map(costOf('station'))];
}

function ownMs(selfMs: number | null, restedMs: number): number {
  return Math.max(0, (selfMs ?? 0) - restedMs);
}

function looksMatter({ sources, stations, wallMs }: LineRun): boolean {
  return [...sources, ...stations].reduce((sum, { sent }) => sum + sent, 0) * LOOK_MS > SMALL * wallMs;
}

/** The time of a run on one thread, without its rests. */
function busyOf({ sources, stations, wallMs }: LineRun): number {
  return Math.max(0, wallMs - [...sources, ...stations].reduce((sum, { restedMs }) => sum + restedMs, 0));
}

/** What each coroutine of a line costs on one thread. */
import type { Engine, LineRun, StationRun } from '../engine/engine.ts';
import type { Line } from '../line/line.ts';
import { medianOf } from './statistics/samples.ts';

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
 * The shares come from runs that look at the clock at every resume. Where items are passed on and little else is done the looks take
 * as long as the items, so that the sum comes from runs without them. The first runs compile the code, and any run may be disturbed:
 * of each station the shortest time counts.
 *
 * @param engine the cooperative one: only there a send is a call, and the time of what is called can be left out
 * @param runs how often at most [4]; runs of `SHORT_MS` or longer are made twice
 */
export async function stationCosts(
  engine: Engine | undefined,
  line: Line,
  runs = SELF_TIME_RUNS,
): Promise<StationCost[]> {
  if (engine === undefined) return [];
  const timed = [await engine.run(line, { selfTimes: true })];
  const plain = timed.some(looksMatter) ? [await engine.run(line)] : [];
  for (let i = 1; i < runs && (i < 2 || timed.every(({ wallMs }) => wallMs < SHORT_MS)); i++) {
    timed.push(await engine.run(line, { selfTimes: true }));
    if (plain.length > 0) plain.push(await engine.run(line));
  }
  const costs = timed.map(costsIn);
  const least = (costs[0] ?? []).map((cost, place) => ({
    ...cost,
    busyMs: Math.min(...costs.map((one) => one[place]?.busyMs ?? cost.busyMs)),
    restedMs: medianOf(costs.map((one) => one[place]?.restedMs ?? cost.restedMs)),
  }));
  const busyMs = least.reduce((sum, cost) => sum + cost.busyMs, 0);
  const scale = plain.length === 0 || busyMs === 0 ? 1 : Math.min(...plain.map(busyOf)) / busyMs;
  return least.map(({ busyMs: ownMs, ...cost }) => ({ ...cost, selfMs: cost.restedMs + scale * ownMs }));
}

/** What a run has shown of each coroutine: `busyMs` is its own time without its rests. */
type TimedStation = Omit<StationCost, 'selfMs'> & { readonly busyMs: number };

function costsIn({ sources, stations }: LineRun): TimedStation[] {
  const costOf =
    (kind: StationCost['kind']) =>
    ({ name, sent, selfMs, restedMs }: StationRun): TimedStation => ({
      name,
      kind,
      items: sent,
      busyMs: Math.max(0, (selfMs ?? 0) - restedMs),
      restedMs,
    });
  return [...sources.map(costOf('source')), ...stations.map(costOf('station'))];
}

function looksMatter({ sources, stations, wallMs }: LineRun): boolean {
  return [...sources, ...stations].reduce((sum, { sent }) => sum + sent, 0) * LOOK_MS > SMALL * wallMs;
}

/** The time of a run on one thread, without its rests. */
function busyOf({ sources, stations, wallMs }: LineRun): number {
  return Math.max(0, wallMs - [...sources, ...stations].reduce((sum, { restedMs }) => sum + restedMs, 0));
}

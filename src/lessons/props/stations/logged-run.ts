/** Runs a line whose stations log what they receive, in one log for all threads. */
import { bake } from '../../../cake/bake.ts';
import type { Engine } from '../../../engine/engine.ts';
import { siblingUrl } from '../../../line/sibling.ts';
import { type CakeLine, recast } from '../cake-lines.ts';
import type { Rule } from './logged-station.ts';

export interface LoggedRun {
  readonly cakes: number;
  /** How many cakes the oven made of two equal mixes. */
  readonly spoiled: number;
  readonly left: number;
  /** A checksum of all the work. */
  readonly digest: string;
  /** Which station received which ingredient, in order of time: place * 256 + ingredient. */
  readonly log: readonly number[];
}

const OVEN = 'oven';

/**
 * @param entries how many inputs all stations together receive
 * @param rule of the oven
 */
export async function loggedRun(engine: Engine, task: CakeLine, entries: number, rule: Rule): Promise<LoggedRun> {
  const { graph, line } = task;
  const log = new Int32Array(new SharedArrayBuffer(4 * (1 + entries)));
  const coroutine = { module: siblingUrl('./logged-station', import.meta.url), export: 'loggedStation' };
  const stations = line.stations.map((spec, place) =>
    recast(graph, spec, coroutine, { place, log, rule: spec.name === OVEN ? rule : 'counts' }),
  );
  const { products: cakes, leftovers, digest } = await bake(engine, graph, { ...line, stations });
  const order = [...log.subarray(1, 1 + (log[0] ?? 0))];
  const mixes = receivedBy(placeOf(task, OVEN), order);
  const spoiled = rule === 'counts' ? 0 : mixes.filter((mix, i) => i % 2 === 1 && mix === mixes[i - 1]).length;
  return { cakes, spoiled, left: Object.keys(leftovers).length, digest, log: order };
}

export function placeOf({ line }: CakeLine, station: string): number {
  return line.stations.findIndex(({ name }) => name === station);
}

/** What one station received, in its order. */
export function receivedBy(place: number, log: readonly number[]): number[] {
  return log.filter((entry) => entry >> 8 === place);
}

/** The smallest line: a source and one station. Divided by its items, the time of a run is what it costs to move one. */
import type { Engine } from '../../engine/engine.ts';
import { lineFor } from '../../line/defined-line.ts';
import { ints } from '../../line/kind/kinds.ts';
import type { Line } from '../../line/line.ts';
import { planOf } from '../../line/plan.ts';
import { source } from '../../line/stage.ts';
import { checksumOf, checksumWith, numberFor } from './payload.ts';

interface PairOptions {
  readonly items: number;
}

/** As large as in a line whose stations do no work. */
const CAPACITY = 16_384;

/** The station reports how many items it took, and their checksum. */
export const pair = lineFor(
  ({ items }: PairOptions) => {
    const sender = source(
      function* sender() {
        for (let i = 0; i < items; i++) yield numberFor(i);
      },
      { out: ints() },
    );
    return sender.holding(CAPACITY).to(
      function* taker(host) {
        let count = 0;
        let checksum = 0;
        host.report(() => ({ count, checksum }));
        while (true) {
          checksum = checksumWith(checksum, yield);
          count++;
        }
      },
      { out: ints() },
    );
  },
  { module: import.meta.url },
);

export interface PairPlan {
  /** The fewest items of a run. Code is warm and clocks are fine enough with some ten thousand. */
  readonly leastItems: number;
  /** The least time of a run, in milliseconds: many steps of the clock. */
  readonly leastMs: number;
  /** How many runs are measured, 1 or more. */
  readonly runs: number;
}

/**
 * What it costs to move an item from the source to the station, both ends together, while both are busy.
 *
 * @param engine warmed up here, with runs that become longer
 * @returns nanoseconds, one sample for each run
 * @throws Error when the station has not taken what was sent
 */
export async function pairCosts(engine: Engine, { leastItems, leastMs, runs }: PairPlan): Promise<readonly number[]> {
  let items = leastItems;
  let wallMs = await timed(engine, items);
  for (wallMs = await timed(engine, items); wallMs < leastMs; wallMs = await timed(engine, items))
    items = Math.ceil(items * Math.min(8, Math.max(1.5, (1.2 * leastMs) / wallMs)));
  const samples: number[] = [];
  for (let i = 0; i < runs; i++) samples.push((1e6 * (await timed(engine, items))) / items);
  return samples;
}

async function timed(engine: Engine, items: number): Promise<number> {
  const { wallMs, stations } = await engine.run(lineOf(items));
  const account = stations[0]?.accounts[0];
  const wanted = { count: items, checksum: checksumOf(items) };
  if (JSON.stringify(account) !== JSON.stringify(wanted))
    throw new Error(`expected ${JSON.stringify(wanted)} at the far end, found ${JSON.stringify(account)}`);
  return wallMs;
}

function lineOf(items: number): Line {
  return planOf(pair({ items }), { module: import.meta.url, export: 'pair' }, { parts: 0 });
}

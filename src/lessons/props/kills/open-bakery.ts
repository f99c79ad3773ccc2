/** A supervised line that bakes on until somebody ends it, and whose oven can be killed at any moment. */
import { deliveriesOf } from '../../../cake/recipe/order.ts';
import { PRODUCER, type Recipe } from '../../../cake/recipe/recipe.ts';
import type { Promised } from '../../../channel/committed-ring.ts';
import type { KillControl } from '../../../engine/supervise/supervision.ts';
import { threads } from '../../../engine/threads.ts';
import { siblingUrl } from '../../../line/sibling.ts';
import { nodePlatform as platform } from '../../../platform/node/platform.ts';
import { cakeLine } from '../cake-lines.ts';
import type { EndlessOptions } from './endless-producer.ts';
import { ResultCounter } from './result-counter.ts';

/** How many cakes the ingredients of one lot are for. */
const LOT = { cakes: 10, seed: 1, delivery: 'order' } as const;

/** What can be seen of a bakery. */
export interface Seen {
  /** Cakes that have left the line. */
  readonly cakes: number;
  /** How often the oven was killed, and how often another thread has committed something in its place. */
  readonly kills: number;
  readonly restarts: number;
  /** From the last kill to the first commit of the next thread, in milliseconds; null before that. */
  readonly lastMs: number | null;
}

export interface Closed extends Seen {
  /** For how many cakes ingredients were delivered. */
  readonly expected: number;
}

export interface Bakery {
  seen(): Seen;
  /** Kills the thread of the oven; false while there is none, because the next one gets ready. */
  kill(): boolean;
  /** Resolves when so many cakes more have left the line. */
  more(cakes: number): Promise<void>;
  /** Ends the delivery, and awaits the last cake. */
  close(): Promise<Closed>;
}

/** Resolves when it bakes. */
export async function openBakery(recipe: Recipe, promised: Promised): Promise<Bakery> {
  const { graph, line } = cakeLine(recipe, LOT.cakes);
  const end = new Int32Array(new SharedArrayBuffer(4));
  const options: EndlessOptions = { lot: deliveriesOf(graph, LOT), kinds: graph.names.length, end };
  const module = siblingUrl('./endless-producer', import.meta.url);
  const source = { name: PRODUCER, module, export: 'endlessProducer', options, firstWorkIndex: 0 };
  const results = new ResultCounter();
  let begun = (_: KillControl): void => {};
  const begins = new Promise<KillControl>((resolve) => {
    begun = resolve;
  });
  const kills = [{ kind: 'on-demand', station: 'oven', begun } as const];
  const engine = threads({ platform, channel: 'ring', supervise: { promised, kills } });
  const run = engine.run({ ...line, sources: [source] }, { results }).finally(() => engine.close());
  // Only a run that fails ends before it begins.
  const control = await Promise.race([begins, run.then(() => begins)]);
  const seen = (): Seen => {
    const { kills, recoveries } = control.report();
    return { cakes: results.count, kills, restarts: recoveries.length, lastMs: recoveries.at(-1) ?? null };
  };
  return {
    seen,
    kill: () => control.kill(),
    more: (cakes) => Promise.race([results.more(cakes), run.then(() => {})]),
    async close() {
      Atomics.store(end, 0, 1);
      const { sources } = await run;
      const delivered = sources.reduce((sum, { sent }) => sum + sent, 0);
      return { ...seen(), expected: (delivered / options.lot.length) * LOT.cakes };
    },
  };
}

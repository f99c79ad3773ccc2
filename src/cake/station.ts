/** The station: one generator function for every station of every recipe, under every engine. */
import type { Host, Station } from '../line/coroutine.ts';
import type { Keep } from '../line/keep.ts';
import { rest } from '../line/rest.ts';
import type { StationCount } from './books.ts';
import { type Deal, Dealer } from './dealer.ts';
import type { Ingredient, Need } from './recipe/graph.ts';
import { Storage } from './storage.ts';

export interface StationOptions {
  readonly needs: readonly Need[];
  /** What a firing makes: one unit for one station, or units that are dealt. */
  readonly makes: Ingredient | Deal;
  /** How many different ingredients the recipe has. */
  readonly kinds: number;
  /** Work per firing, in iterations of the kernel. */
  readonly iterations: number;
  /** Rest per firing, in milliseconds. */
  readonly restMs: number;
}

export function* station(options: StationOptions, host: Host<Ingredient>): Station<Ingredient> {
  const storage = new Storage(options.needs, options.kinds, host.keep);
  const makes = dealt(options.makes, host.keep);
  host.report(() => accountOf(storage, makes));
  while (true) {
    const ingredient = yield; // Gives the thread back. The engine resumes it here, with the next ingredient.
    if (!storage.add(ingredient)) continue;
    storage.take();
    host.work(options.iterations);
    if (options.restMs > 0) yield rest(options.restMs);
    if (typeof makes === 'number') host.send(makes);
    else makes.fire(host.send);
  }
}

function dealt(makes: Ingredient | Deal, keep: Keep): Ingredient | Dealer {
  return typeof makes === 'number' ? makes : new Dealer(makes, keep);
}

function accountOf(storage: Storage, makes: Ingredient | Dealer): StationCount {
  const { made, sent } = typeof makes === 'number' ? { made: storage.firings, sent: [storage.firings] } : makes;
  return { received: storage.received(), made, sent, left: storage.contents() };
}

/** The station: one generator function for every station of every recipe, under every engine. */
import type { Host, Station } from '../line/coroutine.ts';
import { rest } from '../line/rest.ts';
import type { Ingredient, Need } from './recipe/graph.ts';
import { Storage } from './storage.ts';

export interface StationOptions {
  readonly needs: readonly Need[];
  readonly makes: Ingredient;
  /** How many different ingredients the recipe has. */
  readonly kinds: number;
  /** Work per product, in iterations of the kernel. */
  readonly iterations: number;
  /** Rest per product, in milliseconds. */
  readonly restMs: number;
}

export function* station(options: StationOptions, host: Host<Ingredient>): Station<Ingredient> {
  const storage = new Storage(options.needs, options.kinds);
  host.report(() => ({ received: storage.received(), made: storage.made, left: storage.contents() }));
  while (true) {
    const ingredient = yield; // Gives the thread back. The engine resumes it here, with the next ingredient.
    if (!storage.add(ingredient)) continue;
    storage.take();
    host.work(options.iterations);
    if (options.restMs > 0) yield rest(options.restMs);
    host.send(options.makes);
  }
}

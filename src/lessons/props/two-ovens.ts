/** Stations for a line with two ovens. An item for the second oven has its own code: the usual code plus a shift. */

import type { Ingredient } from '../../cake/recipe/graph.ts';
import { type StationOptions, station } from '../../cake/station.ts';
import type { Host, Station } from '../../line/coroutine.ts';

export interface ShiftedOptions {
  readonly station: StationOptions;
  /** An item for the second oven has a code that is higher by this. */
  readonly shift: number;
}

/** Sends its products to the two ovens in turn. */
export function* alternating({ station: options, shift }: ShiftedOptions, host: Host<Ingredient>): Station<Ingredient> {
  let sent = 0;
  yield* station(options, { ...host, send: (item) => host.send(sent++ % 2 === 0 ? item : item + shift) });
}

/** An oven like the first one, which takes the items with the shifted codes. */
export function* secondOven({ station: options, shift }: ShiftedOptions, host: Host<Ingredient>): Station<Ingredient> {
  const needs = options.needs.map(({ ingredient, count }) => ({ ingredient: ingredient + shift, count }));
  yield* station({ ...options, needs, kinds: options.kinds + shift }, host);
}

/** A station that logs its inputs in shared memory: one log for all threads shows station and ingredient, in order. */
import type { Ingredient } from '../../../cake/recipe/graph.ts';
import { type StationOptions, station } from '../../../cake/station.ts';
import type { Host, Station } from '../../../line/coroutine.ts';
import { firstComeOven } from './first-come-oven.ts';

/** What a station does with its inputs: it counts them until it has enough, or takes the first two that come. */
export type Rule = 'counts' | 'first-come';

export interface LoggedOptions {
  readonly station: StationOptions;
  /** The place of the station in the line, 0 to 255. */
  readonly place: number;
  readonly rule: Rule;
  /** The first word counts the entries, which follow it. */
  readonly log: Int32Array;
}

export function* loggedStation(
  { place, rule, log, station: options }: LoggedOptions,
  host: Host<Ingredient>,
): Station<Ingredient> {
  const cook = rule === 'counts' ? station(options, host) : firstComeOven(options, host);
  let step = cook.next();
  try {
    while (!step.done) {
      const ingredient = yield step.value;
      if (step.value === undefined) {
        const entry = Atomics.add(log, 0, 1) + 1;
        Atomics.store(log, entry, place * 256 + ingredient);
        step = cook.next(ingredient);
      } else step = cook.next();
    }
  } finally {
    cook.return();
  }
}

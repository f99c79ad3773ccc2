/** A station that fails at its nth ingredient. It records in shared memory what it received, and that it cleaned up. */

import type { Ingredient } from '../../cake/recipe/graph.ts';
import { type StationOptions, station } from '../../cake/station.ts';
import type { Host, Station } from '../../line/coroutine.ts';

export interface FailingOptions {
  readonly station: StationOptions;
  /** The number of the ingredient at which it fails, from 1; 0 for never. */
  readonly failsAt: number;
  /** The first word counts the stations that cleaned up; the others count what the failing station received, by kind. */
  readonly notes: Int32Array;
}

type Cook = Station<Ingredient>;

export function* failingStation({ station: options, failsAt, notes }: FailingOptions, host: Host<Ingredient>): Cook {
  const cook = station(options, host);
  let step = cook.next();
  let received = 0;
  try {
    while (!step.done) {
      const ingredient = yield step.value;
      if (step.value === undefined && failsAt > 0) {
        if (++received === failsAt) throw new Error('it caught fire');
        Atomics.add(notes, 1 + ingredient, 1);
      }
      step = cook.next(ingredient);
    }
  } finally {
    Atomics.add(notes, 0, 1);
  }
}

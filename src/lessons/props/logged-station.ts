/** A station that notes in shared memory what it is given: who, and what, in the order of all threads together. */

import { type StationOptions, station } from '../../cake/station.ts';
import type { Host, Station } from '../../line/coroutine.ts';

export interface LoggedOptions extends StationOptions {
  /** Its place in the line, 0 to 255. */
  readonly place: number;
  /** The first word counts the entries behind it. */
  readonly log: Int32Array;
}

export function* loggedStation({ place, log, ...options }: LoggedOptions, host: Host): Station {
  const cook = station(options, host);
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

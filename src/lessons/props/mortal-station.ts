/** A station that dies of its nth ingredient, and notes in shared memory what it had got, and that it has washed up. */

import { type StationOptions, station } from '../../cake/station.ts';
import type { Host, Station } from '../../line/coroutine.ts';

export interface MortalOptions {
  readonly station: StationOptions;
  /** The ingredient that it dies of, from 1; 0 for never. */
  readonly diesOf: number;
  /** The first word counts the stations that have washed up, the others what the one that dies had got, by its kind. */
  readonly notes: Int32Array;
}

export function* mortalStation({ station: options, diesOf, notes }: MortalOptions, host: Host): Station {
  const cook = station(options, host);
  let step = cook.next();
  let received = 0;
  try {
    while (!step.done) {
      const ingredient = yield step.value;
      if (step.value === undefined && diesOf > 0) {
        if (++received === diesOf) throw new Error('it caught fire');
        Atomics.add(notes, 1 + ingredient, 1);
      }
      step = cook.next(ingredient);
    }
  } finally {
    Atomics.add(notes, 0, 1);
  }
}

/** A station that dies of its nth ingredient, and notes in shared memory that it has washed up. */
import type { Host, Station } from '../station/coroutine.ts';
import { type StationOptions, station } from '../station/station.ts';

export interface MortalOptions {
  readonly station: StationOptions;
  /** The ingredient that it dies of, from 1; 0 for never. */
  readonly diesOf: number;
  readonly washedUp: Int32Array;
}

export function* mortalStation({ station: options, diesOf, washedUp }: MortalOptions, host: Host): Station {
  const cook = station(options, host);
  let step = cook.next();
  let received = 0;
  try {
    while (!step.done) {
      const ingredient = yield step.value;
      if (step.value === undefined && ++received === diesOf) throw new Error('it caught fire');
      step = cook.next(ingredient);
    }
  } finally {
    Atomics.add(washedUp, 0, 1);
  }
}

/** The stations of chapter 27: an oven that fails at its nth mix, and stations that note in shared memory that they cleaned up. */
import type { Ingredient } from '../../../cake/recipe/graph.ts';
import { type StationOptions, station } from '../../../cake/station.ts';
import type { Host, Station } from '../../../line/coroutine.ts';

export interface CleaningOptions {
  readonly station: StationOptions;
  /** The first word counts the stations that cleaned up; the others count what the oven had used, by kind. */
  readonly notes: Int32Array;
}

export interface FailingOptions extends CleaningOptions {
  /** The number of the mix at which the oven fails, from 1. */
  readonly failsAt: number;
  /** Whether its clean-up fails as well. */
  readonly mopBreaks: boolean;
}

type Cook = Station<Ingredient>;

interface Oven {
  readonly bake: (mix: Ingredient) => void;
  readonly failsAt: number;
  readonly cleanUp: () => void;
}

function* oven({ bake, failsAt, cleanUp }: Oven): Cook {
  try {
    for (let mixes = 1; ; mixes++) {
      const mix = yield;
      if (mixes === failsAt) throw new Error('it caught fire');
      bake(mix);
    }
  } finally {
    cleanUp(); // Runs after an error, and also when the engine stops the station.
  }
}

export function failingOven({ station: options, failsAt, mopBreaks, notes }: FailingOptions, host: Host): Cook {
  const cook = station(options, host);
  cook.next();
  return oven({
    failsAt,
    bake(mix) {
      Atomics.add(notes, 1 + mix, 1);
      cook.next(mix);
    },
    cleanUp() {
      if (mopBreaks) throw new Error('the mop broke');
      Atomics.add(notes, 0, 1);
    },
  });
}

export function* cleaningStation({ station: options, notes }: CleaningOptions, host: Host): Cook {
  try {
    yield* station(options, host);
  } finally {
    Atomics.add(notes, 0, 1);
  }
}

/** What the members of a group share. */
import type { Clock } from '../../platform/platform.ts';
import type { FirstFailure } from '../failure.ts';
import type { WorkTally } from '../station/station-host.ts';

export interface GroupState {
  readonly clock: Clock;
  /** One word of the status board that says whose code runs: see `topOf`. */
  readonly top: Int32Array;
  readonly failure: FirstFailure;
  /** The pieces of work and the rests of all members. */
  readonly tally: WorkTally;
  /** When the turn of the member that runs has been long enough. */
  turnUntilMs: number;
  /** How many members cannot be called at the moment: they rest, or items wait for them. */
  busy: number;
}

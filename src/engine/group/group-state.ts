/** What the members of a group share. */
import type { Clock } from '../../platform/platform.ts';
import type { FirstFailure } from '../failure.ts';
import type { WorkTally } from '../station/station-host.ts';
import type { StackTop } from '../watch/status-board.ts';

export interface GroupState {
  readonly clock: Clock;
  /** Whose code runs. */
  readonly top: StackTop;
  readonly failure: FirstFailure;
  /** The pieces of work and the rests of all members. */
  readonly tally: WorkTally;
  /** How many members cannot be called at the moment: they rest, or items wait for them. */
  busy: number;
}

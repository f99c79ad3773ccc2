/** The outlets of a member: calls to the members that read it on the same thread, channels to all other readers. */
import type { Item } from '../../line/coroutine.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { Exit, StationOutlet } from '../station/ends.ts';
import { instrumentOutlet } from '../station/instrument.ts';
import { NOWHERE } from '../station/nowhere.ts';
import type { Witness } from '../station/witness.ts';
import { CallOutlet, ObservedCallOutlet } from './call-outlet.ts';
import type { Member } from './member.ts';

/** An outlet of a member to a channel, and which edge of the line it is. */
export interface ChannelOutlet extends StationOutlet {
  readonly edge: number;
}

/** An edge of the line whose sends are calls. */
export interface CallEdge extends Omit<StationOutlet, 'outlet'> {
  readonly edge: number;
  /** The sender and the reader, by their places in the group. */
  readonly from: number;
  readonly to: number;
  /** The most items that wait while the reader rests. */
  readonly capacity: number;
}

/** The reader of a call edge. */
export interface Called {
  readonly edge: CallEdge;
  readonly to: Member;
  /** Counts what it receives over this edge; null where nothing is counted. */
  readonly count: ((item: Item) => void) | null;
}

export interface OutletParts {
  /** The sender's place on the status board. */
  readonly place: number;
  readonly outlets: readonly ChannelOutlet[];
  readonly called: readonly Called[];
  readonly exit: Exit | null;
  readonly recorder: Recorder | null;
  readonly witness: Witness | null;
  /** Whether it works from each resume to its next `yield`, so that its sends interrupt its work. */
  readonly worksOnSend: boolean;
}

/** In the order of the line's edges, and the exit: recorded and counted where that is asked for. */
export function outletsOf(parts: OutletParts): { readonly outlets: StationOutlet[]; readonly exit: Exit | null } {
  const { outlets, called, exit, recorder, witness } = parts;
  const edges = [...outlets, ...called.map((one) => ({ ...one.edge, outlet: callOutlet(one, parts) }))];
  return {
    outlets: edges
      .toSorted((one, other) => one.edge - other.edge)
      .map((one) => {
        const seen = recorder === null ? one.outlet : instrumentOutlet(one.outlet, one.label, recorder);
        return { ...one, outlet: witness === null ? seen : witness.outlet(seen) };
      }),
    exit: exitOf(exit, recorder, witness),
  };
}

function callOutlet({ edge, to, count }: Called, parts: OutletParts): CallOutlet | ObservedCallOutlet {
  const { place, recorder, worksOnSend } = parts;
  const observed = to.recorder !== null || count !== null;
  if (!observed) return new CallOutlet(to, place);
  return new ObservedCallOutlet(to, place, edge.label, worksOnSend ? recorder : null, count ?? nothing);
}

function exitOf(exit: Exit | null, recorder: Recorder | null, witness: Witness | null): Exit | null {
  if (exit === null || (recorder === null && witness === null)) return exit;
  const plain = exit.outlet ?? NOWHERE;
  const seen = recorder === null ? plain : instrumentOutlet(plain, exit.label, recorder);
  return { ...exit, outlet: witness === null ? seen : witness.exit(seen) };
}

function nothing(): void {}

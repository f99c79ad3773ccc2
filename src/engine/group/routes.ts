/** The routes of a member: calls to the members that read it on the same thread, channels to all other readers. */
import type { Item } from '../../line/coroutine.ts';
import type { Guard } from '../../line/guard.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { Route } from '../station/dispatch.ts';
import { instrumentOutlet } from '../station/instrument.ts';
import { NOWHERE } from '../station/nowhere.ts';
import { type Exit, guardAt, type StationOutlet } from '../station/prime-station.ts';
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

export interface RouteParts {
  /** The sender's place on the status board. */
  readonly place: number;
  readonly outlets: readonly ChannelOutlet[];
  readonly called: readonly Called[];
  readonly exit: Exit | null;
  readonly guards: ReadonlyMap<number, Guard>;
  readonly recorder: Recorder | null;
  readonly witness: Witness | null;
}

/** In the order of the line's edges, with the exit at the end. */
export function routesOf(parts: RouteParts): Route[] {
  const { outlets, called, exit, guards, recorder, witness } = parts;
  const edges = [
    ...outlets.map((outlet) => ({ ...outlet, guard: guardAt(outlet.guard, guards) })),
    ...called.map((one) => ({ ...callOf(one, parts), guard: guardAt(one.edge.guard, guards) })),
  ].toSorted((one, other) => one.edge - other.edge);
  const routes = edges.map(({ outlet, items, guard, label }): Route => {
    const seen = recorder === null ? outlet : instrumentOutlet(outlet, label, recorder);
    return { outlet: witness === null ? seen : witness.outlet(seen), items, guard, label };
  });
  const last = exitOf(exit, recorder, witness);
  return last === null ? routes : [...routes, last];
}

function callOf({ edge, to, count }: Called, { place }: RouteParts) {
  const { items, label } = edge;
  const observed = to.recorder !== null || count !== null;
  const outlet = observed ? new ObservedCallOutlet(to, place, label, count ?? nothing) : new CallOutlet(to, place);
  return { edge: edge.edge, outlet, items, label };
}

function exitOf(exit: Exit | null, recorder: Recorder | null, witness: Witness | null): Route | null {
  if (exit === null || (exit.outlet === null && recorder === null && witness === null)) return null;
  const { label } = exit;
  const plain = exit.outlet ?? NOWHERE;
  const seen = recorder === null ? plain : instrumentOutlet(plain, label, recorder);
  return { outlet: witness === null ? seen : witness.exit(seen), label, items: null, guard: null };
}

function nothing(): void {}

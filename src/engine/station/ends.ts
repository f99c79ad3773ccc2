/** The channel ends of a station: what it takes from, in which order, and where what it sends goes. */
import type { Inlet, Outlet } from '../../channel/channel.ts';
import type { Guard } from '../../line/guard.ts';
import type { KeyedDeal } from '../../line/key.ts';
import type { Label } from '../../line/labels.ts';
import type { CollectedShare, DealtShare } from '../../line/line.ts';
import { collectedInlets } from './collect.ts';
import { Counts } from './counts.ts';
import type { CycleEdge } from './cycle.ts';
import { dealtRoutes, type SharedRoute } from './deal.ts';
import type { Route } from './dispatch.ts';

export interface LabelledInlet {
  readonly inlet: Inlet;
  /** What a recording calls the items. */
  readonly label: Label;
  /** What the edge is to a cycle; null where it has to do with none. */
  readonly cycle: CycleEdge | null;
  /** Where it is collected in turn: which share of that it is, and the reader's end of its counts. */
  readonly collected?: { readonly share: CollectedShare; readonly counts: Inlet };
}

/** An outlet, and which items take it. The guards themselves come with the coroutine. */
export interface StationOutlet extends Omit<Route, 'guard' | 'shares'> {
  /** See `Edge.guard`. */
  readonly guard: number | null;
  /** Where it leads to one of several copies. */
  readonly dealt?: DealtShare;
  /** The writer's end of its counts, where its reader collects in turn. */
  readonly counts?: Outlet;
}

/** Where items leave the line. */
export interface Exit {
  readonly label: Label;
  /** Null where results are dropped. */
  readonly outlet: Outlet | null;
  /** As of an outlet. */
  readonly counts?: Outlet;
}

/** Where what a station sends goes. */
interface Leaving {
  readonly outlets: readonly StationOutlet[];
  readonly exit: Exit | null;
}

/** Null where nobody collects in turn what the station sends. */
export function countsOf({ outlets, exit }: Leaving): Counts | null {
  return [...outlets, exit].some((end) => end?.counts !== undefined) ? new Counts() : null;
}

export function routesOf(
  { outlets, exit }: Leaving,
  counts: Counts | null,
  { guards, deals }: { readonly guards: ReadonlyMap<number, Guard>; readonly deals: ReadonlyMap<number, KeyedDeal> },
): readonly Route[] {
  const counted = (outlet: Outlet, own: Outlet | undefined): Outlet =>
    counts === null || own === undefined ? outlet : counts.outlet(outlet, own);
  const routes = outlets.map((one): SharedRoute => {
    // In units each share has its own counts, but it is their deal that is counted.
    const outlet = one.dealt?.by === 'unit' ? one.outlet : counted(one.outlet, one.counts);
    return { ...one, outlet, guard: guardAt(one.guard, guards) };
  });
  const dealt = dealtRoutes(routes, deals, counts);
  return exit === null || exit.outlet === null
    ? dealt
    : [...dealt, { outlet: counted(exit.outlet, exit.counts), label: exit.label, items: null, guard: null }];
}

export function guardAt(place: number | null, guards: ReadonlyMap<number, Guard>): Guard | null {
  if (place === null) return null;
  const guard = guards.get(place);
  if (guard === undefined) throw new Error(`expected the guard of edge ${place}, found none`);
  return guard;
}

/** How many items a station takes from one inlet before it goes to the next: a fast writer must not starve the others. */
const TURN = 4096;
/** In a cycle it soon looks again for what comes back. */
const TURN_IN_CYCLE = 64;

export function turnOf(inlets: readonly Pick<LabelledInlet, 'cycle'>[]): number {
  return inlets.some(({ cycle }) => cycle !== null) ? TURN_IN_CYCLE : TURN;
}

/**
 * The inlets in the order in which a station asks them: what goes round in a cycle comes before what enters it. Otherwise ever more
 * items would be on their way in it.
 *
 * @param counts of the station, where it has any
 */
export function inTurn(inlets: readonly LabelledInlet[], counts: Counts | null): Inlet[] {
  const collected = collectedInlets(
    inlets.toSorted((one, other) => rankOf(one) - rankOf(other)),
    counts,
  );
  return counts === null ? collected : collected.map((inlet) => counts.inlet(inlet));
}

function rankOf({ cycle }: LabelledInlet): number {
  return cycle === 'back' ? 0 : cycle === 'inside' ? 1 : 2;
}

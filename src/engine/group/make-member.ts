/** Makes a member of a group from its station: loads its coroutine and connects it. */
import type { Item } from '../../line/coroutine.ts';
import type { KindSpec } from '../../line/kind/spec.ts';
import { Recorder } from '../../trace/recorder.ts';
import type { Counts } from '../station/counts.ts';
import { Dispatch } from '../station/dispatch.ts';
import {
  countsOf,
  type Exit,
  inTurn,
  type LabelledInlet,
  routesOf,
  type StationOutlet,
  turnOf,
} from '../station/ends.ts';
import type { FlushTimer } from '../station/flush-timer.ts';
import { Heartbeat } from '../station/heartbeat.ts';
import { instrumentHost, instrumentInlet, instrumentResumes } from '../station/instrument.ts';
import { load } from '../station/load.ts';
import type { TurnState } from '../station/loop.ts';
import { StationHost } from '../station/station-host.ts';
import { create } from '../station/steps.ts';
import { countedInlet, Witness } from '../station/witness.ts';
import { callTable, type TableEdge } from './call-table.ts';
import { type Entry, sourceEntry, stationEntry } from './entry.ts';
import { Gate } from './gate.ts';
import type { GroupState } from './group-state.ts';
import { Member } from './member.ts';
import { MemberStatus } from './member-status.ts';
import type { GroupSetup, GroupStation } from './open-group.ts';
import { type CallEdge, type Called, outletsOf } from './routes.ts';

/** A member, and what those that call it have to know. */
export interface MadeMember {
  readonly member: Member;
  readonly gate: Gate;
  /** Null where it is only called. */
  readonly entry: Entry | null;
  readonly witness: Witness | null;
  /** The members that it reaches by calls. */
  readonly reached: ReadonlySet<MadeMember>;
  /** What has to have room before it is resumed: its channels, and those of its counts. */
  readonly exits: readonly Exits[];
  /** For each edge that leads to it what counts its items; empty where nothing is counted. */
  readonly counters: Counters;
}

/** What may have no room. */
type Exits = Pick<Dispatch, 'hasRoom'>;

type Counters = ReadonlyMap<number, (item: Item) => void>;

export interface MakeOptions {
  readonly setup: Pick<GroupSetup, 'platform' | 'events' | 'resumes' | 'witness'>;
  readonly state: GroupState;
  readonly flushTimer: FlushTimer;
  /** The call edges of this station, with the members that they lead to. */
  readonly calls: readonly { readonly edge: CallEdge; readonly to: MadeMember }[];
  /** The call edges that lead to this station. */
  readonly calledBy: readonly CallEdge[];
}

/** @throws Error when its module cannot be loaded, or its coroutine cannot be created */
export async function makeMember(station: GroupStation, options: MakeOptions): Promise<MadeMember> {
  const { spec, kind, exit, place, outlets } = station;
  const { setup, state, calls, calledBy } = options;
  const { platform, events, resumes } = setup;
  const { clock } = platform;
  const recorder = events === null ? null : new Recorder(spec.name, events, clock.nowNs);
  const witness = setup.witness ? new Witness() : null;
  const counters = countersOf(station, calledBy, witness);
  const found = await load(spec, platform);
  const called = calls.map(({ edge, to }) => ({ edge, to: to.member, count: to.counters.get(edge.edge) ?? null }));
  const ends = outletsOf({
    place,
    outlets,
    called,
    exit,
    recorder,
    witness,
    // What a source yields is sent when it has yielded.
    worksOnSend: resumes && !station.isSource,
  });
  const counts = countsOf(ends);
  const observed = recorder !== null || witness !== null;
  const table = tableOf(ends, called, kind);
  const dispatch =
    table === null || observed
      ? new Dispatch(routesOf(ends, counts, found), kind)
      : callTable(table, kind.kind === 'places' ? kind.names.length : 0, place, state.top, station.status.madeWord());
  const status = new MemberStatus(station.status, dispatch);
  const host = new StationHost(spec, clock, dispatch.send, status, state.tally);
  const plain = create(found.create, spec, recorder === null || resumes ? host : instrumentHost(host, recorder));
  const recorded = recorder !== null && resumes ? instrumentResumes(plain, recorder) : plain;
  const coroutine = counts?.coroutine(recorded) ?? recorded;
  const capacity = calledBy.reduce((sum, edge) => sum + edge.capacity, 0);
  const member = new Member({ name: spec.name, place, coroutine, host, dispatch, status, recorder, state, capacity });
  const reached = new Set(calls.flatMap(({ to }) => [to, ...to.reached]));
  const isExit = outlets.length > 0 || (exit !== null && exit.outlet !== null);
  const exits = [...(isExit ? [dispatch] : []), ...(counts === null ? [] : [counts])];
  const gate = new Gate(
    [...exits, ...[...reached].flatMap((one) => one.exits)],
    [...reached].map((one) => one.member),
    state,
  );
  const entry = entryOf({ station, member, reached, gate, counters, counts }, options);
  return { member, gate, entry, witness, reached, exits, counters };
}

/** Where each item is for one reader or none, and all readers are called; null elsewhere. */
function tableOf(
  { outlets, exit }: { readonly outlets: readonly StationOutlet[]; readonly exit: Exit | null },
  called: readonly Called[],
  kind: KindSpec,
): TableEdge[] | null {
  if (kind.kind !== 'places' || (exit !== null && exit.outlet !== null) || outlets.length !== called.length)
    return null;
  const edges = called.flatMap(({ edge: { items, guard, dealt }, to }) =>
    items === null || guard !== null || dealt !== undefined ? [] : [{ to, items }],
  );
  const items = edges.flatMap((edge) => edge.items);
  return edges.length === called.length && new Set(items).size === items.length ? edges : null;
}

/** In the order of the line's edges, as a testimony has them. */
function countersOf({ inlets }: GroupStation, calledBy: readonly CallEdge[], witness: Witness | null): Counters {
  if (witness === null) return new Map();
  const edges = [...inlets, ...calledBy].map(({ edge }) => edge).sort((one, other) => one - other);
  return new Map(edges.map((edge) => [edge, witness.receiver()]));
}

interface EntryParts extends Pick<MadeMember, 'member' | 'reached' | 'gate' | 'counters'> {
  readonly station: GroupStation;
  /** Where copies behind it, or its readers, collect in turn what it sends. */
  readonly counts: Counts | null;
}

/** The thread turns to sources and to stations that read channels. */
function entryOf(parts: EntryParts, { setup, state, flushTimer }: MakeOptions): Entry | null {
  const { station, member, reached, gate, counters, counts } = parts;
  if (!station.isSource && station.inlets.length === 0) return null;
  const { clock } = setup.platform;
  const { coroutine, dispatch, recorder } = member;
  // What it takes leads to calls. So whenever it looks at the clock, the counts of all whom it reaches are written.
  let isLong = false;
  const looks: Pick<FlushTimer, 'lookAt' | 'flushWhenStale'> = {
    lookAt(nowMs) {
      for (const { member: other } of reached) other.status.writeCounts(0);
      flushTimer.lookAt(nowMs);
      isLong = nowMs >= state.turnUntilMs;
    },
    // A turn ends after some time: the other members of the thread wait for theirs.
    flushWhenStale() {
      const wasLong = isLong;
      isLong = false;
      return flushTimer.flushWhenStale() || wasLong;
    },
  };
  const turn: TurnState = {
    coroutine,
    dispatch: gate,
    turn: turnOf(station.inlets),
    tally: state.tally,
    heartbeat: new Heartbeat(member.status, dispatch, clock, state.tally, looks),
    flushTimer: looks,
  };
  if (station.isSource) return sourceEntry(member, gate, turn);
  const inlets = station.inlets.map((one): LabelledInlet => {
    const recorded = recorder === null ? one.inlet : instrumentInlet(one.inlet, one.label, recorder);
    const count = counters.get(one.edge);
    return { ...one, inlet: count === undefined ? recorded : countedInlet(recorded, count) };
  });
  return stationEntry(member, inTurn(inlets, counts), turn);
}

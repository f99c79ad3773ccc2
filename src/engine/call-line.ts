/** A line whose sends are calls: the receiver runs on top of its sender's stack, all on one thread. */
import type { Outlet } from '../channel/channel.ts';
import type { Coroutine, Item } from '../line/coroutine.ts';
import type { Guard } from '../line/guard.ts';
import { carryOf, checkPlace } from '../line/kind/carry.ts';
import type { KindSpec } from '../line/kind/spec.ts';
import { type Label, type Labels, labelsOf } from '../line/labels.ts';
import { type Edge, endsOf, kindOf, type Line, type StationSpec } from '../line/line.ts';
import type { Platform } from '../platform/platform.ts';
import { type Notes, Recorder } from '../trace/recorder.ts';
import type { LineRun, StationRun } from './engine.ts';
import { FirstFailure, StationFailure } from './failure.ts';
import { type ResultSink, resultOutlet } from './results.ts';
import { ENDED_CYCLE } from './station/cycle.ts';
import { Dispatch, type Route } from './station/dispatch.ts';
import { instrumentCall, instrumentHost, instrumentResumes } from './station/instrument.ts';
import { load } from './station/load.ts';
import { type Observer, observed } from './station/observer.ts';
import type { SelfTimes } from './station/self-times.ts';
import { StationHost } from './station/station-host.ts';
import { abandon, create, finish, isItem, prime, restsAfterItem, type Step, sourceRest } from './station/steps.ts';
import { Witness } from './station/witness.ts';
import type { Activity, StatusWriter } from './watch/status-board.ts';

export interface CallLineOptions {
  readonly platform: Platform;
  readonly observer: Observer | null;
  /** Where a watchdog watches: the entry on the status board, one for all stations of the line together. */
  readonly status: StatusWriter | null;
  /** The most events that are recorded of each station; null where the run is not recorded. */
  readonly events: number | null;
  /** See `RunOptions.resumes`. */
  readonly resumes: boolean;
  /** Where the own time of each coroutine is measured; null where it is not. */
  readonly selfTimes: SelfTimes | null;
  /** Whether every item is counted and hashed. */
  readonly witness: boolean;
  /** Takes the results; null where they are dropped. */
  readonly results: ResultSink | null;
}

/** A line whose stations are primed. */
export interface CallLine {
  /**
   * Resumes the sources `items` times, in turn. `ended`: all sources have ended, and after them every station. `full`: there is
   * no room for results.
   */
  advance(items: number): 'more' | 'full' | 'ended';
  /** Gives the run up: the `finally` of every coroutine runs. */
  abandon(): void;
  /** How many items the last station has sent. */
  made(): number;
  results(): Pick<LineRun, 'sources' | 'stations'>;
  /** What was recorded: the sources first. */
  notes(): Notes[];
}

interface RunningStation {
  readonly name: string;
  readonly coroutine: Coroutine;
  readonly host: StationHost;
  readonly recorder: Recorder | null;
  readonly witness: Witness | null;
  /** Items sent so far. */
  readonly made: () => number;
  readonly options: CallLineOptions;
  /** The first failure of the line. Its error passes through every sender, and a sender may catch it or throw another. */
  readonly firstFailure: FirstFailure;
}

/** An item on its way back to a station that may be in the middle of a call: it waits until that call is over. */
interface Waiting {
  readonly receiver: string;
  readonly item: Item;
}

/** What is on its way back. */
interface WayBack {
  readonly waiting: Waiting[];
  /** Whether the sources have ended and nothing waits: then nothing goes back any more. */
  over: boolean;
}

/** What all stations of a line share while they start. */
interface Shared {
  readonly line: Line;
  readonly running: Map<string, RunningStation>;
  readonly labels: Labels;
  /** Null in a line without feedback edges. */
  readonly wayBack: WayBack | null;
  /** What disconnects the senders from their receivers. */
  readonly disconnect: (() => void)[];
  readonly firstFailure: FirstFailure;
  readonly options: CallLineOptions;
}

/**
 * Starts every coroutine, the last of the line first, so that a sender finds its receiver.
 *
 * @throws StationFailure when one cannot be started; those that were primed have then run their `finally`
 */
export async function openCallLine(line: Line, options: CallLineOptions): Promise<CallLine> {
  const running = new Map<string, RunningStation>();
  const disconnect: (() => void)[] = [];
  // A send to a station that has failed would cut off the `finally` of its sender.
  const firstFailure = new FirstFailure(() => {
    for (const end of disconnect) end();
  });
  const wayBack = line.edges.some(({ feedback }) => feedback === true) ? { waiting: [], over: false } : null;
  const shared: Shared = { line, running, labels: labelsOf(line), wayBack, disconnect, firstFailure, options };
  try {
    for (const spec of line.stations.toReversed()) {
      const station = await start(spec, shared);
      running.set(spec.name, station);
      primeNow(station);
    }
    const sources: RunningStation[] = [];
    for (const spec of line.sources) {
      const source = await start(spec, shared);
      running.set(spec.name, source);
      sources.push(source);
    }
    return callLine(sources, shared);
  } catch (error) {
    for (const { coroutine } of running.values()) abandon(coroutine);
    throw error;
  }
}

function callLine(sources: readonly RunningStation[], shared: Shared): CallLine {
  const { line, running, wayBack, firstFailure, options } = shared;
  const stations = line.stations.flatMap(({ name }) => running.get(name) ?? []);
  const abandonAll = (): void => {
    for (const { coroutine } of [...sources, ...stations]) abandon(coroutine);
  };
  const [source] = sources;
  const alone = source !== undefined && sources.length === 1 && wayBack === null && options.results === null;
  const supplyNow = alone ? (items: number) => supply(source, items) : turnsOf(sources, shared);
  return {
    advance(items) {
      try {
        const state = supplyNow(items);
        firstFailure.throwIfAny();
        if (state !== 'ended') return state;
        for (const ended of sources) finishNow(ended);
        // Upstream first: a station may still send in its `finally`, and the next one has to take that.
        for (const station of stations) finishNow(station);
        firstFailure.throwIfAny();
        return 'ended';
      } catch (error) {
        abandonAll();
        throw error;
      }
    },
    abandon: abandonAll,
    made: () => (stations.at(-1) ?? source)?.made() ?? 0,
    results: () => ({
      sources: sources.map(runOf),
      stations: stations.map(runOf),
    }),
    notes: () => [...sources, ...stations].flatMap(({ recorder }) => recorder?.notes() ?? []),
  };
}

function runOf({ name, host, made, witness, options }: RunningStation): StationRun {
  return host.stationRun({
    sent: made(),
    testimony: witness?.testimony() ?? null,
    selfMs: options.selfTimes?.of(name) ?? null,
  });
}

async function start(spec: StationSpec, shared: Shared): Promise<RunningStation> {
  const { firstFailure, options } = shared;
  const { platform, status, events } = options;
  const recorder = events === null ? null : new Recorder(spec.name, events, platform.clock.nowNs);
  const witness = options.witness ? new Witness() : null;
  let made = (): number => 0;
  try {
    const found = await load(spec, platform);
    const sender = senderOf(spec, recorder, witness, found.guards, shared);
    made = sender.made;
    const host = new StationHost(spec, platform.clock, sender.send, status);
    const recordsWork = recorder !== null && !options.resumes;
    const plain = create(found.create, spec, recordsWork ? instrumentHost(host, recorder) : host);
    const coroutine = recorder !== null && options.resumes ? instrumentResumes(plain, recorder) : plain;
    const timed = options.selfTimes?.timed(spec.name, coroutine) ?? coroutine;
    return { name: spec.name, coroutine: timed, host, recorder, witness, made, options, firstFailure };
  } catch (error) {
    throw firstFailure.note(
      () => new StationFailure(spec.name, error, { activity: 'starting', made: made(), exact: true }),
    );
  }
}

interface Sender {
  readonly send: (item: Item) => void;
  /** How many items it has sent. */
  readonly made: () => number;
}

/** The send of a station. Where nobody watches, and readers are found by a look into a list, it is as short as can be. */
function senderOf(
  spec: StationSpec,
  recorder: Recorder | null,
  witness: Witness | null,
  guards: ReadonlyMap<number, Guard>,
  shared: Shared,
): Sender {
  const { line, options } = shared;
  const { observer, results } = options;
  const kind = kindOf(spec, line);
  const edges = line.edges.filter(({ from }) => from === spec.name);
  const leaves = endsOf(line).includes(spec.name);
  const watched = recorder !== null || witness !== null || observer !== null || (leaves && results !== null);
  const forward = edges.every(({ feedback }) => feedback !== true);
  if (!watched && forward && kind.kind === 'places' && edges.every(isListed) && areApart(edges))
    return tableSender(edges, kind.names.length, shared);
  const [only] = edges;
  if (
    !watched &&
    forward &&
    only !== undefined &&
    edges.length === 1 &&
    only.items === null &&
    only.guard === undefined
  )
    return plainSender(only, kind, shared);
  const routes = edges.map((edge) => callRoute(edge, recorder, witness, guards, shared));
  const dispatch = new Dispatch([...routes, ...exitRoutes(spec, leaves, recorder, witness, shared)], kind);
  return { send: dispatch.send, made: () => dispatch.sent };
}

function isListed({ items }: Edge): boolean {
  return items !== null;
}

/** Whether no two edges carry the same item. */
function areApart(edges: readonly Edge[]): boolean {
  const items = edges.flatMap((edge) => edge.items ?? []);
  return new Set(items).size === items.length;
}

/**
 * Their coroutines are in a list of their own. A send is a chain of loads from memory, each of which waits for the one before: one
 * load less makes a line without work 4 % faster.
 */
function tableSender(edges: readonly Edge[], places: number, { running, disconnect }: Shared): Sender {
  const receivers: (RunningStation | undefined)[] = Array.from({ length: places });
  for (const { to, items } of edges) for (const item of items ?? []) receivers[item] = running.get(to);
  const coroutines = receivers.map((receiver) => receiver?.coroutine);
  disconnect.push(() => void coroutines.fill(undefined));
  let made = 0;
  const send = (item: Item): void => {
    made++;
    // As in dispatch.ts: '0' is a key of the lists too.
    const coroutine = typeof item === 'number' ? coroutines[item] : undefined;
    if (coroutine === undefined || typeof item !== 'number') checkPlace(item, places);
    else resumeOneOf(receivers, coroutine, item);
  };
  return { send, made: () => made };
}

function plainSender({ to }: Edge, kind: KindSpec, { running, disconnect }: Shared): Sender {
  const { pass } = carryOf(kind);
  let receiver = running.get(to);
  disconnect.push(() => {
    receiver = undefined;
  });
  let made = 0;
  const send = (item: Item): void => {
    const passed = pass(item);
    made++;
    if (receiver !== undefined) resume(receiver, passed);
  };
  return { send, made: () => made };
}

/** An edge as an outlet: to send is to call the receiver, or to let the item wait where the edge leads back. */
function callRoute(
  edge: Edge,
  recorder: Recorder | null,
  witness: Witness | null,
  guards: ReadonlyMap<number, Guard>,
  { line, running, labels, wayBack, disconnect, options: { observer, resumes } }: Shared,
): Route {
  const label: Label = labels.edges[line.edges.indexOf(edge)] ?? { base: 0, perItem: false };
  let connected = true;
  disconnect.push(() => {
    connected = false;
  });
  const back = edge.feedback === true;
  const receiver = back ? undefined : running.get(edge.to);
  const plain = callOutlet((item) => {
    if (!connected) return;
    if (receiver !== undefined) resume(receiver, item);
    else if (wayBack === null || wayBack.over) throw new Error(ENDED_CYCLE);
    else wayBack.waiting.push({ receiver: edge.to, item });
  });
  const recorded =
    recorder === null ? plain : instrumentCall(plain, label, recorder, receiver?.recorder ?? null, resumes);
  const seen = observer === null ? recorded : observed(edge.from, edge.to, recorded, observer);
  const outlet = witness === null ? seen : witness.outlet(seen);
  const guard = edge.guard === undefined ? null : (guards.get(edge.guard) ?? null);
  return { outlet, items: edge.items, guard, label };
}

/** Where the items of a station leave the line, if they do: to the sink, to the recorder, to the observer. */
function exitRoutes(
  { name }: StationSpec,
  leaves: boolean,
  recorder: Recorder | null,
  witness: Witness | null,
  { labels, options: { results, observer, resumes } }: Shared,
): Route[] {
  const label = labels.exits.get(name);
  if (!leaves || label === undefined) return [];
  const plain = results === null ? callOutlet(() => {}) : resultOutlet(results, name, () => {});
  const recorded = recorder === null ? plain : instrumentCall(plain, label, recorder, null, resumes);
  const seen = observer === null ? recorded : observed(name, null, recorded, observer);
  const outlet = witness === null ? seen : witness.exit(seen);
  return [{ outlet, items: null, guard: null, label }];
}

function callOutlet(send: (item: Item) => void): Outlet {
  return { room: () => Number.POSITIVE_INFINITY, send, flush: () => true, close() {} };
}

function primeNow(station: RunningStation): void {
  try {
    for (const ms of prime(station.coroutine)) restNow(station, ms);
    station.recorder?.waitBegan('input');
  } catch (error) {
    throw failure(station, error, 'starting');
  }
}

/** A send: the receiver runs on top of its sender's stack, and the sender goes on when the receiver yields again. */
function resume(receiver: RunningStation, item: Item): void {
  try {
    const step = receiver.coroutine.next(item);
    if (step.value !== undefined || step.done) settle(receiver, step);
  } catch (error) {
    throw failure(receiver, error);
  }
}

/** The same, where the receiver is found by its item only if there is more to do. */
function resumeOneOf(receivers: readonly (RunningStation | undefined)[], coroutine: Coroutine, item: number): void {
  try {
    const step = coroutine.next(item);
    if (step.value !== undefined || step.done) settle(receiverOf(item, receivers), step);
  } catch (error) {
    throw failure(receiverOf(item, receivers), error);
  }
}

/** The receiver of an item that has one. */
function receiverOf(item: number, receivers: readonly (RunningStation | undefined)[]): RunningStation {
  const receiver = receivers[item];
  if (receiver === undefined) throw new Error(`expected a receiver of item ${item}, found none`);
  return receiver;
}

/** A function of its own, so that a resume stays small: every send goes through it. */
function settle(station: RunningStation, step: Step): void {
  for (const ms of restsAfterItem(station.coroutine, step)) restNow(station, ms);
}

/** Resumes the only source `items` times. */
function supply(source: RunningStation, items: number): 'more' | 'ended' {
  const { coroutine, host } = source;
  const { send } = host;
  try {
    for (let i = 0; i < items; i++) {
      const step = coroutine.next();
      const { value, done } = step;
      if (done) return 'ended';
      if (typeof value === 'number' || isItem(step)) send(value);
      else restNow(source, sourceRest(value));
    }
    return 'more';
  } catch (error) {
    throw failure(source, error);
  }
}

/** How often the only source is resumed until the room for results is looked at again. */
const MOST_AT_ONCE = 64;

/**
 * Resumes several sources in turn. An item that waits on a feedback edge comes before the next item of a source, so that no more
 * wait there than one item of a source leads to.
 */
function turnsOf(
  sources: readonly RunningStation[],
  { running, wayBack, options: { results } }: Shared,
): (items: number) => 'more' | 'full' | 'ended' {
  const left = [...sources];
  let turn = 0;
  const atOnce = sources.length === 1 && wayBack === null ? MOST_AT_ONCE : 1;
  return (items) => {
    for (let i = 0; i < items; i += atOnce) {
      if (results !== null && results.room() <= 0) return 'full';
      const next = wayBack?.waiting.shift();
      const receiver = next === undefined ? undefined : running.get(next.receiver);
      if (next !== undefined && receiver !== undefined) {
        resume(receiver, next.item);
        continue;
      }
      const place = turn % left.length;
      const source = left[place];
      if (source === undefined) {
        if (wayBack !== null) wayBack.over = true;
        return 'ended';
      }
      if (supply(source, Math.min(atOnce, items - i)) === 'ended') left.splice(place, 1);
      else turn = place + 1;
    }
    return 'more';
  };
}

function finishNow(station: RunningStation): void {
  station.recorder?.waitEnded();
  try {
    for (const ms of finish(station.coroutine)) restNow(station, ms);
  } catch (error) {
    throw failure(station, error);
  }
}

/** Names the station in which the error arose. The error then passes through every sender, but the first name is kept. */
function failure(
  { name, made, firstFailure }: RunningStation,
  error: unknown,
  activity: Activity = 'running',
): StationFailure {
  return firstFailure.note(() => new StationFailure(name, error, { activity, made: made(), exact: true }));
}

/** A rest blocks the thread, and every other station with it. */
function restNow({ name, options, recorder, host }: RunningStation, ms: number): void {
  const { platform, status, selfTimes } = options;
  const beganMs = platform.clock.nowMs();
  selfTimes?.enter(name);
  recorder?.restBegan();
  status?.writeRest(ms);
  platform.blockFor(ms);
  status?.writeActivity('running');
  recorder?.restEnded();
  selfTimes?.leave();
  host.rested(beganMs);
}

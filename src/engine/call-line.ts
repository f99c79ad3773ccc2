/** A line whose sends are calls: the receiver runs on top of its sender's stack, all on one thread. */
import type { Coroutine, Item } from '../line/coroutine.ts';
import type { Line, StationSpec } from '../line/line.ts';
import type { Platform } from '../platform/platform.ts';
import { type Notes, Recorder } from '../trace/recorder.ts';
import type { LineRun } from './engine.ts';
import { FirstFailure, StationFailure } from './failure.ts';
import { instrumentCall, instrumentHost } from './station/instrument.ts';
import { checkItem } from './station/item-check.ts';
import { load } from './station/load.ts';
import { type Observer, observed } from './station/observer.ts';
import { StationHost } from './station/station-host.ts';
import { abandon, create, finish, prime, restsAfterItem, type Step, sourceRest } from './station/steps.ts';
import type { Activity, StatusWriter } from './watch/status-board.ts';

export interface CallLineOptions {
  readonly platform: Platform;
  readonly observer: Observer | null;
  /** Where a watchdog watches: the entry on the status board, one for all stations of the line together. */
  readonly status: StatusWriter | null;
  /** The most events that are recorded of each station; null where the run is not recorded. */
  readonly events: number | null;
}

/** A line whose stations are primed. */
export interface CallLine {
  /** Resumes the source `items` times. Returns true when the source has ended, and after it every station. */
  advance(items: number): boolean;
  /** How many items the last station has sent. */
  made(): number;
  results(): Pick<LineRun, 'source' | 'stations'>;
  /** What was recorded: the source first. */
  notes(): Notes[];
}

interface RunningStation {
  readonly name: string;
  readonly coroutine: Coroutine;
  readonly host: StationHost;
  readonly recorder: Recorder | null;
  /** Items sent so far. */
  readonly made: () => number;
  readonly options: CallLineOptions;
  /** The first failure of the line. Its error passes through every sender, and a sender may catch it or throw another. */
  readonly firstFailure: FirstFailure;
}

/** The receiver of each item; none for an item that leaves the line. */
type Receivers = readonly (RunningStation | undefined)[];

/**
 * Their coroutines, in a list of their own. A send is a chain of loads from memory, each of which waits for the one before: one
 * load less makes a line without work 4 % faster.
 */
type Coroutines = (Coroutine | undefined)[];

/** What all stations of a line share while they start. */
interface Shared {
  readonly line: Line;
  readonly running: ReadonlyMap<string, RunningStation>;
  /** The coroutines that every station that has started sends to. */
  readonly routes: Coroutines[];
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
  const routes: Coroutines[] = [];
  // A send to a station that has failed would cut off the `finally` of its sender.
  const firstFailure = new FirstFailure(() => {
    for (const coroutines of routes) coroutines.fill(undefined);
  });
  const shared: Shared = { line, running, routes, firstFailure, options };
  try {
    for (const spec of line.stations.toReversed()) {
      const station = await start(spec, shared);
      running.set(spec.name, station);
      primeNow(station);
    }
    const source = await start(line.source, shared);
    const stations = line.stations.flatMap(({ name }) => running.get(name) ?? []);
    return callLine(source, stations, firstFailure);
  } catch (error) {
    for (const { coroutine } of running.values()) abandon(coroutine);
    throw error;
  }
}

function callLine(source: RunningStation, stations: readonly RunningStation[], firstFailure: FirstFailure): CallLine {
  return {
    advance(items) {
      try {
        const ended = supply(source, items);
        firstFailure.throwIfAny();
        if (!ended) return false;
        finishNow(source);
        // Upstream first: a station may still send in its `finally`, and the next one has to take that.
        for (const station of stations) finishNow(station);
        firstFailure.throwIfAny();
        return true;
      } catch (error) {
        for (const { coroutine } of [source, ...stations]) abandon(coroutine);
        throw error;
      }
    },
    made: () => stations.at(-1)?.made() ?? 0,
    results: () => ({
      source: source.host.stationRun(),
      stations: stations.map((station) => station.host.stationRun()),
    }),
    notes: () => [source, ...stations].flatMap(({ recorder }) => recorder?.notes() ?? []),
  };
}

async function start(
  spec: StationSpec,
  { line, running, routes, firstFailure, options }: Shared,
): Promise<RunningStation> {
  const { platform, observer, status, events } = options;
  const receivers = receiversOf(spec.name, line, running);
  const coroutines: Coroutines = receivers.map((receiver) => receiver?.coroutine);
  routes.push(coroutines);
  const alphabet = line.alphabet.length;
  let made = 0;
  const send = (item: Item): void => {
    made++;
    // As in dispatch.ts: '0' is a key of the lists too.
    const coroutine = typeof item === 'number' ? coroutines[item] : undefined;
    if (coroutine === undefined) checkItem(item, alphabet);
    else resume(coroutine, item, receivers);
  };
  const reached = (item: Item): RunningStation | undefined =>
    coroutines[item] === undefined ? undefined : receivers[item];
  const recorder = events === null ? null : new Recorder(spec.name, events, platform.clock.nowNs);
  const recordedSend =
    recorder === null ? send : instrumentCall(send, recorder, (item) => reached(item)?.recorder ?? null);
  const observedSend = observer === null ? recordedSend : observed(spec.name, reached, recordedSend, observer);
  const host = new StationHost(spec, platform.clock, observedSend, status);
  try {
    const coroutine = create(
      await load(spec, platform),
      spec,
      recorder === null ? host : instrumentHost(host, recorder),
    );
    return { name: spec.name, coroutine, host, recorder, made: () => made, options, firstFailure };
  } catch (error) {
    throw firstFailure.note(() => new StationFailure(spec.name, error, { activity: 'starting', made, exact: true }));
  }
}

function receiversOf(name: string, { alphabet, edges }: Line, running: ReadonlyMap<string, RunningStation>): Receivers {
  const receivers: (RunningStation | undefined)[] = alphabet.map(() => undefined);
  for (const { from, to, items } of edges)
    if (from === name) for (const item of items) receivers[item] = running.get(to);
  return receivers;
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
function resume(reader: Coroutine, item: Item, receivers: Receivers): void {
  try {
    const step = reader.next(item);
    if (step.value !== undefined || step.done) settle(receiverOf(item, receivers), step);
  } catch (error) {
    throw failure(receiverOf(item, receivers), error);
  }
}

/** The receiver of an item that has one. */
function receiverOf(item: Item, receivers: Receivers): RunningStation {
  const receiver = receivers[item];
  if (receiver === undefined) throw new Error(`expected a receiver of item ${item}, found none`);
  return receiver;
}

/** A function of its own, so that `resume` stays small: every send goes through it. */
function settle(station: RunningStation, step: Step): void {
  for (const ms of restsAfterItem(station.coroutine, step)) restNow(station, ms);
}

/** Resumes the source `items` times. Returns true when it has ended. */
function supply(source: RunningStation, items: number): boolean {
  const { coroutine, host } = source;
  const { send } = host;
  try {
    for (let i = 0; i < items; i++) {
      const { value, done } = coroutine.next();
      if (done) return true;
      if (typeof value === 'number') send(value);
      else restNow(source, sourceRest(value));
    }
    return false;
  } catch (error) {
    throw failure(source, error);
  }
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
function restNow({ options: { platform, status }, recorder, host }: RunningStation, ms: number): void {
  const beganMs = platform.clock.nowMs();
  recorder?.restBegan();
  status?.writeRest(ms);
  platform.blockFor(ms);
  status?.writeActivity('running');
  recorder?.restEnded();
  host.rested(beganMs);
}

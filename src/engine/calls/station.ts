/** A station of a line of calls: it is resumed on top of its sender's stack. */
import type { Coroutine, Item } from '../../line/coroutine.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Recorder } from '../../trace/recorder.ts';
import { type FirstFailure, StationFailure } from '../failure.ts';
import type { ResultSink } from '../results.ts';
import type { Counts } from '../station/counts.ts';
import type { Observer } from '../station/observer.ts';
import type { SelfTimes } from '../station/self-times.ts';
import type { StationHost } from '../station/station-host.ts';
import { finish, prime, restsAfterItem, type Step } from '../station/steps.ts';
import type { Witness } from '../station/witness.ts';
import type { Activity, StatusWriter } from '../watch/status-board.ts';

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

export interface RunningStation {
  readonly name: string;
  readonly coroutine: Coroutine;
  readonly host: StationHost;
  readonly recorder: Recorder | null;
  readonly witness: Witness | null;
  /** Items sent so far. */
  readonly made: () => number;
  /** Where it deals whole units to the copies of another station; null where it does not. */
  readonly counts: Counts | null;
  readonly options: CallLineOptions;
  /** The first failure of the line. Its error passes through every sender, and a sender may catch it or throw another. */
  readonly firstFailure: FirstFailure;
}

export function primeNow(station: RunningStation): void {
  try {
    for (const ms of prime(station.coroutine)) restNow(station, ms);
    station.recorder?.waitBegan('input');
  } catch (error) {
    throw failure(station, error, 'starting');
  }
}

/** A send: the receiver runs on top of its sender's stack, and the sender goes on when the receiver yields again. */
export function resume(receiver: RunningStation, item: Item): void {
  try {
    const step = receiver.coroutine.next(item);
    if (step.value !== undefined || step.done) settle(receiver, step);
  } catch (error) {
    throw failure(receiver, error);
  }
}

/** The same, where the receiver is found by its item only if there is more to do. */
export function resumeOneOf(
  receivers: readonly (RunningStation | undefined)[],
  coroutine: Coroutine,
  item: number,
): void {
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

export function finishNow(station: RunningStation): void {
  station.recorder?.waitEnded();
  try {
    for (const ms of finish(station.coroutine)) restNow(station, ms);
  } catch (error) {
    throw failure(station, error);
  }
}

/** Names the station in which the error arose. The error then passes through every sender, but the first name is kept. */
export function failure(
  { name, made, firstFailure }: RunningStation,
  error: unknown,
  activity: Activity = 'running',
): StationFailure {
  return firstFailure.note(() => new StationFailure(name, error, { activity, made: made(), exact: true }));
}

/** A rest blocks the thread, and every other station with it. */
export function restNow({ name, options, recorder, host }: RunningStation, ms: number): void {
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

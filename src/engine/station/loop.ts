/**
 * The loop of one station over its channels: it resumes the coroutine while there is an item to take and room for what the
 * coroutine makes: back-pressure. `Dispatch.hasRoom` decides whether there is room.
 *
 * The event-loop engine runs the loops of all stations on one thread, the threads engine each loop on a thread of its own.
 * They differ in the channels and in what a rest is, and in nothing else.
 */
import { type Inlet, NOTHING, UNLIMITED } from '../../channel/channel.ts';
import type { Coroutine } from '../../line/coroutine.ts';
import type { Clock } from '../../platform/platform.ts';
import type { StatusWriter } from '../watch/status-board.ts';
import type { Dispatch } from './dispatch.ts';
import type { FlushTimer } from './flush-timer.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { StationHost, WorkTally } from './station-host.ts';
import { finish, isItem, restsAfterItem, type Step, sourceRest } from './steps.ts';
import type { Waker } from './waker.ts';

/** What a turn at an inlet needs. */
export interface TurnState {
  readonly coroutine: Coroutine;
  /** Whether there is room for what the coroutine makes. */
  readonly dispatch: Pick<Dispatch, 'hasRoom'>;
  /** How many items it takes from one inlet before it goes to the next. */
  readonly turn: number;
  /** The pieces of work and the rests of all stations that one of its turns may resume. */
  readonly tally: Readonly<WorkTally>;
  readonly heartbeat: Heartbeat;
  readonly flushTimer: Pick<FlushTimer, 'flushWhenStale'>;
}

/** See `StationSetup` for the fields that both have. */
export interface LoopState extends TurnState {
  readonly inlets: readonly Inlet[];
  readonly dispatch: Dispatch;
  readonly host: StationHost;
  readonly waker: Waker;
  readonly rest: (ms: number) => void | Promise<void>;
  readonly clock: Clock;
  readonly status: StatusWriter;
  readonly yieldToLoop: () => Promise<void> | null;
  /**
   * How many items a source that rests sends until they are flushed. Where whole items are committed, they cannot be flushed in the rest
   * itself.
   */
  readonly afterRest: number;
}

/** A station: takes from its inlets in turn until all have ended. */
export async function receive(state: LoopState): Promise<void> {
  const { inlets, coroutine, dispatch, waker, yieldToLoop, flushTimer } = state;
  while (true) {
    let idle = true;
    for (const inlet of inlets) {
      const end = takeTurn(state, inlet);
      if (end !== 'took nothing') idle = false;
      // A rest ends the turn: otherwise a station that rests after each item would never come to its next inlet.
      if (typeof end === 'object') {
        for (const ms of restsAfterItem(coroutine, end)) await restFor(state, ms);
        flushTimer.flushWhenStale();
      }
      const yielded = yieldToLoop();
      if (yielded !== null) await yielded;
    }
    if (idle) {
      if (allEnded(inlets)) break;
      // What has just been committed makes room, at both ends.
      if (dispatch.commit()) continue;
      dispatch.flush();
      if (waker.prepare()) await wait(state, 'input or room');
    } else waker.cancel();
  }
  waker.cancel();
}

/** Asks each of them, also where one has not ended: an inlet that leads into a cycle says there that it has ended. */
export function allEnded(inlets: readonly Inlet[]): boolean {
  let all = true;
  for (const inlet of inlets) all = inlet.ended() && all;
  return all;
}

/**
 * One turn at an inlet: the inner loop of every line with channels. It is a function without an `await`, since the compiler
 * makes a loop in an async function half as fast. What need not happen after every item happens after every beat: see
 * heartbeat.ts.
 *
 * @returns how the turn ended: it took nothing (no item, or no room), it is over, or the coroutine rests or has ended, with
 *   that step
 */
export function takeTurn(
  { coroutine, dispatch, heartbeat, flushTimer, tally, turn }: TurnState,
  inlet: Inlet,
): Step | 'took nothing' | 'over' {
  for (let left = turn; left > 0; ) {
    const due = heartbeat.due;
    const { finished } = tally;
    let unusual: Step | null = null;
    let taken = 0;
    while (taken < due && dispatch.hasRoom()) {
      const item = inlet.take();
      if (item === NOTHING) break;
      taken++;
      const step = coroutine.next(item);
      if (step.value !== undefined || step.done) {
        unusual = step;
        break;
      }
      // It has worked: that takes time, so that a batch may have grown old.
      if (tally.finished !== finished) break;
    }
    if (taken === 0) return left === turn ? 'took nothing' : 'over';
    heartbeat.count(taken, unusual === null);
    if (unusual !== null) return unusual;
    if (flushTimer.flushWhenStale() || (taken < due && tally.finished === finished)) return 'over';
    left -= taken;
  }
  return 'over';
}

/** A source: it is resumed while every outlet has room, since it does not say which outlet its next item takes. */
export async function supply(state: LoopState): Promise<void> {
  const { dispatch, waker, yieldToLoop } = state;
  let most = UNLIMITED;
  while (true) {
    const yielded = yieldToLoop();
    if (yielded !== null) await yielded;
    for (let step = fillOutlets(state, most); step !== 'full'; step = fillOutlets(state, most)) {
      if (step.done) return;
      await restFor(state, sourceRest(step.value));
      most = state.afterRest;
    }
    dispatch.flush();
    if (dispatch.hasRoom()) waker.cancel();
    else if (waker.prepare()) await wait(state, 'room');
  }
}

/**
 * Sends items until there is no more room, or until the source ends or yields anything but an item.
 *
 * @param most how many items it may send
 */
function fillOutlets({ coroutine, dispatch, heartbeat }: LoopState, most = UNLIMITED): Step | 'full' {
  const { send } = dispatch;
  for (let left = most; left > 0 && dispatch.hasRoom(); ) {
    const due = Math.min(heartbeat.due, left);
    let sent = 0;
    let unusual: Step | null = null;
    while (sent < due && dispatch.room > 0) {
      const step = coroutine.next();
      if (step.done || (typeof step.value !== 'number' && !isItem(step))) {
        unusual = step;
        break;
      }
      send(step.value);
      sent++;
    }
    left -= sent;
    heartbeat.count(sent, unusual === null);
    if (unusual !== null) return unusual;
  }
  return 'full';
}

/** The end of the stream: the coroutine's `finally` runs, and may send and rest. */
export async function endStream(state: LoopState): Promise<void> {
  const { dispatch, waker } = state;
  // `finally` may take long: its readers do not wait for what came before.
  dispatch.commit();
  // What a supervised station sends there has to fit, like what an item leads to.
  while (!dispatch.hasRoomToEnd()) if (waker.prepare()) await wait(state, 'room');
  waker.cancel();
  for (const ms of finish(state.coroutine)) await restFor(state, ms);
  state.heartbeat.write();
}

/** Waits until the channels have taken everything that the station sent. */
export async function sendAll(state: LoopState): Promise<void> {
  const { dispatch, waker } = state;
  while (!dispatch.flush()) if (waker.prepare()) await wait(state, 'room');
  waker.cancel();
}

async function restFor({ dispatch, host, clock, rest, status, heartbeat }: LoopState, ms: number): Promise<void> {
  dispatch.flushInside();
  heartbeat.write();
  status.writeRest(ms);
  const beganMs = clock.nowMs();
  await rest(ms);
  status.writeActivity('running');
  host.rested(beganMs);
}

/** Writes on the status board what the station waits for, and waits at the prepared waker. */
async function wait({ dispatch, waker, status, heartbeat }: LoopState, what: 'room' | 'input or room'): Promise<void> {
  heartbeat.write();
  const full = dispatch.full();
  if (what === 'room' || full.length > 0) status.writeWaitForRoom(full);
  else status.writeActivity('waiting for input');
  await waker.wait();
  status.writeActivity('running');
}

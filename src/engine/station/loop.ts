/**
 * Tending one coroutine over channels: resume it while there is something to take in and room for what it makes.
 *
 * The event-loop engine tends every station on one thread over mailboxes, the threads engine each station on a thread of
 * its own over ports. They differ in the channels and in what a rest is, and in nothing else.
 */
import { type Inlet, NOTHING } from '../../channel/channel.ts';
import type { Coroutine, Host } from '../../line/coroutine.ts';
import type { StationSpec } from '../../line/line.ts';
import type { Clock, StationRun } from '../engine.ts';
import type { Status } from '../watch/status-board.ts';
import { Dispatch, type Route } from './dispatch.ts';
import { Heartbeat } from './heartbeat.ts';
import { load } from './load.ts';
import { StationHost } from './station-host.ts';
import type { Waker } from './waker.ts';

export interface StationSetup {
  readonly spec: StationSpec;
  readonly inlets: readonly Inlet[];
  readonly routes: readonly Route[];
  /** Rung when a channel may have changed. */
  readonly waker: Waker;
  /** Rests for so many milliseconds; a promise where others go on meanwhile. */
  readonly rest: (ms: number) => void | Promise<void>;
  readonly clock: Clock;
  /** The station's place on the board. */
  readonly status: Status;
  /**
   * Asked now and then, by a station that has a lot to do, whether others have to have a turn: a promise where many
   * stations share an event loop, and it is time for the loop itself. Null elsewhere.
   */
  readonly yieldToLoop: () => Promise<void> | null;
  /** Where a run is recorded: the host for the coroutine, around the engine's own. */
  readonly host?: (desk: Host) => Host;
  /** Where a run is recorded: told that the station has been primed, and waits for its first item. */
  readonly primed?: () => void;
}

/** A coroutine that has been primed and waits for the start. */
export interface PrimedStation {
  /** Settles when the coroutine has ended and everything it sent is on its way. */
  tend(): Promise<StationRun>;
}

/**
 * How old a batch may grow while its station works. A message that wakes its reader costs both ends up to 10 us: sent at
 * most every 500 us it costs 2 %, and the next station never waits much longer than that for something that is finished.
 * With a tenth of it, stations that work 20 us each spent a sixth of their time on waking each other.
 */
export const STALE_MS = 0.5;

/** How many items a station takes from one inlet before it looks at the next: nobody who writes fast keeps others waiting. */
const TURN = 4096;

/** Loads a coroutine and primes it. Who is sent nothing by anybody is a source. */
export async function primeStation(workplace: StationSetup): Promise<PrimedStation> {
  const { spec, inlets, routes, waker, rest, clock, status, yieldToLoop, host } = workplace;
  const dispatch = new Dispatch(routes);
  const create = await load(spec);
  const teller = new Heartbeat(status, dispatch, clock);
  const desk = new StationHost(spec, clock, dispatch.send, status);
  const coroutine = create(spec.options, host === undefined ? desk : host(desk));
  if (inlets.length > 0 && coroutine.next().done) throw new Error('it ended before it was sent anything');
  if (inlets.length > 0) workplace.primed?.();
  const loop = inlets.length === 0 ? supply : receive;
  // Written out: objects that are put together by spreading differ in shape from run to run, and compiled code is thrown
  // away each time it meets a shape that it was not made for.
  const shift: LoopState = { inlets, dispatch, coroutine, desk, waker, rest, clock, status, yieldToLoop, teller };

  status.is('ready');
  return {
    async tend() {
      const beganCpuMs = clock.threadCpuMs();
      status.is('running');
      try {
        await loop(shift);
        coroutine.return();
        teller.tell();
        await allSent(shift);
      } catch (error) {
        teller.tell();
        abandon(coroutine);
        throw error;
      }
      dispatch.close();
      return desk.run(clock.threadCpuMs() - beganCpuMs);
    },
  };
}

interface LoopState extends Omit<StationSetup, 'spec' | 'routes' | 'host' | 'primed'> {
  readonly dispatch: Dispatch;
  readonly coroutine: Coroutine;
  readonly desk: StationHost;
  readonly teller: Heartbeat;
}

type Step = ReturnType<Coroutine['next']>;

/** A station: takes from its inlets in turn until all have ended. */
async function receive(shift: LoopState): Promise<void> {
  const { inlets, dispatch, waker, yieldToLoop } = shift;
  const pile = new FlushTimer(shift);
  while (true) {
    let idle = true;
    for (const inlet of inlets) {
      for (let turn = takeIn(shift, pile, inlet); turn !== 'empty'; turn = takeIn(shift, pile, inlet)) {
        idle = false;
        if (turn === 'over') break;
        await settle(shift, turn);
        pile.flushWhenStale();
      }
      const breath = yieldToLoop();
      if (breath !== null) await breath;
    }
    if (idle) {
      if (inlets.every((inlet) => inlet.ended())) break;
      dispatch.flush();
      if (waker.prepare()) await waits(shift, 'whatever');
    } else waker.cancel();
  }
  waker.cancel();
}

/**
 * One turn at an inlet: the inner loop of every line. It is a function of its own, without an `await`, since the compiler
 * makes half the speed of a loop in an async function.
 */
function takeIn({ coroutine, dispatch, teller }: LoopState, pile: FlushTimer, inlet: Inlet): Step | 'empty' | 'over' {
  let taken = 0;
  let heard = 0;
  let due = teller.every;
  let unusual: Step | null = null;
  while (taken < TURN && dispatch.hasRoom()) {
    const item = inlet.take();
    if (item === NOTHING) break;
    taken++;
    const step = coroutine.next(item);
    if (taken >= due) {
      teller.heard(taken - heard);
      heard = taken;
      due = taken + teller.every;
    }
    if (step.value !== undefined || step.done) {
      unusual = step;
      break;
    }
    if (pile.flushWhenStale()) break;
  }
  if (taken > heard) teller.heard(taken - heard);
  if (unusual !== null) return unusual;
  return taken === 0 ? 'empty' : 'over';
}

/** What a station has made and not sent off yet: it must not wait behind the next piece of work. */
class FlushTimer {
  readonly #shift: LoopState;
  #pieces = 0;
  #flushedMs: number;

  constructor(shift: LoopState) {
    this.#shift = shift;
    this.#flushedMs = shift.clock.nowMs();
  }

  /**
   * Looks at the clock only when the station has worked or rested, since otherwise no time has passed; true when it has
   * sent something off.
   */
  flushWhenStale(): boolean {
    const { desk, clock, dispatch } = this.#shift;
    if (desk.pieces === this.#pieces) return false;
    this.#pieces = desk.pieces;
    const nowMs = clock.nowMs();
    if (nowMs - this.#flushedMs < STALE_MS) return false;
    this.#flushedMs = nowMs;
    dispatch.flush();
    return true;
  }
}

/** Whatever is not plain waiting for the next item. */
async function settle(shift: LoopState, first: Step): Promise<void> {
  let step = first;
  while (!step.done && step.value !== undefined) {
    if (typeof step.value === 'number') throw new TypeError('a station sends its products, it does not yield them');
    await pause(shift, step.value.ms);
    step = shift.coroutine.next();
  }
  if (step.done) throw new Error('it ended while items were still coming');
}

/** A source: asked for one item after the other while every outlet has room, since it does not say which is next. */
async function supply(shift: LoopState): Promise<void> {
  const { dispatch, waker, yieldToLoop } = shift;
  while (true) {
    const breath = yieldToLoop();
    if (breath !== null) await breath;
    for (let step = giveOut(shift); step !== 'full'; step = giveOut(shift)) {
      if (step.done) return;
      if (typeof step.value !== 'object') throw new TypeError('a source is sent nothing: it yields items');
      await pause(shift, step.value.ms);
    }
    dispatch.flush();
    if (dispatch.hasRoom()) waker.cancel();
    else if (waker.prepare()) await waits(shift, 'room');
  }
}

/** Sends until there is no more room, or the source has something else to say. */
function giveOut({ coroutine, dispatch, teller }: LoopState): Step | 'full' {
  let given = 0;
  let due = teller.every;
  while (dispatch.hasRoom()) {
    const step = coroutine.next();
    if (step.done || typeof step.value !== 'number') return step;
    dispatch.send(step.value);
    if (++given < due) continue;
    teller.heard(given);
    given = 0;
    due = teller.every;
  }
  return 'full';
}

async function pause({ dispatch, desk, clock, rest, status, teller }: LoopState, ms: number): Promise<void> {
  dispatch.flush();
  teller.tell();
  status.rests(ms);
  const beganMs = clock.nowMs();
  await rest(ms);
  status.is('running');
  desk.rested(beganMs);
}

/** Waits at the bell, which has been armed, and writes down for what. */
async function waits({ dispatch, waker, status, teller }: LoopState, what: 'room' | 'whatever'): Promise<void> {
  teller.tell();
  const full = dispatch.full();
  if (what === 'room' || full.length > 0) status.waitsForRoom(full);
  else status.is('waiting for input');
  await waker.wait();
  status.is('running');
}

/** After a failure: its `finally` is run, and what goes wrong there is not what went wrong first. */
function abandon(coroutine: Coroutine): void {
  try {
    coroutine.return();
  } catch {}
}

async function allSent(shift: LoopState): Promise<void> {
  const { dispatch, waker } = shift;
  while (!dispatch.flush()) if (waker.prepare()) await waits(shift, 'room');
  waker.cancel();
}

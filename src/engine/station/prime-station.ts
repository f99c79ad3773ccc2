/** Loads a station's coroutine, connects it to its channels and primes it: then it waits for the start. */
import { UNLIMITED } from '../../channel/channel.ts';
import type { Coroutine, Host, Part } from '../../line/coroutine.ts';
import type { KindSpec } from '../../line/kind/spec.ts';
import type { StationSpec } from '../../line/line.ts';
import type { Platform } from '../../platform/platform.ts';
import type { StationRun } from '../engine.ts';
import type { Commits, Summed } from '../supervise/commits.ts';
import type { PlannedKills } from '../supervise/kills.ts';
import type { StatusWriter } from '../watch/status-board.ts';
import { Dispatch } from './dispatch.ts';
import { countsOf, type Exit, inTurn, type LabelledInlet, routesOf, type StationOutlet, turnOf } from './ends.ts';
import { FlushTimer } from './flush-timer.ts';
import { Heartbeat } from './heartbeat.ts';
import { load } from './load.ts';
import { endStream, type LoopState, receive, sendAll, supply } from './loop.ts';
import { StationHost } from './station-host.ts';
import { abandon, create, prime } from './steps.ts';
import type { Waker } from './waker.ts';
import { Witness, witnessed } from './witness.ts';

/** What a station needs, wherever it runs. */
export interface StationSetup {
  readonly spec: StationSpec;
  /** None for a source. */
  readonly inlets: readonly LabelledInlet[];
  readonly outlets: readonly StationOutlet[];
  /** Where its items leave the line; null where they do not. */
  readonly exit: Exit | null;
  /** What it sends. */
  readonly kind: KindSpec;
  /** Woken when a channel may have changed. */
  readonly waker: Waker;
  /** Rests for `ms` milliseconds. Returns a promise where other stations run meanwhile. */
  readonly rest: (ms: number) => void | Promise<void>;
  readonly platform: Pick<Platform, 'clock' | 'importModule'>;
  /** The station's entry on the status board. */
  readonly status: StatusWriter;
  /**
   * Called now and then by a busy station. Where stations share an event loop it returns a promise when it is time for the
   * loop's other events; otherwise null.
   */
  readonly yieldToLoop: () => Promise<void> | null;
  /** Whether every item is counted and hashed [false]. */
  readonly witness?: boolean;
  /** Of a supervised station. */
  readonly supervised?: SupervisedSetup | null;
  /** Where the run is recorded: wraps the host that the coroutine gets. */
  readonly wrapHost?: (host: Host & Part) => Host & Part;
  /** Where the run is recorded: wraps the coroutine. */
  readonly wrapCoroutine?: (coroutine: Coroutine) => Coroutine;
  /** Where the run is recorded: how much of it there is, to be committed. */
  readonly recorded?: Summed;
  /** Where the run is recorded: called when the station has been primed and waits for its first item. */
  readonly primed?: () => void;
}

export interface SupervisedSetup {
  readonly commits: Commits;
  readonly kills: PlannedKills;
}

/** A coroutine that is primed and waits for the start. The caller calls one of the two methods, once. */
export interface PrimedStation {
  /** Settles when the coroutine has ended and everything that it sent is on its way. */
  run(): Promise<StationRun>;
  /** Gives the station up before its run: the coroutine's `finally` runs. */
  abandon(): void;
}

/** Loads a coroutine and primes it. */
export async function primeStation(given: StationSetup): Promise<PrimedStation> {
  const witness = given.witness === true ? new Witness() : null;
  const setup = witness === null ? given : witnessed(given, witness);
  const { spec, kind, waker, rest, platform, status, yieldToLoop, wrapHost, supervised = null } = setup;
  const commits = supervised?.commits ?? null;
  const { clock } = platform;
  const found = await load(spec, platform);
  const counts = countsOf(setup);
  const inlets = inTurn(setup.inlets, counts);
  const turn = turnOf(setup.inlets);
  const isStation = inlets.length > 0;
  const dispatch = new Dispatch(routesOf(setup, counts, found), kind, commits);
  const tally = { finished: 0 };
  const send = supervised === null ? dispatch.send : supervisedSend(supervised, dispatch, isStation);
  const host = new StationHost(spec, clock, send, status, tally, commits?.kept.keep);
  const flushTimer = new FlushTimer(tally, dispatch, clock);
  const heartbeat = new Heartbeat(status, dispatch, clock, tally, flushTimer);
  const plain = create(found.create, spec, wrapHost === undefined ? host : wrapHost(host));
  const killed = supervised === null || isStation ? plain : supervised.kills.source(plain, () => dispatch.sent);
  const recorded = setup.wrapCoroutine?.(killed) ?? killed;
  const coroutine = counts?.coroutine(recorded) ?? recorded;
  // Written out, field by field: objects that are made by spreading differ in shape from run to run, and V8 discards the
  // code of the loops each time it meets a shape that it has not compiled them for.
  const state: LoopState = {
    inlets,
    turn,
    dispatch,
    coroutine,
    host,
    tally,
    waker,
    rest,
    clock,
    status,
    yieldToLoop,
    heartbeat,
    flushTimer,
    afterRest: commits === null ? UNLIMITED : 1,
  };
  if (isStation) {
    status.writeActivity('before its first yield');
    try {
      for (const ms of prime(coroutine)) await rest(ms);
    } catch (error) {
      abandon(coroutine);
      throw error;
    }
    setup.primed?.();
  }
  commits?.begin([dispatch, host, ...(setup.recorded === undefined ? [] : [setup.recorded])], isStation);
  status.writeActivity('ready');
  return {
    async run() {
      const beganCpuMs = clock.threadCpuMs();
      status.writeActivity('running');
      try {
        if (commits?.hasEnded === true) registerReport(coroutine, isStation);
        else {
          await (isStation ? receive(state) : supply(state));
          await endStream(state);
          if (commits === null) await sendAll(state);
          else commits.end();
        }
      } catch (error) {
        heartbeat.write();
        abandon(coroutine);
        throw error;
      }
      dispatch.close();
      return host.stationRun({
        sent: dispatch.sent,
        testimony: witness?.testimony() ?? null,
        threadCpuMs: spentMs(beganCpuMs, clock.threadCpuMs()),
      });
    },
    abandon: () => abandon(coroutine),
  };
}

/**
 * What a supervised coroutine sends. What it sends before its first yield was committed by the thread before this one, where there was one.
 */
function supervisedSend({ commits, kills }: SupervisedSetup, dispatch: Dispatch, isStation: boolean): Dispatch['send'] {
  const send = isStation
    ? kills.send(
        dispatch.send,
        () => dispatch.sent,
        () => commits.hasBegun,
      )
    : dispatch.send;
  if (!commits.isRestart) return send;
  return (item) => {
    if (commits.hasBegun) send(item);
  };
}

/** The station has ended on another thread, which died before it could report. A source says what it reports in its first step. */
function registerReport(coroutine: Coroutine, isStation: boolean): void {
  if (!isStation) coroutine.next();
}

/** Null where the CPU time of a thread is not known: it is Infinity then. */
export function spentMs(beganMs: number, nowMs: number): number | null {
  return Number.isFinite(nowMs) ? nowMs - beganMs : null;
}

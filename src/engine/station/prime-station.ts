/** Loads a station's coroutine, connects it to its channels and primes it: then it waits for the start. */
import type { Inlet } from '../../channel/channel.ts';
import type { Host } from '../../line/coroutine.ts';
import type { StationSpec } from '../../line/line.ts';
import type { Platform } from '../../platform/platform.ts';
import type { StationRun } from '../engine.ts';
import type { StatusWriter } from '../watch/status-board.ts';
import { Dispatch, type Route } from './dispatch.ts';
import { FlushTimer } from './flush-timer.ts';
import { Heartbeat } from './heartbeat.ts';
import { load } from './load.ts';
import { endStream, type LoopState, receive, sendAll, supply } from './loop.ts';
import { StationHost } from './station-host.ts';
import { abandon, create, prime } from './steps.ts';
import type { Waker } from './waker.ts';

/** What a station needs, wherever it runs. */
export interface StationSetup {
  readonly spec: StationSpec;
  /** None for a source. */
  readonly inlets: readonly Inlet[];
  readonly routes: readonly Route[];
  /** How many items the line has. */
  readonly alphabet: number;
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
  /** Where the run is recorded: wraps the host that the coroutine gets. */
  readonly wrapHost?: (host: Host) => Host;
  /** Where the run is recorded: called when the station has been primed and waits for its first item. */
  readonly primed?: () => void;
}

/** A coroutine that is primed and waits for the start. The caller calls one of the two methods, once. */
export interface PrimedStation {
  /** Settles when the coroutine has ended and everything that it sent is on its way. */
  run(): Promise<StationRun>;
  /** Gives the station up before its run: the coroutine's `finally` runs. */
  abandon(): void;
}

/** Loads a coroutine and primes it. */
export async function primeStation(setup: StationSetup): Promise<PrimedStation> {
  const { spec, inlets, routes, alphabet, waker, rest, platform, status, yieldToLoop, wrapHost } = setup;
  const { clock } = platform;
  const dispatch = new Dispatch(routes, alphabet);
  const coroutineFunction = await load(spec, platform);
  const host = new StationHost(spec, clock, dispatch.send, status);
  const heartbeat = new Heartbeat(status, dispatch, clock, host);
  const coroutine = create(coroutineFunction, spec, wrapHost === undefined ? host : wrapHost(host));
  const flushTimer = new FlushTimer(host, dispatch, clock);
  // Written out, field by field: objects that are made by spreading differ in shape from run to run, and V8 discards the
  // code of the loops each time it meets a shape that it has not compiled them for.
  const state: LoopState = {
    inlets,
    dispatch,
    coroutine,
    host,
    waker,
    rest,
    clock,
    status,
    yieldToLoop,
    heartbeat,
    flushTimer,
  };
  const isStation = inlets.length > 0;
  if (isStation) {
    try {
      for (const ms of prime(coroutine)) await rest(ms);
    } catch (error) {
      abandon(coroutine);
      throw error;
    }
    setup.primed?.();
  }
  status.writeActivity('ready');
  return {
    async run() {
      const beganCpuMs = clock.threadCpuMs();
      status.writeActivity('running');
      try {
        await (isStation ? receive(state) : supply(state));
        await endStream(state);
        await sendAll(state);
      } catch (error) {
        heartbeat.write();
        abandon(coroutine);
        throw error;
      }
      dispatch.close();
      return host.stationRun(clock.threadCpuMs() - beganCpuMs);
    },
    abandon: () => abandon(coroutine),
  };
}

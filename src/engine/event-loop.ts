/** The event-loop engine: one thread, and a rest is a timer, so that the other stations go on meanwhile. */
import { type Labels, labelsOf } from '../line/labels.ts';
import { kindOf, type Line, specsOf } from '../line/line.ts';
import type { Platform } from '../platform/platform.ts';
import { Recorder } from '../trace/recorder.ts';
import { onAbort } from './abort.ts';
import { CollectedResults, collectedEnds } from './collected-results.ts';
import { defineEngine } from './define-engine.ts';
import { type Engine, type StationRun, splitRuns } from './engine.ts';
import { StationFailure } from './failure.ts';
import { channelsOf } from './loop-channels.ts';
import { recordingOf } from './recording.ts';
import { type ResultSink, resultOutlet } from './results.ts';
import type { Exit } from './station/ends.ts';
import { instrument } from './station/instrument.ts';
import { type PrimedStation, primeStation, type StationSetup } from './station/prime-station.ts';
import { LoopWaker, restOnTimer } from './station/waker.ts';
import { StallError } from './watch/stall.ts';
import { progressOn, StatusWriter, statusBoardBytes } from './watch/status-board.ts';
import { HANG_MS, type Watch, watch } from './watch/watchdog.ts';

export interface EventLoopOptions {
  readonly platform: Platform;
  /** How long a station may rest beyond what it asked for, in milliseconds, above 0 [10 000]. */
  readonly hangMs?: number;
}

/** About how long the stations hold the thread before signals and timers are handled, in milliseconds. */
const STRETCH_MS = 50;

export function eventLoop({ platform, hangMs = HANG_MS }: EventLoopOptions): Engine {
  const { clock } = platform;
  return defineEngine({
    name: 'event-loop',
    channel: 'mailbox',
    cycles: 'allowed',
    async run(line, { events = null, resumes = false, results = null, witness = false, signal }) {
      const calledMs = clock.nowMs();
      const names = specsOf(line).map((spec) => spec.name);
      const board = new ArrayBuffer(statusBoardBytes(names.length));
      const { stations, collected } = stationsOf(line, platform, board, { events, resumes, results, witness });
      const stop = new Stop(stations);
      const ignoreAbort = onAbort(signal, () => stop.all(signal?.reason));
      try {
        await primeAll(stations, stop);
        const beganNs = clock.nowNs();
        const readyMs = clock.nowMs();
        const readyCpuMs = clock.cpuMs();
        const runs = await runAll(
          stations,
          stop,
          watch({ board, names, edges: line.edges, hangMs, isHeld: () => results !== null && results.waiting() > 0 }),
        );
        for (const ends of collected) ends.takeRest();
        const wallMs = clock.nowMs() - readyMs;
        const cpuMs = clock.cpuMs() - readyCpuMs;
        const notes = stations.flatMap(({ recorder }) => recorder?.notes() ?? []);
        const recording = events === null ? null : recordingOf(line, beganNs, notes, 'channels');
        return {
          threads: 1,
          placement: null,
          onMain: true,
          startupMs: readyMs - calledMs,
          wallMs,
          cpuMs,
          ...splitRuns(line, runs),
          recording,
        };
      } finally {
        ignoreAbort();
      }
    },
    async close() {},
  });
}

/** One of the stations that share the thread. */
class LoopStation {
  readonly waker: LoopWaker;
  readonly recorder: Recorder | null;
  readonly #setup: StationSetup;
  readonly #failure: (error: unknown) => unknown;
  #primed: PrimedStation | null = null;

  constructor(
    setup: StationSetup,
    waker: LoopWaker,
    recorder: Recorder | null,
    resumes: boolean,
    failure: (error: unknown) => StationFailure,
  ) {
    this.waker = waker;
    this.recorder = recorder;
    this.#setup = recorder === null ? setup : instrument(setup, recorder, resumes);
    this.#failure = (error) =>
      error instanceof StationFailure || error instanceof StallError ? error : failure(error);
  }

  async prime(): Promise<void> {
    try {
      this.#primed = await primeStation(this.#setup);
    } catch (error) {
      throw this.#failure(error);
    }
  }

  async run(): Promise<StationRun> {
    if (this.#primed === null) throw new Error('expected a primed station, found one that is not primed');
    try {
      const run = await this.#primed.run();
      this.#setup.status.writeActivity('ended');
      return run;
    } catch (error) {
      throw this.#failure(error);
    }
  }

  abandon(): void {
    this.#primed?.abandon();
  }
}

interface LoopRunOptions {
  readonly events: number | null;
  readonly resumes: boolean;
  readonly results: ResultSink | null;
  readonly witness: boolean;
}

/** One for each coroutine of the line, joined by mailboxes. */
function stationsOf(
  line: Line,
  platform: Platform,
  board: ArrayBuffer,
  { events, resumes, results, witness }: LoopRunOptions,
): { readonly stations: LoopStation[]; readonly collected: readonly CollectedResults[] } {
  const { clock } = platform;
  const specs = specsOf(line);
  const wakers = new Map(specs.map((spec) => [spec.name, new LoopWaker()]));
  const wakerFor = (name: string): LoopWaker => wakers.get(name) ?? new LoopWaker();
  const labels = labelsOf(line);
  const channels = channelsOf(line, wakerFor);
  const yieldToLoop = yieldAfterStretch(platform);
  const collected =
    results === null
      ? []
      : collectedEnds(line).map((ends) => new CollectedResults(ends, line, results, (end) => wakerFor(end).wake));
  const stations = specs.map((spec, place) => {
    const waker = wakerFor(spec.name);
    const setup: StationSetup = {
      spec,
      inlets: channels.filter(({ edge }) => edge.to === spec.name).map(({ reader }) => reader),
      outlets: channels.filter(({ edge }) => edge.from === spec.name).map(({ writer }) => writer),
      exit: exitOf(spec.name, labels, results, collected, waker),
      kind: kindOf(spec, line),
      witness,
      waker,
      rest: (ms) => restOnTimer(ms, waker, clock),
      platform,
      status: new StatusWriter(board, place),
      yieldToLoop,
    };
    const recorder = events === null ? null : new Recorder(spec.name, events, clock.nowNs);
    return new LoopStation(
      setup,
      waker,
      recorder,
      resumes,
      (error) => new StationFailure(spec.name, error, progressOn(board, place, true)),
    );
  });
  return { stations, collected };
}

function exitOf(
  name: string,
  { exits }: Labels,
  results: ResultSink | null,
  collected: readonly CollectedResults[],
  waker: LoopWaker,
): Exit | null {
  const label = exits.get(name);
  if (label === undefined) return null;
  const [exit] = collected.flatMap((ends) => ends.exitOf(name) ?? []);
  return { label, ...(exit ?? { outlet: results === null ? null : resultOutlet(results, name, waker.wake) }) };
}

/** Stops all stations. The first reason for it counts. */
class Stop {
  readonly #stations: readonly LoopStation[];
  #first: { readonly reason: unknown } | null = null;

  constructor(stations: readonly LoopStation[]) {
    this.#stations = stations;
  }

  /** A station that rests is woken too: it may rest for as long as a day. */
  readonly all = (reason: unknown): void => {
    this.#first ??= { reason };
    for (const { waker } of this.#stations) waker.fail(reason);
  };

  /** @throws the first reason, if there is one */
  throwIfAny(): void {
    if (this.#first !== null) throw this.#first.reason;
  }
}

/** Primes all stations. When one fails the others are stopped, their `finally` runs, and the first failure is thrown. */
async function primeAll(stations: readonly LoopStation[], stop: Stop): Promise<void> {
  await Promise.all(stations.map((station) => station.prime().catch(stop.all)));
  try {
    stop.throwIfAny();
  } catch (error) {
    for (const station of stations) station.abandon();
    throw error;
  }
}

/** Runs all stations to their end. When one fails the others are stopped, and the first failure is thrown. */
async function runAll(stations: readonly LoopStation[], stop: Stop, watchdog: Watch): Promise<StationRun[]> {
  watchdog.failed.catch(stop.all);
  const running = stations.map(async (station) => {
    try {
      return await station.run();
    } catch (error) {
      stop.all(error);
      throw error;
    }
  });
  const ends = await Promise.allSettled(running);
  watchdog.stop();
  stop.throwIfAny();
  return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
}

/** Lets the event loop run when the stations have held the thread for `STRETCH_MS`. */
function yieldAfterStretch({ clock, yieldToLoop }: Platform): () => Promise<void> | null {
  let heldSinceMs = clock.nowMs();
  return () => {
    if (clock.nowMs() - heldSinceMs < STRETCH_MS) return null;
    return yieldToLoop().then(() => {
      heldSinceMs = clock.nowMs();
    });
  };
}

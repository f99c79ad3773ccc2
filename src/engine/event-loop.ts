/** The event-loop engine: one thread, and a rest is a timer, so that the other stations go on meanwhile. */

import type { Inlet } from '../channel/channel.ts';
import { mailbox } from '../channel/mailbox.ts';
import type { Line, StationSpec } from '../line/line.ts';
import { Recorder } from '../trace/recorder.ts';
import { type Clock, type Engine, type Progress, StationFailure, type StationRun } from './engine.ts';
import type { Route } from './station/dispatch.ts';
import { recorded } from './station/instrument.ts';
import { primeStation, type StationSetup } from './station/loop.ts';
import { LoopWaker } from './station/waker.ts';
import { StallError } from './watch/stall.ts';
import { readStatusBoard, Status, statusBoardBytes } from './watch/status-board.ts';
import { HANG_MS, type Watch, watch } from './watch/watchdog.ts';

export interface EventLoopOptions {
  readonly clock: Clock;
  /** How long a station may rest beyond what it said, in milliseconds, above 0 [10 000]. */
  readonly patienceMs?: number;
}

/** How long the stations keep the event loop to themselves at a stretch, roughly: signals and timers wait behind them. */
const STRETCH_MS = 50;

export function eventLoop({ clock, patienceMs = HANG_MS }: EventLoopOptions): Engine {
  return {
    name: 'event-loop',
    channel: 'mailbox',
    async run(line, { events } = {}) {
      const calledMs = clock.nowMs();
      const board = new ArrayBuffer(statusBoardBytes(1 + line.stations.length));
      const cooks = await Promise.all(workplaces(line, clock, board, events));
      const beganNs = clock.nowNs();
      const readyMs = clock.nowMs();
      const readyCpuMs = clock.cpuMs();
      const names = [line.source, ...line.stations].map((spec) => spec.name);
      const [source, ...stations] = await all(cooks, watch(board, names, line.edges, patienceMs));
      const wallMs = clock.nowMs() - readyMs;
      const cpuMs = clock.cpuMs() - readyCpuMs;
      if (source === undefined) throw new Error('a line has a source');
      const notes = cooks.flatMap(({ recorder }) => recorder?.notes() ?? []);
      const recording = events === undefined ? null : { beganNs, edges: line.edges, notes };
      return { threads: 1, startupMs: readyMs - calledMs, wallMs, cpuMs, source, stations, recording };
    },
    async close() {},
  };
}

interface Cook {
  readonly waker: LoopWaker;
  readonly recorder: Recorder | null;
  tend(): Promise<StationRun>;
}

/** One for each coroutine of the line, joined by mailboxes, all on this thread. */
function workplaces(line: Line, clock: Clock, board: ArrayBuffer, events: number | undefined): Promise<Cook>[] {
  const yieldToLoop = breather(clock);
  const names = [line.source, ...line.stations].map((spec) => spec.name);
  const specs = [line.source, ...line.stations];
  const wakers = new Map(specs.map((spec) => [spec.name, new LoopWaker()]));
  const wakerFor = (name: string): LoopWaker => wakers.get(name) ?? new LoopWaker();
  const channels = line.edges.map((edge) => ({
    edge,
    ...mailbox(edge.capacity, wakerFor(edge.to).ring, wakerFor(edge.from).ring),
  }));
  return specs.map(async (spec, place) => {
    const status = new Status(board, place);
    const progress = (): Progress | null => {
      const view = readStatusBoard(board, names)[place];
      return view === undefined ? null : { doing: view.doing, made: view.made, exact: true };
    };
    const waker = wakerFor(spec.name);
    const inlets: Inlet[] = channels.filter(({ edge }) => edge.to === spec.name).map(({ inlet }) => inlet);
    const routes: Route[] = channels
      .filter(({ edge }) => edge.from === spec.name)
      .map(({ edge, outlet }) => ({ items: edge.items, outlet }));
    const rest = (ms: number) => timer(ms, waker, clock);
    try {
      const workplace: StationSetup = { spec, inlets, routes, waker, rest, clock, status, yieldToLoop };
      const recorder = events === undefined ? null : new Recorder(spec.name, events, clock.nowNs);
      const tended = await primeStation(
        recorder === null ? workplace : recorded(workplace, recorder, line.alphabet.length),
      );
      return { waker, recorder, tend: () => named(spec, status, progress, tended.tend()) };
    } catch (error) {
      throw new StationFailure(spec.name, error, progress());
    }
  });
}

async function named(
  spec: StationSpec,
  status: Status,
  progress: () => Progress | null,
  running: Promise<StationRun>,
): Promise<StationRun> {
  try {
    const run = await running;
    status.is('ended');
    return run;
  } catch (error) {
    const told = error instanceof StationFailure || error instanceof StallError;
    throw told ? error : new StationFailure(spec.name, error, progress());
  }
}

/** All of them to their end; when one fails the others are sent home, and the first failure is what is told. */
async function all(cooks: readonly Cook[], watchdog: Watch): Promise<StationRun[]> {
  const failures: unknown[] = [];
  const sendHome = (error: unknown): void => {
    failures.push(error);
    for (const { waker } of cooks) waker.break(error);
  };
  watchdog.failed.catch(sendHome);
  const running = cooks.map(async (cook) => {
    try {
      return await cook.tend();
    } catch (error) {
      sendHome(error);
      throw error;
    }
  });
  const ends = await Promise.allSettled(running);
  watchdog.stop();
  if (failures.length > 0) throw failures[0];
  return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
}

/**
 * A timer may go off up to a millisecond early, and channels ring too; a rest lasts at least as long as was asked for.
 * It waits for the bell and not for the timer alone, so that whoever is sent home does not rest to the end first.
 */
async function timer(ms: number, waker: LoopWaker, clock: Clock): Promise<void> {
  const endMs = clock.nowMs() + ms;
  for (let leftMs = ms; leftMs > 0; leftMs = endMs - clock.nowMs()) {
    const alarm = setTimeout(waker.ring, leftMs);
    try {
      await waker.wait();
    } finally {
      clearTimeout(alarm);
    }
  }
}

/** Lets the event loop have its turn when the stations have had it to themselves for long enough. */
function breather(clock: Clock): () => Promise<void> | null {
  // Browsers have no setImmediate; a timer takes them a few milliseconds.
  const soon = typeof setImmediate === 'function' ? setImmediate : (then: () => void) => setTimeout(then, 0);
  let heldSinceMs = clock.nowMs();
  return () => {
    if (clock.nowMs() - heldSinceMs < STRETCH_MS) return null;
    return new Promise((resolve) => {
      soon(() => {
        heldSinceMs = clock.nowMs();
        resolve();
      });
    });
  };
}

/** The event-loop engine: one thread, and a rest is a timer, so that the other stations go on meanwhile. */

import type { Inlet } from '../channel/channel.ts';
import { mailbox } from '../channel/mailbox.ts';
import type { Line, StationSpec } from '../station/line.ts';
import { Recorder } from '../trace/recorder.ts';
import { LoopBell } from './bell.ts';
import type { Route } from './dispatch.ts';
import { type Clock, type Engine, StationFailure, type StationRun } from './engine.ts';
import { recorded } from './recorded.ts';
import { prepare, type Workplace } from './tend.ts';

export function eventLoop({ clock }: { readonly clock: Clock }): Engine {
  return {
    name: 'event-loop',
    channel: 'mailbox',
    async run(line, { events } = {}) {
      const calledMs = clock.nowMs();
      const cooks = await Promise.all(workplaces(line, clock, events));
      const beganNs = clock.nowNs();
      const readyMs = clock.nowMs();
      const readyCpuMs = clock.cpuMs();
      const [source, ...stations] = await all(cooks);
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
  readonly bell: LoopBell;
  readonly recorder: Recorder | null;
  tend(): Promise<StationRun>;
}

/** One for each coroutine of the line, joined by mailboxes, all on this thread. */
function workplaces(line: Line, clock: Clock, events: number | undefined): Promise<Cook>[] {
  const specs = [line.source, ...line.stations];
  const bells = new Map(specs.map((spec) => [spec.name, new LoopBell()]));
  const bellOf = (name: string): LoopBell => bells.get(name) ?? new LoopBell();
  const channels = line.edges.map((edge) => ({
    edge,
    ...mailbox(edge.capacity, bellOf(edge.to).ring, bellOf(edge.from).ring),
  }));
  return specs.map(async (spec) => {
    const bell = bellOf(spec.name);
    const inlets: Inlet[] = channels.filter(({ edge }) => edge.to === spec.name).map(({ inlet }) => inlet);
    const routes: Route[] = channels
      .filter(({ edge }) => edge.from === spec.name)
      .map(({ edge, outlet }) => ({ items: edge.items, outlet }));
    const rest = (ms: number) => timer(ms, bell, clock);
    try {
      const workplace: Workplace = { spec, inlets, routes, bell, rest, clock };
      const recorder = events === undefined ? null : new Recorder(spec.name, events, clock.nowNs);
      const tended = await prepare(recorder === null ? workplace : recorded(workplace, recorder, line.alphabet.length));
      return { bell, recorder, tend: () => named(spec, tended.tend()) };
    } catch (error) {
      throw new StationFailure(spec.name, error);
    }
  });
}

async function named(spec: StationSpec, running: Promise<StationRun>): Promise<StationRun> {
  try {
    return await running;
  } catch (error) {
    throw error instanceof StationFailure ? error : new StationFailure(spec.name, error);
  }
}

/** All of them to their end; when one fails the others are sent home, and the first failure is what is told. */
async function all(cooks: readonly Cook[]): Promise<StationRun[]> {
  let first: StationFailure | null = null;
  const running = cooks.map((cook) =>
    cook.tend().catch((error: StationFailure) => {
      first ??= error;
      for (const other of cooks) other.bell.break(first);
      throw error;
    }),
  );
  const ends = await Promise.allSettled(running);
  if (first !== null) throw first;
  return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
}

/**
 * A timer may go off up to a millisecond early, and channels ring too; a rest lasts at least as long as was asked for.
 * It waits for the bell and not for the timer alone, so that whoever is sent home does not rest to the end first.
 */
async function timer(ms: number, bell: LoopBell, clock: Clock): Promise<void> {
  const endMs = clock.nowMs() + ms;
  for (let leftMs = ms; leftMs > 0; leftMs = endMs - clock.nowMs()) {
    const alarm = setTimeout(bell.ring, leftMs);
    try {
      await bell.wait();
    } finally {
      clearTimeout(alarm);
    }
  }
}

/** The cooperative engine: one thread, and a send is a call. */
import type { Coroutine, Item, Rest } from '../line/coroutine.ts';
import type { Line, StationSpec } from '../line/line.ts';
import { blockFor } from '../platform/node/block-for.ts';
import { type Notes, Recorder } from '../trace/recorder.ts';
import { type Clock, type Engine, type LineRun, StationFailure } from './engine.ts';
import { instrumentCall, instrumentHost } from './station/instrument.ts';
import { load } from './station/load.ts';
import { type Observer, observed } from './station/observer.ts';
import { StationHost } from './station/station-host.ts';
import type { Activity, Status } from './watch/status-board.ts';

export interface CooperativeOptions {
  readonly clock: Clock;
  readonly observer?: Observer;
  /** Where somebody watches from another thread: one place on the board for all stations together. */
  readonly status?: Status;
  /**
   * How long it bakes at a stretch, roughly, and holds the thread at least, in milliseconds, above 0 [50]; `Infinity` for
   * one that holds it to the end.
   */
  readonly stretchMs?: number;
}

/** A coroutine that has been started. */
interface Running {
  readonly name: string;
  readonly coroutine: Coroutine;
  readonly desk: StationHost;
  readonly recorder: Recorder | null;
  readonly status: Status | null;
  /** Items sent so far. */
  readonly made: () => number;
  readonly mishap: FirstFailure;
}

/** What went wrong first: a sender through whom the error passes may put another in its place, or keep it to itself. */
interface FirstFailure {
  first: StationFailure | null;
}

/** How many items are taken in at first without a look at the clock. */
const FIRST_STRETCH = 1;
/** Nobody notices that Ctrl-C is heard so late. */
const STRETCH_MS = 50;

/**
 * The baseline: as fast as generators written by hand that call each other. A rest blocks the thread, and with it
 * everybody else. Now and then, with the clock stopped, the event loop has its turn, so that Ctrl-C is heard.
 */
export function cooperative(options: CooperativeOptions): Engine {
  const { clock, status, stretchMs = STRETCH_MS } = options;
  return {
    name: 'cooperative',
    channel: 'none',
    async run(line, { events } = {}) {
      const calledMs = clock.nowMs();
      const kitchen = await open(line, options, events);
      const startupMs = clock.nowMs() - calledMs;
      const beganNs = clock.nowNs();
      let wallMs = 0;
      let cpuMs = 0;
      for (let items = FIRST_STRETCH, done = false, heldMs = 0; !done; ) {
        const beganMs = clock.nowMs();
        const beganCpuMs = clock.cpuMs();
        status?.took(1, kitchen.made());
        done = kitchen.bake(items);
        const tookMs = clock.nowMs() - beganMs;
        wallMs += tookMs;
        cpuMs += clock.cpuMs() - beganCpuMs;
        heldMs += tookMs;
        items = Math.max(1, Math.round(items * Math.min(8, stretchMs / tookMs)));
        if (done || heldMs < stretchMs) continue;
        await new Promise((resolve) => setTimeout(resolve, 0));
        heldMs = 0;
      }
      // A send is a call: there are channels, and they hold nothing.
      const edges = line.edges.map((edge) => ({ ...edge, capacity: 0 }));
      const recording = events === undefined ? null : { beganNs, edges, notes: kitchen.notes() };
      return { threads: 1, startupMs, wallMs, cpuMs, ...kitchen.close(), recording };
    },
    async close() {},
  };
}

interface Kitchen {
  /** Takes in so many items more; true when there are none left and every station has ended. */
  bake(items: number): boolean;
  /** What the last station has sent. */
  made(): number;
  close(): Pick<LineRun, 'source' | 'stations'>;
  /** What was recorded: the source first. */
  notes(): Notes[];
}

/** Starts every coroutine, the last of the line first, so that whoever sends finds someone to send to. */
async function open(
  line: Line,
  { clock, observer, status }: CooperativeOptions,
  events: number | undefined,
): Promise<Kitchen> {
  const running = new Map<string, Running>();
  const mishap: FirstFailure = { first: null };

  const start = async (spec: StationSpec): Promise<Running> => {
    const routes = routesFrom(spec.name, line, running);
    let made = 0;
    const send = (item: Item): void => {
      made++;
      const to = routes[item];
      if (to !== undefined) hand(to, item, clock);
    };
    const recorder = events === undefined ? null : new Recorder(spec.name, events, clock.nowNs);
    const noted = recorder === null ? send : instrumentCall(send, recorder, (item) => routes[item]?.recorder ?? null);
    const sent = observer === undefined ? noted : observed(spec.name, routes, noted, observer);
    const desk = new StationHost(spec, clock, sent, status ?? null);
    try {
      const create = await load(spec);
      const host = recorder === null ? desk : instrumentHost(desk, recorder);
      const coroutine = create(spec.options, host);
      const station = { name: spec.name, coroutine, desk, recorder, status: status ?? null, made: () => made, mishap };
      running.set(spec.name, station);
      return station;
    } catch (error) {
      throw new StationFailure(spec.name, error, { doing: 'starting', made, exact: true });
    }
  };

  const stations: Running[] = [];
  for (const spec of line.stations.toReversed()) {
    const station = await start(spec);
    prime(station);
    stations.unshift(station);
  }
  const source = await start(line.source);

  return {
    bake: (items) => {
      try {
        if (!supply(source, items, clock)) return false;
        // Upstream first: what a station still sends while it ends is taken in by the next.
        for (const station of stations) end(station);
        if (mishap.first !== null) throw mishap.first;
        return true;
      } catch (error) {
        abandon([source, ...stations]);
        throw error;
      }
    },
    made: () => stations.at(-1)?.made() ?? 0,
    close: () => ({ source: source.desk.run(), stations: stations.map((station) => station.desk.run()) }),
    notes: () => [source, ...stations].flatMap(({ recorder }) => recorder?.notes() ?? []),
  };
}

/** Whom an item goes to; nobody for what leaves the line. */
function routesFrom(name: string, line: Line, running: ReadonlyMap<string, Running>): (Running | undefined)[] {
  return line.alphabet.map((_, item) => {
    const edge = line.edges.find((candidate) => candidate.from === name && candidate.items.includes(item));
    return edge === undefined ? undefined : running.get(edge.to);
  });
}

/** Runs to the first `yield`: without it the first item would be swallowed. */
function prime(station: Running): void {
  try {
    if (station.coroutine.next().done) throw new Error('it ended before it was sent anything');
    station.recorder?.awaits('input');
  } catch (error) {
    throw failure(station, error, 'starting');
  }
}

/** The hand-over. The receiver works on top of the sender's stack and the sender goes on when it yields again. */
function hand(to: Running, item: Item, clock: Clock): void {
  try {
    const step = to.coroutine.next(item);
    if (step.value !== undefined || step.done) settle(to, step, clock);
  } catch (error) {
    throw failure(to, error);
  }
}

/** Whatever is not plain waiting for the next item. */
function settle(station: Running, first: IteratorResult<Rest | Item | undefined, void>, clock: Clock): void {
  let step = first;
  while (!step.done && step.value !== undefined) {
    if (typeof step.value === 'number') throw new TypeError('a station sends its products, it does not yield them');
    restNow(station, step.value, clock);
    step = station.coroutine.next();
  }
  if (step.done) throw new Error('it ended while items were still coming');
}

/** Asks the source for so many items; true when it has no more. */
function supply(source: Running, items: number, clock: Clock): boolean {
  const deliver = source.desk.send;
  try {
    for (let i = 0; i < items; i++) {
      const { value, done } = source.coroutine.next();
      if (done) return true;
      if (typeof value === 'number') deliver(value);
      else if (value !== undefined) restNow(source, value, clock);
      else throw new TypeError('a source is sent nothing: it yields items');
    }
    return false;
  } catch (error) {
    throw failure(source, error);
  }
}

function end(station: Running): void {
  station.recorder?.came();
  try {
    station.coroutine.return();
  } catch (error) {
    throw failure(station, error);
  }
}

/** After a failure: everybody's `finally` is run, and what goes wrong there is not what went wrong first. */
function abandon(running: readonly Running[]): void {
  for (const { coroutine } of running) {
    try {
      coroutine.return();
    } catch {}
  }
}

/** An error passes through everybody who was sending; the one in whom it arose has named itself first. */
function failure(station: Running, error: unknown, doing: Activity = 'running'): StationFailure {
  station.mishap.first ??= new StationFailure(station.name, error, { doing, made: station.made(), exact: true });
  return station.mishap.first;
}

function restNow(station: Running, { ms }: Rest, clock: Clock): void {
  const beganMs = clock.nowMs();
  station.recorder?.restBegan();
  station.status?.rests(ms);
  blockFor(ms);
  station.status?.is('running');
  station.recorder?.restEnded();
  station.desk.rested(beganMs);
}

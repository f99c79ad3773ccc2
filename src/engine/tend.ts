/**
 * Tending one coroutine over channels: resume it while there is something to take in and room for what it makes.
 *
 * The event-loop engine tends every station on one thread over mailboxes, the threads engine each station on a thread of
 * its own over ports. They differ in the channels and in what a rest is, and in nothing else.
 */
import { type Inlet, NOTHING, type Outlet } from '../channel/channel.ts';
import type { Coroutine, Item } from '../station/coroutine.ts';
import type { StationSpec } from '../station/line.ts';
import type { Bell } from './bell.ts';
import { Desk } from './desk.ts';
import type { Clock, StationRun } from './engine.ts';
import { load } from './load.ts';

/** One station's end of an edge: what goes this way and the channel it goes by. */
export interface Route {
  readonly items: readonly Item[];
  readonly outlet: Outlet;
}

export interface Workplace {
  readonly spec: StationSpec;
  readonly inlets: readonly Inlet[];
  readonly routes: readonly Route[];
  /** Rung when a channel may have changed. */
  readonly bell: Bell;
  /** Rests for so many milliseconds; a promise where others go on meanwhile. */
  readonly rest: (ms: number) => void | Promise<void>;
  readonly clock: Clock;
}

/** A coroutine that has been primed and waits for the start. */
export interface Tended {
  /** Settles when the coroutine has ended and everything it sent is on its way. */
  tend(): Promise<StationRun>;
}

/**
 * How old a batch may grow while its station works. A message costs about 1 us: sent at most every 50 us it costs 2 %,
 * and the next station never waits much longer than that for something that is finished.
 */
const STALE_MS = 0.05;

/** Loads a coroutine and primes it. Who is sent nothing by anybody is a source. */
export async function prepare(workplace: Workplace): Promise<Tended> {
  const { spec, inlets, routes, clock } = workplace;
  const outlets = routes.map((route) => route.outlet);
  const create = await load(spec);
  const desk = new Desk(spec, clock, sender(routes));
  const coroutine = create(spec.options, desk);
  if (inlets.length > 0 && coroutine.next().done) throw new Error('it ended before it was sent anything');
  const loop = inlets.length === 0 ? supply : receive;
  return {
    async tend() {
      const beganCpuMs = clock.threadCpuMs();
      try {
        await loop({ ...workplace, outlets, coroutine, desk });
        coroutine.return();
      } catch (error) {
        abandon(coroutine);
        throw error;
      }
      await flushed(outlets, workplace.bell);
      for (const outlet of outlets) outlet.close();
      return desk.run(clock.threadCpuMs() - beganCpuMs);
    },
  };
}

interface Shift extends Workplace {
  readonly outlets: readonly Outlet[];
  readonly coroutine: Coroutine;
  readonly desk: Desk;
}

/** A station: takes from its inlets in turn until all have ended. */
async function receive(shift: Shift): Promise<void> {
  const { inlets, outlets, coroutine, desk, bell, clock } = shift;
  let workedMs = 0;
  let flushedMs = clock.nowMs();
  while (true) {
    let idle = true;
    for (const inlet of inlets) {
      while (haveRoom(outlets)) {
        const item = inlet.take();
        if (item === NOTHING) break;
        idle = false;
        const step = coroutine.next(item);
        if (step.value !== undefined || step.done) await settle(shift, step);
        if (desk.busyMs === workedMs) continue;
        // It worked or rested: what it made must not wait behind the next piece of work.
        workedMs = desk.busyMs;
        const nowMs = clock.nowMs();
        if (nowMs - flushedMs < STALE_MS) continue;
        flushedMs = nowMs;
        flush(outlets);
      }
    }
    if (idle) {
      if (inlets.every((inlet) => inlet.ended())) break;
      flush(outlets);
      if (bell.arm()) await bell.wait();
    } else bell.disarm();
  }
  bell.disarm();
}

/** Whatever is not plain waiting for the next item. */
async function settle(shift: Shift, first: ReturnType<Coroutine['next']>): Promise<void> {
  let step = first;
  while (!step.done && step.value !== undefined) {
    if (typeof step.value === 'number') throw new TypeError('a station sends its products, it does not yield them');
    await pause(shift, step.value.ms);
    step = shift.coroutine.next();
  }
  if (step.done) throw new Error('it ended while items were still coming');
}

/** A source: asked for one item after the other while every outlet has room, since it does not say which is next. */
async function supply(shift: Shift): Promise<void> {
  const { outlets, coroutine, desk, bell } = shift;
  while (true) {
    while (haveRoom(outlets)) {
      const { value, done } = coroutine.next();
      if (done) return;
      if (typeof value === 'number') desk.send(value);
      else if (value !== undefined) await pause(shift, value.ms);
      else throw new TypeError('a source is sent nothing: it yields items');
    }
    flush(outlets);
    if (haveRoom(outlets)) bell.disarm();
    else if (bell.arm()) await bell.wait();
  }
}

async function pause({ outlets, desk, clock, rest }: Shift, ms: number): Promise<void> {
  flush(outlets);
  const beganMs = clock.nowMs();
  await rest(ms);
  desk.rested(beganMs);
}

/** After a failure: its `finally` is run, and what goes wrong there is not what went wrong first. */
function abandon(coroutine: Coroutine): void {
  try {
    coroutine.return();
  } catch {}
}

function haveRoom(outlets: readonly Outlet[]): boolean {
  for (const outlet of outlets) if (outlet.room() <= 0) return false;
  return true;
}

function flush(outlets: readonly Outlet[]): void {
  for (const outlet of outlets) outlet.flush();
}

async function flushed(outlets: readonly Outlet[], bell: Bell): Promise<void> {
  for (const outlet of outlets) while (!outlet.flush()) if (bell.arm()) await bell.wait();
  bell.disarm();
}

/** Sends each item along its route; what has none leaves the line. */
function sender(routes: readonly Route[]): (item: Item) => void {
  const outlets: (Outlet | undefined)[] = [];
  for (const { items, outlet } of routes) for (const item of items) outlets[item] = outlet;
  return (item) => outlets[item]?.send(item);
}

/** A link over the project's own channels: batches on a port, or a ring in shared memory. */
import type { MessagePort } from 'node:worker_threads';
import { type Inlet, NOTHING, type Outlet } from '../../channel/channel.ts';
import { STALE_MS } from '../../engine/station/flush-timer.ts';
import type { Waker } from '../../engine/station/waker.ts';
import type { Connection } from '../../engine/threads/connect.ts';
import { nowNs } from '../../platform/node/clock.ts';
import { Control, obey } from './control.ts';
import { dueBy, type Link } from './link.ts';
import { numberFor } from './payload.ts';
import { type Schedule, Tally } from './tally.ts';

interface Ends {
  readonly inlet: Inlet;
  readonly outlet: Outlet;
  readonly waker: Waker;
}

export function streamLink(connection: Connection, controlPort: MessagePort): Link {
  const control = new Control(controlPort);
  const ends = endsOf(connection);
  return {
    async send(count, schedule) {
      await control.begin({ kind: 'take', count, schedule });
      if (schedule === null) await sendAll(ends, count);
      else await sendWhenDue(ends, count, schedule);
      await flushed(ends);
      return await control.done();
    },
    async roundTrips(count, took) {
      await control.begin({ kind: 'echo', count });
      for (let trip = 0; trip < count; trip++) {
        const beganNs = nowNs();
        ends.outlet.send(numberFor(trip));
        ends.outlet.flush();
        const echo = await next(ends);
        took(nowNs() - beganNs);
        if (echo !== numberFor(trip)) throw new Error(`expected an echo of ${numberFor(trip)}, found ${echo}`);
      }
      await control.done();
    },
    close() {
      connection.close(true);
      control.close();
    },
  };
}

/** The other end, on another thread. */
export function farStream(connection: Connection, controlPort: MessagePort): void {
  const ends = endsOf(connection);
  obey(controlPort, (task, done) => {
    const tally = new Tally(task.kind === 'take' ? task.schedule : null);
    const echo = task.kind === 'echo';
    // After the answer has been sent: on a ring this thread may block, and then no port works.
    setImmediate(async () => {
      while (tally.count < task.count) {
        const item = await next(ends);
        tally.take(item);
        if (echo) {
          ends.outlet.send(item);
          ends.outlet.flush();
        } else takeAll(ends.inlet, tally);
      }
      done(tally.report());
    });
  });
}

function endsOf({ inlets: [inlet], outlets: [outlet], waker }: Connection): Ends {
  if (inlet === undefined || outlet === undefined)
    throw new Error('expected a stream with an inlet and an outlet, found one without');
  return { inlet: inlet.inlet, outlet: outlet.outlet, waker };
}

/** Waits for the next item. */
async function next({ inlet, waker }: Ends): Promise<number> {
  while (true) {
    const item = inlet.take();
    if (item === NOTHING) {
      if (waker.prepare()) await waker.wait();
      continue;
    }
    waker.cancel();
    return Number(item);
  }
}

function takeAll(inlet: Inlet, tally: Tally): void {
  for (let item = inlet.take(); item !== NOTHING; item = inlet.take()) tally.take(Number(item));
}

async function sendAll({ outlet, waker }: Ends, count: number): Promise<void> {
  for (let sent = 0; sent < count; ) {
    const some = Math.min(outlet.room(), count - sent);
    sendSome(outlet, sent, some);
    sent += Math.max(0, some);
    if (some > 0) waker.cancel();
    else {
      outlet.flush();
      if (waker.prepare()) await waker.wait();
    }
  }
}

/** A batch leaves when it is full, or as old as a batch of a station may become. */
async function sendWhenDue({ outlet }: Ends, count: number, schedule: Schedule): Promise<void> {
  let flushedNs = nowNs();
  for (let sent = 0; sent < count; ) {
    const ns = nowNs();
    const some = Math.min(outlet.room(), Math.min(count, dueBy(schedule, ns)) - sent);
    sendSome(outlet, sent, some);
    sent += Math.max(0, some);
    if (ns - flushedNs < STALE_MS * 1e6) continue;
    outlet.flush();
    flushedNs = ns;
  }
}

function sendSome(outlet: Outlet, first: number, count: number): void {
  for (let i = 0; i < count; i++) outlet.send(numberFor(first + i));
}

async function flushed({ outlet, waker }: Ends): Promise<void> {
  while (!outlet.flush()) if (waker.prepare()) await waker.wait();
  waker.cancel();
}

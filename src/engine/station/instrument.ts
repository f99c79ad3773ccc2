/**
 * A station's workplace with somebody beside it who notes what happens.
 *
 * It is put around the channels, the bell and the rest that the station was given, and only where a run is recorded: the
 * loops that move the items are the same and ask nothing, so that a run that nobody records pays nothing.
 */
import { type Inlet, NOTHING, type Outlet } from '../../channel/channel.ts';
import type { Host, Item } from '../../line/coroutine.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { Route } from './dispatch.ts';
import type { StationSetup } from './loop.ts';
import type { Waker } from './waker.ts';

/** More than any channel holds. */
const PLENTY = 2 ** 30;

/** @param items how many there are in the line's alphabet */
export function recorded(workplace: StationSetup, recorder: Recorder, items: number): StationSetup {
  const { inlets, routes, waker, rest } = workplace;
  return {
    ...workplace,
    inlets: inlets.map((inlet) => recordedInlet(inlet, recorder)),
    routes: [
      ...routes.map((route) => ({ items: route.items, outlet: recordedOutlet(route.outlet, recorder) })),
      exit(routes, recorder, items),
    ],
    waker: recordedBell(waker, routes, recorder),
    rest(ms) {
      recorder.restBegan();
      const resting = rest(ms);
      const ended = (): void => recorder.restEnded();
      return resting instanceof Promise ? resting.then(ended) : ended();
    },
    host: (desk) => instrumentHost(desk, recorder),
    primed: () => recorder.awaits('input'),
  };
}

/** The host of a coroutine whose work is noted. */
export function instrumentHost(host: Host, recorder: Recorder): Host {
  return {
    send: host.send,
    work(iterations) {
      if (iterations === 0) return host.work(iterations);
      recorder.workBegan();
      host.work(iterations);
      recorder.workEnded();
    },
    report: (account) => host.report(account),
  };
}

/** A send that is a call: during the call its receiver is at work on the item, and waits for the next when it returns. */
export function instrumentCall(
  send: (item: Item) => void,
  recorder: Recorder,
  receiverOf: (item: Item) => Recorder | null,
): (item: Item) => void {
  return (item) => {
    const receiver = receiverOf(item);
    recorder.sent(item);
    receiver?.received(item);
    send(item);
    receiver?.awaits('input');
  };
}

function recordedInlet(inlet: Inlet, recorder: Recorder): Inlet {
  return {
    take() {
      const item = inlet.take();
      if (item !== NOTHING) recorder.received(item);
      return item;
    },
    ended: () => inlet.ended(),
  };
}

function recordedOutlet(outlet: Outlet, recorder: Recorder): Outlet {
  return {
    room: () => outlet.room(),
    send(item) {
      // Before it is sent: its reader may be quicker than the next line.
      recorder.sent(item);
      outlet.send(item);
    },
    flush: () => outlet.flush(),
    close: () => outlet.close(),
  };
}

/** What no channel carries leaves the line here. */
function exit(routes: readonly Route[], recorder: Recorder, items: number): Route {
  const carried = new Set(routes.flatMap((route) => route.items));
  return {
    items: Array.from({ length: items }, (_, item): Item => item).filter((item) => !carried.has(item)),
    outlet: { room: () => PLENTY, send: (item) => recorder.sent(item), flush: () => true, close() {} },
  };
}

/** Whoever waits while an outlet is full waits for room, also when there is nothing to take in: it could not go on. */
function recordedBell(waker: Waker, routes: readonly Route[], recorder: Recorder): Waker {
  return {
    prepare() {
      recorder.awaits(routes.some(({ outlet }) => outlet.room() <= 0) ? 'room' : 'input');
      return waker.prepare();
    },
    wait: () => waker.wait(),
    cancel() {
      recorder.came();
      waker.cancel();
    },
  };
}

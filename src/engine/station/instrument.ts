/**
 * A station whose events are recorded.
 *
 * Where a run is recorded, and only there, the station's channels, its waker and its rests are wrapped. The loops that move
 * the items stay the same, so that a run that is not recorded pays nothing.
 */
import { type Inlet, NOTHING, type Outlet } from '../../channel/channel.ts';
import type { Host, Item } from '../../line/coroutine.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { Route } from './dispatch.ts';
import type { StationSetup } from './prime-station.ts';
import type { Waker } from './waker.ts';

export function instrument(setup: StationSetup, recorder: Recorder): StationSetup {
  const { inlets, routes, alphabet, waker, rest } = setup;
  return {
    ...setup,
    inlets: inlets.map((inlet) => instrumentInlet(inlet, recorder)),
    routes: [
      ...routes.map((route) => ({ items: route.items, outlet: instrumentOutlet(route.outlet, recorder) })),
      exitRoute(routes, recorder, alphabet),
    ],
    waker: instrumentWaker(waker, routes, recorder),
    rest(ms) {
      recorder.restBegan();
      const resting = rest(ms);
      const ended = (): void => recorder.restEnded();
      return resting instanceof Promise ? resting.then(ended) : ended();
    },
    wrapHost: (host) => instrumentHost(host, recorder),
    primed: () => recorder.waitBegan('input'),
  };
}

/** A host that records the coroutine's work. */
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

/** A send that is a call: during the call its receiver handles the item, and waits for the next one when it returns. */
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
    receiver?.waitBegan('input');
  };
}

function instrumentInlet(inlet: Inlet, recorder: Recorder): Inlet {
  return {
    take() {
      const item = inlet.take();
      if (item !== NOTHING) recorder.received(item);
      return item;
    },
    ended: () => inlet.ended(),
  };
}

function instrumentOutlet(outlet: Outlet, recorder: Recorder): Outlet {
  return {
    room: () => outlet.room(),
    send(item) {
      // Before the item is sent: otherwise its reader could record the receipt first.
      recorder.sent(item);
      outlet.send(item);
    },
    flush: () => outlet.flush(),
    close: () => outlet.close(),
  };
}

/** A route for the items that leave the line: no channel carries them, but they are recorded. */
function exitRoute(routes: readonly Route[], recorder: Recorder, alphabet: number): Route {
  const carried = new Set(routes.flatMap((route) => route.items));
  return {
    items: Array.from({ length: alphabet }, (_, item): Item => item).filter((item) => !carried.has(item)),
    outlet: {
      room: () => Number.POSITIVE_INFINITY,
      send: (item) => recorder.sent(item),
      flush: () => true,
      close() {},
    },
  };
}

/** While an outlet is full the station waits for room, even if it has no input either: with input it could not go on. */
function instrumentWaker(waker: Waker, routes: readonly Route[], recorder: Recorder): Waker {
  return {
    prepare() {
      recorder.waitBegan(routes.some(({ outlet }) => outlet.room() <= 0) ? 'room' : 'input');
      return waker.prepare();
    },
    wait: () => waker.wait(),
    cancel() {
      recorder.waitEnded();
      waker.cancel();
    },
  };
}

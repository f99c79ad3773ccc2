/**
 * A station whose events are recorded.
 *
 * Where a run is recorded, and only there, the station's channels, its waker and its rests are wrapped. The loops that move
 * the items stay the same, so that a run that is not recorded pays nothing.
 */
import { type Inlet, NOTHING, type Outlet } from '../../channel/channel.ts';
import type { Coroutine, Host, Part } from '../../line/coroutine.ts';
import { type Label, labelOf } from '../../line/labels.ts';
import type { Recorder } from '../../trace/recorder.ts';
import { NOWHERE } from './nowhere.ts';
import type { StationSetup } from './prime-station.ts';
import type { Waker } from './waker.ts';

export function instrument(setup: StationSetup, recorder: Recorder, resumes: boolean): StationSetup {
  const { inlets, outlets, exit, waker, rest } = setup;
  return {
    ...setup,
    inlets: inlets.map((one) => ({ ...one, inlet: instrumentInlet(one.inlet, one.label, recorder) })),
    outlets: outlets.map((one) => ({ ...one, outlet: instrumentOutlet(one.outlet, one.label, recorder) })),
    exit: exit === null ? null : { ...exit, outlet: instrumentOutlet(exit.outlet ?? NOWHERE, exit.label, recorder) },
    waker: instrumentWaker(waker, outlets, recorder),
    rest(ms) {
      recorder.restBegan();
      const resting = rest(ms);
      const ended = (): void => recorder.restEnded();
      return resting instanceof Promise ? resting.then(ended) : ended();
    },
    wrapHost: (host) => (resumes ? host : instrumentHost(host, recorder)),
    ...(resumes ? { wrapCoroutine: (coroutine: Coroutine) => instrumentResumes(coroutine, recorder) } : {}),
    recorded: {
      readSums(into) {
        into.events = recorder.count;
      },
      // They are in memory that has outlived the thread before.
      restoreSums() {},
    },
    primed: () => recorder.waitBegan('input'),
  };
}

/** A coroutine that works from each resume to its next `yield`. */
export function instrumentResumes(coroutine: Coroutine, recorder: Recorder): Coroutine {
  const recorded = <Result>(run: () => Result): Result => {
    recorder.workBegan();
    try {
      return run();
    } finally {
      recorder.workEnded();
    }
  };
  const wrapped: Coroutine = {
    next: (item) => recorded(() => coroutine.next(item)),
    return: (value) => recorded(() => coroutine.return(value)),
    throw: (error) => recorded(() => coroutine.throw(error)),
    [Symbol.iterator]: () => wrapped,
    [Symbol.dispose]: () => void coroutine.return(),
  };
  return wrapped;
}

/** A host that records the coroutine's work. */
export function instrumentHost(host: Host & Part, recorder: Recorder): Host & Part {
  const { send, rest, keep, report, part, parts } = host;
  return {
    send,
    rest,
    keep,
    report,
    part,
    parts,
    work(iterations) {
      if (iterations === 0) return host.work(iterations);
      recorder.workBegan();
      host.work(iterations);
      recorder.workEnded();
    },
  };
}

/**
 * A send that is a call: during the call its receiver handles the item, and waits for the next one when it returns.
 *
 * @param resumes whether the send is a part of what the sender works on: its work stops meanwhile
 */
export function instrumentCall(
  outlet: Outlet,
  label: Label,
  recorder: Recorder,
  receiver: Recorder | null,
  resumes: boolean,
): Outlet {
  return {
    ...outlet,
    send(item) {
      // While the receiver runs, on top of it, the sender does not work.
      if (resumes) recorder.workEnded();
      recorder.sent(labelOf(label, item));
      receiver?.received(labelOf(label, item));
      outlet.send(item);
      receiver?.waitBegan('input');
      if (resumes) recorder.workBegan();
    },
  };
}

export function instrumentInlet(inlet: Inlet, label: Label, recorder: Recorder): Inlet {
  return {
    take() {
      const item = inlet.take();
      if (item !== NOTHING) recorder.received(labelOf(label, item));
      return item;
    },
    ended: () => inlet.ended(),
  };
}

export function instrumentOutlet(outlet: Outlet, label: Label, recorder: Recorder): Outlet {
  return {
    room: () => outlet.room(),
    send(item) {
      // Before the item is sent: otherwise its reader could record the receipt first.
      recorder.sent(labelOf(label, item));
      outlet.send(item);
    },
    flush: () => outlet.flush(),
    close: () => outlet.close(),
  };
}

/** While an outlet is full the station waits for room, even if it has no input either: with input it could not go on. */
function instrumentWaker(waker: Waker, outlets: StationSetup['outlets'], recorder: Recorder): Waker {
  return {
    prepare() {
      recorder.waitBegan(outlets.some(({ outlet }) => outlet.room() <= 0) ? 'room' : 'input');
      return waker.prepare();
    },
    wait: () => waker.wait(),
    cancel() {
      recorder.waitEnded();
      waker.cancel();
    },
  };
}

/** Makes a station's inlets and outlets, and the waker of its thread, from the channel ends that the thread was sent. */
import { byteLimitOf } from '../../channel/byte-limit.ts';
import type { Inlet, Outlet, Wake } from '../../channel/channel.ts';
import { type Mailbox, mailbox } from '../../channel/mailbox.ts';
import type { PortOptions } from '../../channel/port.ts';
import { PortInlet } from '../../channel/port-inlet.ts';
import { PortOutlet } from '../../channel/port-outlet.ts';
import { RingInlet, RingOutlet } from '../../channel/ring.ts';
import { isShared } from '../../line/shared-memory.ts';
import type { Platform, Port } from '../../platform/platform.ts';
import type { ChannelInlet } from '../group/open-group.ts';
import type { ChannelOutlet } from '../group/routes.ts';
import { COUNTS } from '../station/counts.ts';
import { Cycle, inletOf, outletOf } from '../station/cycle.ts';
import type { StationSetup } from '../station/prime-station.ts';
import { NO_SPIN, sharedWaker, wakerOf } from '../station/shared-waker.ts';
import { LoopWaker, restOnTimer, type Waker } from '../station/waker.ts';
import { collectedWith, countedWith, exitPortsOf, portsOf } from './count-ends.ts';
import type { CycleEnd, ExitEnd, InsideEdge, PortEnd, SupervisedTask, Wiring } from './messages.ts';
import { connectSupervised } from './supervised-ends.ts';

export type Connection = Pick<StationSetup, 'exit' | 'waker' | 'rest' | 'supervised'> & {
  /** In the order of the line's edges. */
  readonly inlets: readonly ChannelInlet[];
  readonly outlets: readonly ChannelOutlet[];
  /** Stops the station at its next wait. */
  stop(): void;
  /** Closes the channel ends that this station has to close. */
  close(failed: boolean): void;
};

/** What a task says about the channels of its station. */
export interface Wires {
  readonly wiring: Wiring;
  readonly exit: ExitEnd | null;
  readonly kind: StationSetup['kind'];
  readonly supervised?: SupervisedTask | null;
}

/** How a thread waits for its channels: in the event loop with ports, at a shared waker with rings. */
export interface ThreadWait {
  readonly waker: Waker;
  readonly wake: Wake;
  /** Makes the waits of this thread fail. */
  readonly fail: (error: Error) => void;
  /** Sleeps at a shared waker; where memory is not shared, in the event loop. */
  readonly rest: (ms: number) => void | Promise<void>;
  /** Whether the main thread has stopped this one. */
  readonly stopped: () => boolean;
}

export function threadWait(wiring: Wiring, { clock }: Pick<Platform, 'clock'>): ThreadWait {
  switch (wiring.kind) {
    case 'port': {
      const waker = new LoopWaker();
      if (!isShared(wiring.waker)) return loopWait(waker, clock);
      const { rest, stopped } = sharedWaker(wiring.waker, NO_SPIN, clock.nowMs);
      return { waker, wake: waker.wake, fail: (error) => waker.fail(error), rest, stopped };
    }
    case 'ring': {
      const waker = sharedWaker(wiring.waker, wiring.spin, clock.nowMs);
      // A grant for results may be read while the thread is about to sleep: then it must not sleep.
      return { waker, wake: wakerOf(wiring.waker), fail() {}, rest: waker.rest, stopped: waker.stopped };
    }
  }
}

/** Without shared memory the only sign of a stop is a message, which `fail` passes on. */
function loopWait(waker: LoopWaker, clock: Platform['clock']): ThreadWait {
  let isStopped = false;
  return {
    waker,
    wake: waker.wake,
    fail(error) {
      isStopped = true;
      waker.fail(error);
    },
    rest: (ms) => restOnTimer(ms, waker, clock),
    stopped: () => isStopped,
  };
}

/** @param wait how the station's thread waits [a thread of its own] */
export function connect(
  { wiring, exit, kind, supervised = null }: Wires,
  platform: Platform,
  wait: ThreadWait = threadWait(wiring, platform),
): Connection {
  const { waker, wake, fail, rest } = wait;
  switch (wiring.kind) {
    case 'port': {
      const { inlets, outlets } = wiring;
      const cycleOf = loopCycles(inlets, wake);
      return {
        inlets: inlets.map(({ edge, port, counts, capacity, kind: items, capacityBytes, cycle, label, collected }) => {
          const limit = byteLimitOf(items, capacityBytes);
          const inlet = new PortInlet(platform.endpoint(port, fail), capacity, wake, { kind: items, limit });
          const own =
            counts === null ? null : new PortInlet(platform.endpoint(counts, fail), capacity, wake, { kind: COUNTS });
          return {
            edge,
            inlet: cycledInlet(cycle, cycleOf, inlet),
            label,
            cycle: cycle?.edge ?? null,
            ...collectedWith(collected, own),
          };
        }),
        outlets: outlets.map(({ port, counts, capacity, batch, capacityBytes, cycle, ...end }) => {
          const options = { kind: end.kind, limit: byteLimitOf(end.kind, capacityBytes) };
          const outlet = new PortOutlet(platform.endpoint(port, fail), capacity, wake, batch, options);
          const own =
            counts === null
              ? null
              : new PortOutlet(platform.endpoint(counts, fail), capacity, wake, batch, { kind: COUNTS });
          return { ...end, outlet: cycledOutlet(cycle, cycleOf, outlet), ...countedWith(own) };
        }),
        exit: exitTo(exit, kind, wake, fail, platform),
        waker,
        rest,
        stop: () => fail(new Error('it was stopped')),
        close(failed) {
          // The reader closes a channel. If the writer closed it, items that are still on their way would be lost.
          for (const port of [...inlets, ...(failed ? outlets : [])].flatMap(portsOf)) port.close();
          if (failed) for (const port of exitPortsOf(exit)) port.close();
        },
      };
    }
    case 'ring':
      if (supervised !== null) return connectSupervised(wiring, exit, supervised, wait, platform);
      return {
        inlets: wiring.inlets.map(
          ({ edge, memory, counts, capacity, neighbour, kind: items, cycle, label, collected }) => ({
            edge,
            inlet: cycledInlet(cycle, sharedCycle, new RingInlet(memory, capacity, wakerOf(neighbour), items)),
            label,
            cycle: cycle?.edge ?? null,
            ...collectedWith(
              collected,
              counts === null ? null : new RingInlet(counts, capacity, wakerOf(neighbour), COUNTS),
            ),
          }),
        ),
        outlets: wiring.outlets.map(({ memory, counts, capacity, batch, neighbour, cycle, ...end }) => {
          const outlet = new RingOutlet(memory, capacity, wakerOf(neighbour), batch, end.kind);
          const own = counts === null ? null : new RingOutlet(counts, capacity, wakerOf(neighbour), batch, COUNTS);
          return { ...end, outlet: cycledOutlet(cycle, sharedCycle, outlet), ...countedWith(own) };
        }),
        exit: exitTo(exit, kind, wake, fail, platform),
        waker,
        rest,
        // The main thread stops it through shared memory: a thread that sleeps at its waker receives no message.
        stop() {},
        close(failed) {
          if (failed) for (const port of exitPortsOf(exit)) port.close();
        },
      };
  }
}

/** The ends of an edge between two stations of one thread, where a call does not carry it, and of its counts if it has any. */
export interface InsideChannel extends Mailbox {
  readonly counts: Mailbox | null;
}

export function insideChannel(
  { capacity, kind, capacityBytes, cycle, collected }: InsideEdge,
  channel: Wiring['kind'],
  wake: Wake,
): InsideChannel {
  const ends = mailbox(capacity, wake, wake, byteLimitOf(kind, capacityBytes));
  const cycleOf = channel === 'ring' ? sharedCycle : loopCycles(cycle === null ? [] : [{ cycle }], wake);
  return {
    outlet: cycledOutlet(cycle, cycleOf, ends.outlet),
    inlet: cycledInlet(cycle, cycleOf, ends.inlet),
    counts: collected === undefined ? null : mailbox(capacity, wake, wake),
  };
}

type CycleOf = (end: CycleEnd) => Cycle;

/** A station that waits at a shared waker is woken there. */
function sharedCycle({ memory, wakers }: CycleEnd): Cycle {
  const wakes = wakers.map((waker) => wakerOf(waker));
  return new Cycle(memory, () => {
    for (const wake of wakes) wake();
  });
}

/** A station that waits in the event loop is woken there when its cycle ends. */
function loopCycles(inlets: readonly Pick<PortEnd, 'cycle'>[], wake: Wake): CycleOf {
  for (const { cycle } of inlets) if (cycle?.edge === 'back') new Cycle(cycle.memory, () => {}).onOver(wake);
  return ({ memory }) => new Cycle(memory, () => {});
}

function cycledInlet(end: CycleEnd | null, cycleOf: CycleOf, inlet: Inlet): Inlet {
  return end === null ? inlet : inletOf(cycleOf(end), end.edge, inlet);
}

function cycledOutlet(end: CycleEnd | null, cycleOf: CycleOf, outlet: Outlet): Outlet {
  return end === null ? outlet : outletOf(cycleOf(end), end.edge, outlet);
}

/** Results go to the main thread over a port, whatever carries the other items: the main thread must not block. */
function exitTo(
  exit: ExitEnd | null,
  kind: StationSetup['kind'],
  wake: Wake,
  fail: (error: Error) => void,
  platform: Platform,
): StationSetup['exit'] {
  if (exit === null) return null;
  const { label, port, counts, capacity, capacityBytes } = exit;
  if (port === null) return { label, outlet: null };
  const outletTo = (end: Port, options: PortOptions): Outlet =>
    new PortOutlet(platform.endpoint(end, fail), capacity, wake, undefined, options);
  return {
    label,
    outlet: outletTo(port, { kind, limit: byteLimitOf(kind, capacityBytes) }),
    ...countedWith(counts === null ? null : outletTo(counts, { kind: COUNTS })),
  };
}

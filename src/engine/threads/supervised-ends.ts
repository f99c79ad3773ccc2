/** The channel ends of a supervised station, and its commits. */
import { CommittedInlet, CommittedOutlet } from '../../channel/committed-ring.ts';
import type { Platform } from '../../platform/platform.ts';
import type { StationSetup } from '../station/prime-station.ts';
import { wakerOf } from '../station/shared-waker.ts';
import { Commits } from '../supervise/commits.ts';
import { PlannedKills } from '../supervise/kills.ts';
import { recordIn } from '../supervise/record.ts';
import type { Connection, ThreadWait } from './connect.ts';
import type { ExitEnd, SupervisedTask, Wiring } from './messages.ts';

type RingWiring = Extract<Wiring, { readonly kind: 'ring' }>;

/** How many ends a station has in its record: its inlets, its outlets, and what leaves the line. */
export function endsIn({ inlets, outlets }: RingWiring, exit: SupervisedTask['exit']): number {
  return inlets.length + outlets.length + (exit === null ? 0 : 1);
}

export function connectSupervised(
  wiring: RingWiring,
  exit: ExitEnd | null,
  task: SupervisedTask,
  { waker, rest }: ThreadWait,
  platform: Pick<Platform, 'clock' | 'endThread'>,
): Connection {
  const { promised, cautiousUntil } = task;
  const record = recordIn(task.record, endsIn(wiring, task.exit));
  let place = 0;
  const liveNext = (): Int32Array => record.live[place++] ?? new Int32Array(1);
  const options = { promised, cautious: cautiousUntil !== null };
  const inlets = wiring.inlets.map(({ edge, memory, capacity, neighbour, kind, label }) => ({
    edge,
    inlet: new CommittedInlet(memory, { ...options, capacity, kind, wake: wakerOf(neighbour), live: liveNext() }),
    label,
    cycle: null,
  }));
  const outlets = wiring.outlets.map(({ memory, capacity, neighbour, ...end }) => ({
    ...end,
    outlet: new CommittedOutlet(memory, {
      ...options,
      capacity,
      kind: end.kind,
      wake: wakerOf(neighbour),
      live: liveNext(),
    }),
  }));
  const left =
    task.exit === null
      ? null
      : new CommittedOutlet(task.exit.memory, {
          ...options,
          capacity: task.exit.capacity,
          kind: task.exit.kind,
          wake: wakerOf(task.exit.reader),
          live: liveNext(),
        });
  const commits = new Commits({
    record,
    inlets: inlets.map(({ inlet }) => inlet),
    outlets: [...outlets.map(({ outlet }) => outlet), ...(left === null ? [] : [left])],
    clock: platform.clock,
    cautiousUntil,
  });
  const kills = new PlannedKills(task.killAt, record, platform);
  return {
    inlets,
    outlets: outlets.map(({ counts: _, cycle: __, ...end }) => end),
    exit: exitOf(exit, left),
    waker,
    rest,
    supervised: { commits, kills },
    // As with other rings the main thread stops it through shared memory, and there is no port to close.
    stop() {},
    close() {},
  };
}

function exitOf(exit: ExitEnd | null, outlet: CommittedOutlet | null): StationSetup['exit'] {
  return exit === null ? null : { label: exit.label, outlet };
}

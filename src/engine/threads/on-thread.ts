/** The stations of a thread, connected and primed: one with the thread to itself, or several that share it. */
import type { Platform } from '../../platform/platform.ts';
import { Recorder } from '../../trace/recorder.ts';
import { type ChannelInlet, type GroupStation, openGroup } from '../group/open-group.ts';
import type { ChannelOutlet } from '../group/routes.ts';
import { instrument } from '../station/instrument.ts';
import { primeStation, type StationSetup } from '../station/prime-station.ts';
import { StatusWriter, topWord } from '../watch/status-board.ts';
import { connect, type InsideChannel, insideChannel, threadWait } from './connect.ts';
import { collectedWith, countedWith } from './count-ends.ts';
import type { InsideEdge, PlacedStation, StationReport, StationTask } from './messages.ts';

export interface OnThread {
  /** Settles when every coroutine is primed. */
  readonly primed: Promise<PrimedThread>;
  /** Stops the stations at their next wait. */
  stop(): void;
  /** Closes the channel ends that these stations have to close. */
  close(failed: boolean): void;
  /** Writes on the status board that the reports are on their way. */
  ended(): void;
}

/** The caller calls one of the two methods, once. */
export interface PrimedThread {
  run(): Promise<readonly StationReport[]>;
  /** Gives the stations up before their run: their `finally` runs. */
  abandon(): void;
}

export function stationOnThread(placed: PlacedStation, task: StationTask, platform: Platform): OnThread {
  const { spec, kind, place } = placed;
  const { events, resumes, witness, board } = task;
  const status = statusOf(board, place, platform);
  const { stop, close, ...connection } = connect(placed, platform);
  // The station has the thread to itself: no other station needs the event loop.
  const setup: StationSetup = { spec, ...connection, kind, witness, platform, status, yieldToLoop: () => null };
  const { notes = null, beginsAgain = false } = placed.supervised ?? {};
  const recorder = events === null ? null : new Recorder(spec.name, events, platform.clock.nowNs, notes ?? undefined);
  if (beginsAgain) recorder?.beganAgain();
  const primed = primeStation(recorder === null ? setup : instrument(setup, recorder, resumes));
  return {
    primed: primed.then((station) => ({
      run: async () => [{ ...(await station.run()), notes: recorder?.notes() ?? null }],
      abandon: () => station.abandon(),
    })),
    stop,
    close,
    ended: () => status.writeActivity('ended'),
  };
}

export function groupOnThread(task: StationTask, platform: Platform): OnThread {
  const { stations, inside, events, resumes, witness, board } = task;
  const [{ wiring, place: first }] = stations;
  const wait = threadWait(wiring, platform);
  const connected = stations.map((placed) => {
    const { inlets, outlets, exit, close } = connect(placed, platform, wait);
    return { placed, inlets, outlets, exit, close };
  });
  const mailboxes = inside
    .filter(({ carried }) => carried === 'mailbox')
    .map((edge) => ({ edge, ...insideChannel(edge, wiring.kind, wait.wake) }));
  const members = connected.map(({ placed, exit, ...channels }, at): GroupStation => {
    const { spec, kind, place, isSource } = placed;
    return {
      spec,
      kind,
      exit,
      place,
      isSource,
      status: statusOf(board, place, platform),
      inlets: inOrder<ChannelInlet>([
        ...channels.inlets,
        ...mailboxes
          .filter(({ edge }) => edge.to === at)
          .map(({ edge, inlet, counts }) => ({ ...labelled(edge, counts), inlet })),
      ]),
      outlets: inOrder<ChannelOutlet>([
        ...channels.outlets,
        ...mailboxes
          .filter(({ edge }) => edge.from === at)
          .map(({ edge, outlet, counts }) => ({ ...outletOf(edge, counts), outlet })),
      ]),
    };
  });
  const primed = openGroup({
    stations: members,
    calls: inside.filter(({ carried }) => carried === 'call'),
    top: topWord(board, first),
    platform,
    waker: wait.waker,
    rest: wait.rest,
    stopped: wait.stopped,
    events,
    resumes,
    witness,
  });
  return {
    primed: primed.then((group) => ({
      run: async () => (await group.run()).map((run, place) => ({ ...run, notes: group.notes(place) })),
      abandon: () => group.abandon(),
    })),
    stop: () => wait.fail(new Error('it was stopped')),
    close(failed) {
      for (const { close } of connected) close(failed);
    },
    // Each of them has written it when it ended.
    ended() {},
  };
}

function statusOf(board: ArrayBufferLike, place: number, { threadId }: Platform): StatusWriter {
  const status = new StatusWriter(board, place);
  status.writeThread(threadId);
  return status;
}

function labelled(
  { edge, label, cycle, collected }: InsideEdge,
  counts: InsideChannel['counts'],
): Omit<ChannelInlet, 'inlet'> {
  return { edge, label, cycle: cycle?.edge ?? null, ...collectedWith(collected, counts?.inlet ?? null) };
}

function outletOf(
  { edge, items, guard, label, dealt }: InsideEdge,
  counts: InsideChannel['counts'],
): Omit<ChannelOutlet, 'outlet'> {
  return {
    edge,
    items,
    guard,
    label,
    ...(dealt === undefined ? {} : { dealt }),
    ...countedWith(counts?.outlet ?? null),
  };
}

function inOrder<End extends { readonly edge: number }>(ends: readonly End[]): End[] {
  return ends.toSorted((one, other) => one.edge - other.edge);
}

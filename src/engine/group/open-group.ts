/** Makes the members of a group, connects and primes them: then they wait for the start. */
import type { Platform } from '../../platform/platform.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { StationRun } from '../engine.ts';
import { FirstFailure, StationFailure } from '../failure.ts';
import type { Dispatch } from '../station/dispatch.ts';
import type { LabelledInlet } from '../station/ends.ts';
import { FlushTimer } from '../station/flush-timer.ts';
import { type StationSetup, spentMs } from '../station/prime-station.ts';
import type { Waker } from '../station/waker.ts';
import type { StatusWriter } from '../watch/status-board.ts';
import { Group } from './group.ts';
import type { GroupState } from './group-state.ts';
import { type MadeMember, makeMember } from './make-member.ts';
import type { CallEdge, ChannelOutlet } from './routes.ts';

/** A station of a group, with its channels. */
export interface GroupStation extends Pick<StationSetup, 'spec' | 'kind' | 'exit'> {
  /** Its place on the status board. */
  readonly place: number;
  readonly status: StatusWriter;
  readonly isSource: boolean;
  /** Its channels, in the order of the line's edges. */
  readonly inlets: readonly ChannelInlet[];
  readonly outlets: readonly ChannelOutlet[];
}

/** An inlet from a channel, and which edge of the line it is. */
export interface ChannelInlet extends LabelledInlet {
  readonly edge: number;
}

export interface GroupSetup {
  /** One or more, in the order of the line. */
  readonly stations: readonly GroupStation[];
  /** The edges between them whose sends are calls: each leads to a station that comes later. */
  readonly calls: readonly CallEdge[];
  /** See `GroupState.top`. */
  readonly top: Int32Array;
  readonly platform: Pick<Platform, 'clock' | 'importModule'>;
  readonly waker: Waker;
  /** Rests for `ms` milliseconds. It blocks the thread, where that can be stopped. */
  readonly rest: (ms: number) => void | Promise<void>;
  /** Whether the main thread has stopped this one. */
  readonly stopped: () => boolean;
  /** The most events that are recorded of each station; null where the run is not recorded. */
  readonly events: number | null;
  /** See `RunOptions.resumes`. */
  readonly resumes: boolean;
  /** Whether every item is counted and hashed. */
  readonly witness: boolean;
}

export interface PrimedGroup {
  /** Settles when every station has ended and everything that they sent is on its way. In the order of the line. */
  run(): Promise<readonly StationRun[]>;
  /** Gives the stations up before their run: their `finally` runs. */
  abandon(): void;
  /** What was recorded, in the order of the line; null where the run is not recorded. */
  notes(place: number): ReturnType<Recorder['notes']> | null;
}

/**
 * Loads the coroutines and primes them, the last of the line first, so that a sender finds its receiver.
 *
 * @throws StationFailure when one cannot be started; those that were primed have then run their `finally`
 */
export async function openGroup(setup: GroupSetup): Promise<PrimedGroup> {
  const { stations, calls, platform, waker, stopped, top } = setup;
  const { clock } = platform;
  /** By their places in the group. */
  const made = new Map<number, MadeMember>();
  const members = (): MadeMember[] => stations.flatMap((_, place) => made.get(place) ?? []);
  const state: GroupState = {
    clock,
    top,
    failure: new FirstFailure(() => {
      // A send to a station that has failed would cut off the `finally` of its sender.
      for (const { member } of members()) member.disconnect();
    }),
    tally: { finished: 0 },
    turnUntilMs: 0,
    busy: 0,
  };
  const flushTimer = new FlushTimer(state.tally, together(members), clock);
  const abandonAll = (): void => {
    for (const { member } of members()) member.abandon();
  };
  try {
    for (const [place, station] of [...stations.entries()].reverse()) {
      const one = await started(station, state, () =>
        makeMember(station, {
          setup,
          state,
          flushTimer,
          calls: calls.flatMap((edge) => {
            const to = edge.from === place ? made.get(edge.to) : undefined;
            return to === undefined ? [] : [{ edge, to }];
          }),
          calledBy: calls.filter(({ to }) => to === place),
        }),
      );
      made.set(place, one);
      if (!station.isSource) await prime(station, one, setup);
      station.status.writeActivity('ready');
    }
  } catch (error) {
    abandonAll();
    throw error;
  }
  const group = new Group(
    members().map(({ member, gate, entry }, place) => ({
      member,
      gate,
      entry,
      callers: calls.flatMap(({ from, to }) => (to === place ? (made.get(from)?.member ?? []) : [])),
    })),
    state,
    waker,
    stopped,
  );
  return {
    async run() {
      const beganCpuMs = clock.threadCpuMs();
      try {
        await group.run();
      } catch (error) {
        for (const { member } of members()) member.status.writeCounts(0);
        abandonAll();
        throw error;
      }
      return reportsOf(members(), spentMs(beganCpuMs, clock.threadCpuMs()));
    },
    abandon: abandonAll,
    notes: (place) => made.get(place)?.member.recorder?.notes() ?? null,
  };
}

/** All members as one sender. */
function together(members: () => readonly MadeMember[]): Pick<Dispatch, 'sent' | 'flush'> {
  return {
    get sent() {
      return members().reduce((sum, { member }) => sum + member.dispatch.sent, 0);
    },
    flush: () => members().reduce((done, { member }) => member.flush() && done, true),
  };
}

async function started(
  { spec }: GroupStation,
  { failure }: GroupState,
  make: () => Promise<MadeMember>,
): Promise<MadeMember> {
  try {
    return await make();
  } catch (error) {
    throw failure.note(() => new StationFailure(spec.name, error, { activity: 'starting', made: 0, exact: true }));
  }
}

async function prime({ status }: GroupStation, { member }: MadeMember, { rest }: GroupSetup): Promise<void> {
  status.writeActivity('before its first yield');
  try {
    for (const ms of member.prime()) {
      member.recorder?.restBegan();
      await rest(ms);
      member.recorder?.restEnded();
    }
  } catch (error) {
    throw member.failure(error, 'before its first yield');
  }
  member.recorder?.waitBegan('input');
}

/** @param cpuMs the CPU time of the thread; null where it is not known */
function reportsOf(members: readonly MadeMember[], cpuMs: number | null): StationRun[] {
  const workedMs = members.reduce((sum, { member }) => sum + member.host.workedMs, 0);
  const workedShare = cpuMs === null || cpuMs >= workedMs ? 1 : cpuMs / workedMs;
  return members.map(({ member, witness }) =>
    member.host.stationRun({ sent: member.dispatch.sent, testimony: witness?.testimony() ?? null, workedShare }),
  );
}

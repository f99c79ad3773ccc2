/**
 * A group: several stations that share a thread.
 *
 * The thread turns to the members that read channels, and to the sources, one after the other. What a member sends to another one
 * is a call, where the graph allows it: the receiver runs on top of its sender. While a member rests the others go on, and what
 * they send to it waits.
 */
import type { Waker } from '../station/waker.ts';
import type { Entry } from './entry.ts';
import type { Gate } from './gate.ts';
import type { GroupState } from './group-state.ts';
import type { Member } from './member.ts';

/** A member, and what the thread does with it. */
export interface GroupMember {
  readonly member: Member;
  readonly gate: Gate;
  /** Null where it is only called. */
  readonly entry: Entry | null;
  /** The members that call it. */
  readonly callers: readonly Member[];
}

/** About how long a turn may take, in milliseconds: meanwhile the other members of the thread do nothing. */
const TURN_MS = 0.5;

export class Group {
  /** In the order of the line. */
  readonly #members: readonly GroupMember[];
  readonly #entries: readonly Entry[];
  readonly #state: GroupState;
  readonly #waker: Waker;
  readonly #stopped: () => boolean;

  /** @param stopped whether the main thread has stopped this one */
  constructor(members: readonly GroupMember[], state: GroupState, waker: Waker, stopped: () => boolean) {
    this.#members = members;
    // The last of the line first: what it takes has the longest way behind it, and others wait for it.
    this.#entries = members.flatMap(({ entry }) => entry ?? []).reverse();
    this.#state = state;
    this.#waker = waker;
    this.#stopped = stopped;
  }

  /** Runs until every member has ended, and all that they sent is on its way. */
  async run(): Promise<void> {
    const waker = this.#waker;
    // A member that is only called may never have a turn.
    for (const { member } of this.#members) member.status.endTurn();
    while (this.#members.some(({ member }) => member.stage !== 'ended')) {
      // A thread that never waits would not notice it.
      if (this.#stopped()) throw new Error('it was stopped');
      const moved = this.#pass();
      this.#state.failure.throwIfAny();
      if (moved) {
        waker.cancel();
        continue;
      }
      for (const { member } of this.#members) member.flush();
      if (waker.prepare()) await this.#wait();
    }
    waker.cancel();
  }

  /** Turns to each member once. Returns whether anything was done. */
  #pass(): boolean {
    let moved = false;
    for (const entry of this.#entries) {
      this.#state.turnUntilMs = this.#state.clock.nowMs() + TURN_MS;
      moved = during(entry.member, () => entry.turn()) || moved;
    }
    if (this.#state.busy > 0) for (const one of this.#members) moved = this.#goOn(one) || moved;
    for (const one of this.#members) moved = this.#end(one) || moved;
    return moved;
  }

  /** Ends the rest of a member, or hands over what has waited for it meanwhile. */
  #goOn({ member, gate }: GroupMember): boolean {
    if (member.isFree) return false;
    if (member.isResting) {
      if (member.restUntilMs > this.#state.clock.nowMs()) return false;
      return during(member, () => {
        member.endRest();
        return true;
      });
    }
    return during(member, () => {
      const untilMs = this.#state.clock.nowMs() + TURN_MS;
      let took = false;
      while (member.hasWaiting && !member.isResting && gate.hasRoom()) {
        member.takeWaiting();
        took = true;
        member.status.writeCounts(0);
        if (this.#state.clock.nowMs() >= untilMs) break;
      }
      return took;
    });
  }

  /** Ends a member whose input is over. */
  #end({ member, entry, callers }: GroupMember): boolean {
    switch (member.stage) {
      case 'open':
        // Each of them is asked, also where the member is busy: an inlet that leads into a cycle says there that it has ended.
        if (entry !== null && !entry.isOver()) return false;
        if (!member.isFree || callers.some(({ stage }) => stage !== 'ended')) return false;
        return during(member, () => {
          member.finish();
          return true;
        });
      case 'finishing':
        if (member.isResting) return false;
        member.stage = 'sending';
        return true;
      case 'sending':
        if (!member.flush()) return false;
        member.dispatch.close();
        member.stage = 'ended';
        member.status.writeCounts(0);
        member.status.writeActivity('ended');
        return true;
      case 'ended':
        return false;
    }
  }

  /** Writes what each member waits for, and waits until a channel changes or a rest is over. */
  async #wait(): Promise<void> {
    let untilMs = Number.POSITIVE_INFINITY;
    for (const { member } of this.#members.toReversed()) {
      if (member.isResting) untilMs = Math.min(untilMs, member.restUntilMs);
      else if (member.stage !== 'ended') member.waitBegan();
    }
    for (const { member } of this.#members) member.isBlocked = false;
    // Nobody's code runs meanwhile.
    this.#state.top[0] = 0;
    const ms = untilMs - this.#state.clock.nowMs();
    await this.#waker.wait(Number.isFinite(ms) ? Math.max(0, ms) : undefined);
  }
}

/** Runs code of a member, which may call others. */
function during(member: Member, run: () => boolean): boolean {
  member.beginTurn();
  try {
    return run();
  } catch (error) {
    throw member.failure(error);
  } finally {
    member.endTurn();
  }
}

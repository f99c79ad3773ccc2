/** A member of a group: one of several stations that share a thread. */
import { Fifo } from '../../channel/fifo.ts';
import type { Coroutine, Item } from '../../line/coroutine.ts';
import type { Recorder } from '../../trace/recorder.ts';
import { StationFailure } from '../failure.ts';
import type { Dispatch } from '../station/dispatch.ts';
import type { StationHost } from '../station/station-host.ts';
import { abandon, finish, MOST_LAST_STEPS, prime, restsAfterItem, type Step } from '../station/steps.ts';
import { type Activity, topOf } from '../watch/status-board.ts';
import type { GroupState } from './group-state.ts';
import type { MemberStatus } from './member-status.ts';

/** After so many calls they are written on the status board: a sender may send for long before its own turn is over. */
const MOST_CALLS = 16;

/** What a member sends its items with. */
export type MemberDispatch = Pick<Dispatch, 'send' | 'sent' | 'hasRoom' | 'room' | 'full' | 'flush' | 'close'>;

export type MemberParts = Pick<Member, 'name' | 'place' | 'coroutine' | 'host' | 'dispatch' | 'status' | 'recorder'> & {
  readonly state: GroupState;
  /** The most items that wait for it while it rests. */
  readonly capacity: number;
};

/** An item that came by a call while its receiver could not take it, and what hands it over. */
interface WaitingItem {
  readonly item: Item;
  readonly deliver: (item: Item) => void;
}

/** `open` until its input is over; `finishing`: its `finally` runs or rests; `sending`: what it sent is not on its way yet. */
type Stage = 'open' | 'finishing' | 'sending' | 'ended';

export class Member {
  readonly name: string;
  /** Its place on the status board. */
  readonly place: number;
  readonly coroutine: Coroutine;
  readonly host: StationHost;
  readonly dispatch: MemberDispatch;
  readonly status: MemberStatus;
  readonly recorder: Recorder | null;
  readonly #state: GroupState;
  readonly #capacity: number;
  readonly #waiting = new Fifo<WaitingItem>();
  readonly #changes: ((isFree: boolean) => void)[] = [];
  #rests: Generator<number, void, void> | null = null;
  #restBeganMs = 0;
  #restUntilMs = 0;
  /** Whether a send to it is a call: it waits for an item, and none came before. */
  isFree = true;
  /** While the thread writes who waits for what: whether it has no room for an item. */
  isBlocked = false;
  stage: Stage = 'open';

  constructor({ name, place, coroutine, host, dispatch, status, recorder, state, capacity }: MemberParts) {
    this.name = name;
    this.place = place;
    this.coroutine = coroutine;
    this.host = host;
    this.dispatch = dispatch;
    this.status = status;
    this.recorder = recorder;
    this.#state = state;
    this.#capacity = capacity;
  }

  /**
   * Resumes it with an item, on top of its sender's stack.
   *
   * @param sender the place of the sender on the status board
   */
  call(item: Item, sender: number): void {
    const { top } = this.#state;
    top[0] = topOf(this.place);
    if (++this.status.called >= MOST_CALLS) this.status.writeCounts(0);
    try {
      const step = this.coroutine.next(item);
      if (step.value !== undefined || step.done) this.settle(step);
    } catch (error) {
      throw this.failure(error);
    }
    top[0] = topOf(sender);
  }

  /** Keeps an item until it can be taken. When the group has failed nobody will take it. */
  keep(item: Item, deliver: (item: Item) => void): void {
    if (this.#state.failure.isNoted) return;
    if (this.isFree) throw new Error(`expected "${this.name}" to be called, found an item kept for it`);
    this.#waiting.push({ item, deliver });
  }

  /** Whether there is room for one more item that has to wait. */
  get hasWaitingRoom(): boolean {
    return this.isFree || this.#waiting.length < this.#capacity;
  }

  get hasWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Hands over the next item that has waited. */
  takeWaiting(): void {
    const next = this.#waiting.shift();
    if (next === undefined) return;
    next.deliver(next.item);
    if (this.#rests === null && this.#waiting.length === 0) this.#setFree();
  }

  get isResting(): boolean {
    return this.#rests !== null;
  }

  /** When its rest ends. */
  get restUntilMs(): number {
    return this.#restUntilMs;
  }

  /** What it answered to an item was not a plain `yield`: it rests, or has ended too early. */
  settle(step: Step): void {
    this.#rest(restsAfterItem(this.coroutine, step));
  }

  /** Begins a rest that is not one after an item: a source yields it instead of an item. */
  restOnce(ms: number): void {
    this.#rest(once(ms));
  }

  /** Runs its `finally`, which may rest. */
  finish(): void {
    this.recorder?.waitEnded();
    this.stage = 'finishing';
    this.#rest(finish(this.coroutine));
  }

  /** Goes on after a rest whose time is over. */
  endRest(): void {
    const rests = this.#rests;
    if (rests === null) return;
    this.recorder?.restEnded();
    this.host.rested(this.#restBeganMs);
    this.#rest(rests);
  }

  /** The rests before its first item, in milliseconds. */
  prime(): Iterable<number> {
    return prime(this.coroutine);
  }

  /** From now on its code runs, or that of the members that it calls. */
  beginTurn(): void {
    this.#state.top[0] = topOf(this.place);
    this.status.beginTurn();
  }

  endTurn(): void {
    if (!this.isResting) this.status.endTurn();
  }

  /** Sends what has collected; false when something had no room. */
  flush(): boolean {
    try {
      return this.dispatch.flush();
    } catch (error) {
      throw this.failure(error);
    }
  }

  /** Gives it up: its `finally` runs to the end, without its rests. */
  abandon(): void {
    // Where it rests in its `finally`, that goes on behind the rest, and `return` alone would cut it off.
    try {
      this.#rests?.return();
    } catch {}
    abandon(this.coroutine);
  }

  /** The thread waits, and it with it. The members that come later have been asked before. */
  waitBegan(): void {
    const full = this.dispatch.full();
    this.isBlocked = full.length > 0 || !this.hasWaitingRoom;
    this.status.writeCounts(0);
    if (full.length > 0) this.status.writeWaitForRoom(full);
    else this.status.writeActivity('waiting for input');
    this.recorder?.waitBegan(full.length > 0 ? 'room' : 'input');
  }

  /** The group has failed: nothing is handed to it any more. */
  disconnect(): void {
    this.isFree = false;
    this.#state.busy++;
    for (const change of this.#changes) change(false);
  }

  /** Calls `change` when it becomes free, or busy. */
  onChange(change: (isFree: boolean) => void): void {
    this.#changes.push(change);
  }

  /** Keeps the first failure of the group: an error passes through every sender, which may catch it or throw another. */
  failure(error: unknown, activity: Activity = 'running'): StationFailure {
    const { failure } = this.#state;
    return failure.note(
      () => new StationFailure(this.name, error, { activity, made: this.dispatch.sent, exact: true }),
    );
  }

  /** Goes on to the next of its rests. After a failure, which has thrown its way into a `finally`, nothing rests any more. */
  #rest(rests: Generator<number, void, void>): void {
    let step = rests.next();
    for (let steps = 0; this.#state.failure.isNoted && !step.done && steps < MOST_LAST_STEPS; steps++)
      step = rests.next();
    if (step.done) {
      this.#rests = null;
      if (this.#waiting.length === 0) this.#setFree();
      this.status.writeActivity('running');
      return;
    }
    const ms = step.value;
    this.#rests = rests;
    this.#setBusy();
    this.flush();
    this.status.writeCounts(0);
    this.status.writeRest(ms);
    this.recorder?.restBegan();
    this.#restBeganMs = this.#state.clock.nowMs();
    this.#restUntilMs = this.#restBeganMs + ms;
  }

  #setFree(): void {
    if (this.isFree) return;
    this.isFree = true;
    this.#state.busy--;
    for (const change of this.#changes) change(true);
  }

  #setBusy(): void {
    if (!this.isFree) return;
    this.isFree = false;
    this.#state.busy++;
    // Its caller looks at the gate again.
    this.#state.tally.finished++;
    for (const change of this.#changes) change(false);
  }
}

function* once(ms: number): Generator<number, void, void> {
  yield ms;
}

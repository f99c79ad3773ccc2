/**
 * A gate: whether a member of a group may be resumed. Its sends are calls, and so are those of the members that it calls. So there
 * has to be room at every channel that it can reach by calls, and for every item that may have to wait on the way.
 *
 * All members that it reaches come after it in the line. So the last ones can always go on as soon as other threads make room, and
 * those before them after that.
 */
import type { GroupState } from './group-state.ts';
import type { Member, MemberDispatch } from './member.ts';

export class Gate {
  readonly #exits: readonly Pick<MemberDispatch, 'hasRoom'>[];
  readonly #called: readonly Member[];
  readonly #group: GroupState;

  /**
   * @param exits of the member, and of those that it reaches by calls, where they have channels
   * @param called all that it reaches by calls
   */
  constructor(exits: readonly Pick<MemberDispatch, 'hasRoom'>[], called: readonly Member[], group: GroupState) {
    this.#exits = exits;
    this.#called = called;
    this.#group = group;
  }

  hasRoom(): boolean {
    for (const exit of this.#exits) if (!exit.hasRoom()) return false;
    const { busy, failure } = this.#group;
    return busy === 0 || (!failure.isNoted && this.#called.every(({ hasWaitingRoom }) => hasWaitingRoom));
  }

  /** Whether it has to be asked before every item: nothing else limits a group without channels in which nobody rests. */
  get isNarrow(): boolean {
    return this.#exits.length > 0 || this.#group.busy > 0;
  }
}

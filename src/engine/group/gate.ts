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
  readonly #exits: readonly MemberDispatch[];
  readonly #called: readonly Member[];
  readonly #group: GroupState;

  /**
   * @param exits of the member, and of those that it reaches by calls, where they have channels
   * @param called all that it reaches by calls
   */
  constructor(exits: readonly MemberDispatch[], called: readonly Member[], group: GroupState) {
    this.#exits = exits;
    this.#called = called;
    this.#group = group;
  }

  hasRoom(): boolean {
    for (const exit of this.#exits) if (!exit.hasRoom()) return false;
    return this.#group.busy === 0 || this.#called.every(({ hasWaitingRoom }) => hasWaitingRoom);
  }

  /** Whether it has to be asked before every item. Without channels it changes only when a member begins or ends a rest. */
  get isNarrow(): boolean {
    return this.#exits.length > 0;
  }
}

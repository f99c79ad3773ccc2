/**
 * The dispatch of a member that only calls, and knows by the item whom: it looks into a table and calls, with nothing in between. A send is
 * a chain of loads from memory, each of which waits for the one before, so that every load less makes a line without work faster.
 */
import { UNLIMITED } from '../../channel/channel.ts';
import type { Coroutine, Item } from '../../line/coroutine.ts';
import { checkPlace } from '../../line/kind/carry.ts';
import { topOf, topOfReader } from '../watch/status-board.ts';
import type { Member, MemberDispatch } from './member.ts';

/** Whom an item is sent to. */
export interface TableEdge {
  readonly to: Member;
  readonly items: readonly number[];
}

/**
 * @param places how many items there are
 * @param sender the place of the sender on the status board
 * @param top the word that says whose code runs
 * @param made the word that says how many items the sender has sent
 */
export function callTable(
  edges: readonly TableEdge[],
  places: number,
  sender: number,
  top: Int32Array,
  made: Int32Array,
): MemberDispatch {
  const members: (Member | undefined)[] = Array.from({ length: places });
  for (const { to, items } of edges) for (const item of items) members[item] = to;
  /** Those that can be called: the others rest, or items wait for them. */
  const free: (Coroutine | undefined)[] = members.map((member) => member?.coroutine);
  for (const { to, items } of edges)
    to.onChange((isFree) => {
      for (const item of items) free[item] = isFree ? to.coroutine : undefined;
    });
  const [self, reader] = [topOf(sender), topOfReader(sender)];
  let sent = 0;
  const other = (item: Item): void => {
    const member = typeof item === 'number' ? members[item] : undefined;
    if (member === undefined || typeof item !== 'number') checkPlace(item, places);
    else member.keep(item | 0, (kept) => member.call(kept, sender));
  };
  return {
    send(item) {
      // One item may lead to many sends, each of which takes long: each shows that the sender gets on. To write it now and then is
      // slower: what decides when takes longer than the store.
      made[0] = ++sent;
      const coroutine = typeof item === 'number' ? free[item] : undefined;
      if (coroutine === undefined || typeof item !== 'number') return other(item);
      top[0] = reader + item;
      resumeOneOf(members, coroutine, item | 0);
      top[0] = self;
    },
    get sent() {
      return sent;
    },
    hasRoom: () => true,
    room: UNLIMITED,
    full: () => edges.flatMap(({ to }, i) => (to.isBlocked ? [i] : [])),
    flush: () => true,
    close() {},
  };
}

/** Resumes a coroutine with its item. Its member is found by the item only if there is more to do. */
function resumeOneOf(members: readonly (Member | undefined)[], coroutine: Coroutine, item: number): void {
  try {
    const step = coroutine.next(item);
    if (step.value !== undefined || step.done) members[item]?.settle(step);
  } catch (error) {
    throw members[item]?.failure(error);
  }
}

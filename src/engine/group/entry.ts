/** An entry: a member of a group to which the thread turns by itself, since it is a source, or reads channels. */
import type { Inlet } from '../../channel/channel.ts';
import { allEnded, type TurnState, takeTurn } from '../station/loop.ts';
import { isItem, type Step, sourceRest } from '../station/steps.ts';
import type { Gate } from './gate.ts';
import type { Member } from './member.ts';

export interface Entry {
  readonly member: Member;
  /** One turn. Returns whether it did anything. */
  turn(): boolean;
  /** Whether nothing will come any more, except from the members that call it. */
  isOver(): boolean;
}

/** A station that reads channels. */
export function stationEntry(member: Member, inlets: readonly Inlet[], state: TurnState): Entry {
  return {
    member,
    turn() {
      let took = false;
      for (const inlet of inlets) {
        // While it rests, or items wait for it, it takes no others.
        if (!member.isFree) break;
        const end = takeTurn(state, inlet);
        if (end !== 'took nothing') took = true;
        if (typeof end === 'object') member.settle(end);
      }
      return took;
    },
    isOver: () => allEnded(inlets),
  };
}

export function sourceEntry(member: Member, gate: Gate, state: TurnState): Entry {
  const { send } = member.dispatch;
  let isOver = false;
  return {
    member,
    turn() {
      if (isOver || member.isResting) return false;
      const end = supplyTurn(state, gate, send);
      if (typeof end === 'string') return end === 'over';
      if (end.done) isOver = true;
      else member.restOnce(sourceRest(end.value));
      return true;
    },
    isOver: () => isOver,
  };
}

/**
 * One turn of a source: it sends as many items as a station takes in a turn, and fewer if others work meanwhile.
 *
 * @returns how the turn ended: it sent nothing since there was no room, it is over, or the source rests or has ended, with that step
 */
function supplyTurn(
  { coroutine, dispatch, heartbeat, flushTimer, tally, turn }: TurnState,
  gate: Gate,
  send: (item: unknown) => void,
): Step | 'sent nothing' | 'over' {
  for (let left = turn; left > 0; ) {
    const { due } = heartbeat;
    const { finished } = tally;
    if (!dispatch.hasRoom()) return left === turn ? 'sent nothing' : 'over';
    // Who becomes busy counts there too, so that the gate stays wide as long as nothing is finished.
    const { isNarrow } = gate;
    let unusual: Step | null = null;
    let sent = 0;
    do {
      const step = coroutine.next();
      if (step.done || (typeof step.value !== 'number' && !isItem(step))) {
        unusual = step;
        break;
      }
      send(step.value);
      sent++;
    } while (sent < due && tally.finished === finished && (!isNarrow || dispatch.hasRoom()));
    heartbeat.count(sent);
    if (unusual !== null) return unusual;
    if (flushTimer.flushWhenStale()) return 'over';
    left -= sent;
  }
  return 'over';
}

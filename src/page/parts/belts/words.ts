/** The state of a line at a moment, in words: for the boxes, and for readers who cannot see them. */
import type { SpanState } from '../../../trace/spans.ts';
import type { IndexedTrace, Lane } from '../../recording/indexed-trace.ts';
import type { LaneMoment, Moment } from '../../recording/moment.ts';
import type { Frame } from '../../recording/stack.ts';
import { counted, timeText } from '../../units.ts';

/**
 * What a station does, as far as its engine shows it.
 *
 * - `calls`: it has called `send`, and its receiver has not returned. `paused`: it stands at its `yield`. Both only where a send is a call.
 * - `forwards`: it neither works nor waits, between two items.
 */
export type StationState =
  | SpanState
  | 'calls'
  | 'paused'
  | 'runs'
  | 'forwards'
  | 'not started'
  | 'finished'
  | 'not recorded';

const DOES: Readonly<Record<StationState, string>> = {
  work: 'works',
  rest: 'waits for a timer',
  input: 'waits for input',
  room: 'waits for room',
  redo: 'does it again',
  dead: 'has no thread',
  calls: 'inside send',
  paused: 'paused at yield',
  runs: 'runs',
  forwards: 'forwards',
  'not started': 'not started',
  finished: 'finished',
  'not recorded': 'not recorded',
};

export function doesWords(state: StationState): string {
  return DOES[state];
}

/**
 * @param frames the call stack of a run in which a send is a call; null for other runs
 * @param isWhole whether the run was recorded to its end
 */
export function stateOfStation(
  lane: Lane,
  index: number,
  moment: LaneMoment,
  frames: readonly Frame[] | null,
  isWhole: boolean,
  atNs: number,
): StationState {
  const last = lane.atNs.at(-1) ?? 0;
  if (atNs >= last) return isWhole ? 'finished' : 'not recorded';
  if (frames === null) return moment.state ?? (atNs < (lane.atNs[0] ?? 0) ? 'not started' : 'forwards');
  const depth = frames.findIndex((frame) => frame.lane === index);
  const isSource = lane.inlets.length === 0;
  if (isSource) return frames.length > 0 ? 'calls' : 'runs';
  if (depth === -1) return 'paused';
  if (depth < frames.length - 1) return 'calls';
  return moment.state === 'work' || moment.state === 'rest' ? moment.state : 'runs';
}

/** `At 12.5 ms: 2 of 8 cakes are done. oven works, 3 items wait for it; wet mixer waits for input.` */
export function lineWords(
  indexed: IndexedTrace,
  lanes: readonly number[],
  moment: Moment,
  states: readonly StationState[],
  product: string,
  total: number,
  atNs: number,
): string {
  const stations = lanes.map((lane, i) => {
    const waiting = moment.lanes[lane]?.waiting ?? 0;
    const queue = waiting === 0 ? '' : `, ${counted(waiting, 'item')} ${waiting === 1 ? 'waits' : 'wait'} for it`;
    return `${indexed.lanes[lane]?.station ?? ''} ${doesWords(states[i] ?? 'forwards')}${queue}`;
  });
  const are = moment.cakes === 1 && total === 1 ? 'is' : 'are';
  return `At ${timeText(atNs)}: ${moment.cakes} of ${counted(total, product)} ${are} done. ${stations.join('; ')}.`;
}

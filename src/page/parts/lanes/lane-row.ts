/** One station's row: its name, the slot on which its lane is drawn, and what its storage and its queue hold. */

import type { IndexedTrace, Lane } from '../../recording/indexed-trace.ts';
import type { LaneMoment } from '../../recording/moment.ts';
import { element, setText } from '../dom.ts';
import { symbolsOf } from './symbols.ts';

/** A storage with more of one ingredient than this shows a number instead. */
const MOST_SYMBOLS = 6;

export interface LaneRow {
  readonly root: HTMLElement;
  readonly slot: HTMLElement;
  show(moment: LaneMoment): void;
}

export function laneRow(lane: Lane, indexed: IndexedTrace, symbolOf: (ingredient: number) => string): LaneRow {
  const slot = element('div', { class: 'slot' });
  const storage = element('span', { class: 'storage' });
  const queue = queueOf(lane, indexed);
  const makes = lane.makes === null ? '' : ` ${symbolOf(lane.makes)}`;
  const root = element(
    'div',
    { class: 'lane' },
    element('div', { class: 'name', title: lane.station }, `${shortName(lane)}${makes}`),
    slot,
    element('div', { class: 'stock' }, storage, ...(queue?.elements ?? [])),
  );
  return {
    root,
    slot,
    show(moment) {
      root.dataset.state = moment.state ?? 'none';
      setText(
        storage,
        moment.storage.map(({ ingredient, count }) => symbolsOf(symbolOf(ingredient), count, MOST_SYMBOLS)).join(''),
      );
      queue?.show(moment.waiting);
    },
  };
}

/** The number comes first: it distinguishes the lanes of two threads even if a long name is cut off. */
function shortName({ station, copy }: Lane): string {
  return copy === null ? station : `#${copy.thread} ${copy.of}`;
}

interface Queue {
  readonly elements: readonly HTMLElement[];
  show(waiting: number): void;
}

/** Null for a station to which no channel leads, or where a send is a call and nothing can wait. */
function queueOf({ inlets }: Lane, { arrows }: IndexedTrace): Queue | null {
  const capacity = inlets.reduce((sum, edge) => sum + (arrows[edge]?.capacity ?? 0), 0);
  if (capacity === 0) return null;
  const most = inlets.reduce((sum, edge) => sum + (arrows[edge]?.depth ?? []).reduce((a, b) => Math.max(a, b), 0), 0);
  const level = element('i');
  const gauge = element('span', { class: 'gauge', 'aria-hidden': 'true' }, level);
  const count = element('span', { class: 'waiting' });
  return {
    elements: [gauge, count],
    show(waiting) {
      setText(count, `${waiting}/${capacity}`);
      level.style.transform = `scaleX(${Math.min(1, waiting / Math.max(1, most)).toFixed(3)})`;
    },
  };
}

/** A station as a box: what it makes, what it has in storage, and what it does. */
import { SPAN_STATES, type SpanState } from '../../../trace/spans.ts';
import type { Lane } from '../../recording/indexed-trace.ts';
import { type LaneMoment, spanAt } from '../../recording/moment.ts';
import type { DrawnRecipe } from '../../recording/recorded.ts';
import { countUpTo } from '../../recording/search.ts';
import { element, setText } from '../dom.ts';
import type { Box } from './layout.ts';
import { lookOf } from './look.ts';
import { doesWords, type StationState } from './words.ts';

/** A product of more units shows numbers instead of symbols. */
const MOST_SLOTS = 10;

export interface StationBox {
  readonly root: HTMLElement;
  place(box: Box): void;
  show(moment: LaneMoment, state: StationState, atNs: number): void;
}

export function stationBox(lane: Lane, drawnRecipe: DrawnRecipe): StationBox {
  const store = storeOf(lane, drawnRecipe);
  const fill = element('i', { 'aria-hidden': 'true' });
  const does = element('span', {});
  const made = lane.makes === null ? null : lookOf(lane.makes, drawnRecipe);
  const name = lane.copy === null ? lane.station : `#${lane.copy.thread} ${lane.copy.of}`;
  const root = element(
    'div',
    { class: 'station', 'data-station': lane.station, title: lane.station },
    element(
      'div',
      { class: 'station-head' },
      made === null || lane.needs.length === 0
        ? null
        : element('span', { class: `station-symbol ${made.style}`, 'aria-hidden': 'true' }, made.text),
      element('span', { class: 'station-name' }, name),
    ),
    store.root,
    element('div', { class: 'station-does' }, fill, does),
  );
  let shownState = '';
  return {
    root,
    place({ x, y, width, height }) {
      root.style.width = `${width}px`;
      root.style.height = `${height}px`;
      root.style.transform = `translate(${x}px, ${y}px)`;
    },
    show(moment, state, atNs) {
      if (state !== shownState) {
        shownState = state;
        root.dataset.state = state;
        setText(does, doesWords(state));
      }
      fill.style.transform = `scaleX(${shareDone(lane, moment.state, atNs).toFixed(3)})`;
      store.show(moment, atNs);
    },
  };
}

/** How much of its work, or of its wait for a timer, a station has done. */
function shareDone(lane: Lane, state: SpanState | null, atNs: number): number {
  if (state !== 'work' && state !== 'rest') return 0;
  const span = spanAt(lane, atNs);
  const [began, ended] = [lane.spans.beganNs[span] ?? 0, lane.spans.endedNs[span] ?? 0];
  return SPAN_STATES[lane.spans.state[span] ?? -1] === undefined || ended <= began
    ? 0
    : (atNs - began) / (ended - began);
}

interface Store {
  readonly root: HTMLElement;
  show(moment: LaneMoment, atNs: number): void;
}

/** A slot for each unit that a product needs; where there are too many, or none are known, numbers. */
function storeOf(lane: Lane, drawnRecipe: DrawnRecipe): Store {
  const { needs } = lane;
  const units = needs.reduce((sum, { count }) => sum + count, 0);
  if (needs.length === 0) return counted(lane);
  const groups = needs.map(({ ingredient, count }) => {
    const look = lookOf(ingredient, drawnRecipe);
    const asNumber = units > MOST_SLOTS;
    const slots = Array.from({ length: asNumber ? 1 : count }, () =>
      element('span', { class: `slot-item ${look.style}` }, look.text),
    );
    const more = element('span', { class: 'more' });
    let shown = -1;
    return {
      root: element('span', { class: 'slots' }, ...slots, more),
      show(held: number): void {
        if (held === shown) return;
        shown = held;
        slots.forEach((slot, i) => {
          slot.classList.toggle('full', held > i);
        });
        setText(more, asNumber ? `${held}/${count}` : held > count ? `+${held - count}` : '');
      },
    };
  });
  return {
    root: element('div', { class: 'station-store', 'aria-hidden': 'true' }, ...groups.map(({ root }) => root)),
    show({ storage }) {
      storage.forEach(({ count }, i) => {
        groups[i]?.show(count);
      });
    },
  };
}

/** How many items it has received and sent. */
function counted(lane: Lane): Store {
  const timesOf = (wanted: 'received' | 'sent'): number[] =>
    lane.events.flatMap(({ kind, atNs }) => (kind === wanted ? [atNs] : []));
  const [received, sent] = [timesOf('received'), timesOf('sent')];
  const root = element('div', { class: 'station-store', 'aria-hidden': 'true' });
  return {
    root,
    show(_, atNs) {
      const [taken, given] = [countUpTo(received, atNs), countUpTo(sent, atNs)];
      setText(root, received.length === 0 ? `${given} sent` : `${taken} in, ${given} out`);
    },
  };
}

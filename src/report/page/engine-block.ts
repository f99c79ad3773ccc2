/** One engine's lanes: the names beside them, a canvas over them, and what stands on the shelves at the moment. */
import type { Kitchen } from '../document.ts';
import type { Moment } from '../timeline/moment.ts';
import type { Stage } from '../timeline/stage.ts';
import { counted, durationOf, significant } from '../units.ts';
import { element, say } from './dom.ts';
import { type Drawn, drawLanes, line, type Scene, type Slot, scaleOf } from './draw-lanes.ts';
import { colourOf, type Paints } from './palette.ts';
import { type Fills, fillsFor } from './patterns.ts';
import type { View } from './timeline-view.ts';

/** More symbols than this are written as a number. */
const MOST_SYMBOLS = 6;
const MOST_CAKES = 24;
/** From here on the time that recording took is told beside the time of the run. */
const DEAR = 1.5;

export interface EngineBlock {
  readonly root: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** The lane at a height of the canvas, or -1. */
  laneAt(y: number): number;
  /** After the room on the page, or the scheme, has changed. */
  measure(paints: Paints): void;
  draw(view: View, stageIndex: number): void;
  tell(moment: Moment, atNs: number): void;
}

/** @param cost the time of the recorded run by that of one that is not */
export function engineBlock(stage: Stage, kitchen: Kitchen, cost: number): EngineBlock {
  const symbolOf = (ingredient: number): string => kitchen.ingredients[ingredient]?.symbol ?? '?';
  const cake = symbolOf(kitchen.stations.at(-1)?.makes ?? -1);
  const total = stage.cakesNs.length;
  const cakes = element('span', { class: 'cakes', 'aria-hidden': 'true' });
  const count = element('span', { class: 'count', 'data-cakes': '' });
  const lanes = stage.lanes.map((lane) => {
    const slot = element('div', { class: 'slot' });
    const shelf = element('span', { class: 'shelf' });
    const waiting = element('span', { class: 'waiting' });
    const level = element('i');
    const gauge = element('span', { class: 'gauge', 'aria-hidden': 'true' }, level);
    const capacity = lane.inlets.reduce((sum, edge) => sum + (stage.arrows[edge]?.capacity ?? 0), 0);
    const full = Math.max(1, mostWaiting(stage, lane.inlets));
    const queued = capacity > 0 && lane.inlets.length > 0;
    const makes = lane.makes === null ? '' : ` ${symbolOf(lane.makes)}`;
    const root = element(
      'div',
      { class: 'lane' },
      element(
        'div',
        { class: 'name', title: lane.station },
        // The number first: it is what tells two bakers' lanes apart when a long name is cut off.
        `${lane.station.replace(/^(.*) \(baker (\d+)\)$/, '#$2 $1')}${makes}`,
      ),
      slot,
      element('div', { class: 'stock' }, shelf, queued ? gauge : null, queued ? waiting : null),
    );
    return { root, slot, shelf, waiting, level, full, queued };
  });
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const board = element('div', { class: 'board' }, ...lanes.map(({ root }) => root), canvas);
  const swatch = element('span', { class: 'swatch', 'aria-hidden': 'true' });
  swatch.style.background = colourOf(stage.engine);
  const root = element(
    'div',
    { class: 'engine', 'data-engine': stage.engine, 'data-lanes': stage.lanes.length, 'data-arrows': stage.arrowCount },
    element(
      'div',
      { class: 'engine-head' },
      swatch,
      element('h3', {}, stage.engine),
      element('span', { class: 'took' }, `${durationOf(stage.endNs)}`),
      cost < DEAR
        ? null
        : element('span', { class: 'cost' }, `recorded: ${significant(cost)} × as long as when it is not`),
      count,
      cakes,
      stage.dropped === 0
        ? null
        : element(
            'p',
            { class: 'warning', 'data-dropped': stage.dropped },
            `${counted(stage.dropped, 'later event')} had no place in the recording: what is drawn ends early.`,
          ),
    ),
    board,
  );

  const context = canvas.getContext('2d');
  let slots: readonly Slot[] = [];
  let [width, height] = [0, 0];
  let paints: Paints | null = null;
  let fills: Fills | null = null;

  const sceneFor = (view: View): Scene | null =>
    context === null || paints === null || fills === null || width <= 0
      ? null
      : { context, width, height, slots, window: view.window, paints, fills };

  return {
    root,
    canvas,
    laneAt: (y) => slots.findIndex(({ top, height: tall }) => y >= top && y < top + tall),
    measure(now) {
      const first = lanes[0]?.slot;
      if (first === undefined || context === null) return;
      const scale = devicePixelRatio;
      width = first.clientWidth;
      height = board.clientHeight;
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      context.setTransform(scale, 0, 0, scale, 0, 0);
      slots = lanes.map(({ slot }) => ({ top: slot.offsetTop, height: slot.clientHeight }));
      paints = now;
      fills = fillsFor(context, stage.engine, now, scale);
    },
    draw(view, stageIndex) {
      const scene = sceneFor(view);
      if (scene === null) return;
      const drawn: Drawn = drawLanes(stage, scene, view.arrows);
      root.dataset.drawnSpans = String(drawn.spans);
      root.dataset.drawnArrows = String(drawn.arrows);
      drawFocus(stage, scene, view, stageIndex);
      if (view.atNs < stage.endNs) veil(scene, scaleOf(view.window, width)(view.atNs));
      scene.context.strokeStyle = scene.paints.ink;
      scene.context.lineWidth = 3;
      const at = scaleOf(view.window, width)(view.atNs);
      line(scene.context, at, 0, at, height);
    },
    tell(moment, atNs) {
      root.dataset.done = String(atNs >= stage.endNs);
      root.dataset.cakesNow = String(moment.cakes);
      say(cakes, symbols(cake, moment.cakes, MOST_CAKES));
      say(count, `${moment.cakes} of ${counted(total, 'cake')}`);
      moment.lanes.forEach((now, i) => {
        const lane = lanes[i];
        if (lane === undefined) return;
        lane.root.dataset.state = now.state ?? 'none';
        say(lane.shelf, now.shelf.map((item) => symbols(symbolOf(item.ingredient), item.count, MOST_SYMBOLS)).join(''));
        if (!lane.queued) return;
        if (lane.waiting.textContent === String(now.waiting)) return;
        lane.waiting.textContent = String(now.waiting);
        lane.level.style.width = `${Math.min(100, (100 * now.waiting) / lane.full)}%`;
      });
    },
  };
}

const letters = new Intl.Segmenter();

/** As in the lecture: one symbol for each, while they are few and short. */
function symbols(symbol: string, count: number, most: number): string {
  if (count === 0) return '';
  const long = [...letters.segment(symbol)].length > 2;
  return long || count > most ? `${count} × ${symbol} ` : symbol.repeat(count);
}

function mostWaiting(stage: Stage, inlets: readonly number[]): number {
  return inlets.reduce(
    (sum, edge) => sum + (stage.arrows[edge]?.depth ?? []).reduce((most, one) => Math.max(most, one), 0),
    0,
  );
}

/** What is still to come is pale, so that one sees it come. */
function veil({ context, width, height, paints }: Scene, fromX: number): void {
  const left = Math.max(0, fromX);
  if (left >= width) return;
  context.globalAlpha = 0.7;
  context.fillStyle = paints.paper;
  context.fillRect(left, 0, width - left, height);
  context.globalAlpha = 1;
}

function drawFocus(
  stage: Stage,
  { context, width, slots, window, paints }: Scene,
  view: View,
  stageIndex: number,
): void {
  const { focus } = view;
  if (focus === null || focus.stage !== stageIndex) return;
  const slot = slots[focus.lane];
  if (slot === undefined) return;
  context.strokeStyle = paints.focus;
  context.lineWidth = 3;
  context.strokeRect(1.5, slot.top - 1, width - 3, slot.height + 2);
  const event = stage.lanes[focus.lane]?.events[focus.event];
  if (event === undefined) return;
  const x = scaleOf(window, width);
  const at = x(event.atNs);
  context.fillStyle = paints.focus;
  context.beginPath();
  context.moveTo(at, slot.top + slot.height * 0.75);
  context.lineTo(at - 9, slot.top + slot.height + 5);
  context.lineTo(at + 9, slot.top + slot.height + 5);
  context.fill();
  line(context, at, slot.top, at, slot.top + slot.height);
  for (const edge of stage.arrows) {
    const times = event.kind === 'sent' ? edge.sentNs : edge.receivedNs;
    const here = event.kind === 'sent' ? edge.from : event.kind === 'received' ? edge.to : -1;
    if (here !== focus.lane) continue;
    for (let i = 0; i < times.length; i++) {
      if (times[i] !== event.atNs || edge.items[i] !== event.item) continue;
      const [from, to] = [slots[edge.from], slots[edge.to]];
      if (from === undefined || to === undefined) continue;
      line(
        context,
        x(edge.sentNs[i] ?? 0),
        from.top + from.height / 2,
        x(edge.receivedNs[i] ?? 0),
        to.top + to.height / 2,
      );
    }
  }
}

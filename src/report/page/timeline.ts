/** The timeline: every engine's lanes on one time axis, the buttons above them, and the keys. */
import type { Kitchen, Recording } from '../document.ts';
import { momentOf } from '../timeline/moment.ts';
import type { Stage } from '../timeline/stage.ts';
import { panned, showing, type Window, zoomed } from '../timeline/window.ts';
import { eventWords, laneWords } from '../timeline/words.ts';
import { durationOf } from '../units.ts';
import { timeAxis } from './axis.ts';
import { button, choice, element, say } from './dom.ts';
import { engineBlock } from './engine-block.ts';
import { engineSwitches } from './engine-switches.ts';
import { legend } from './legend.ts';
import { paintsNow } from './palette.ts';
import { player } from './player.ts';
import { listenToPointer } from './pointing.ts';
import { speedChoice } from './speed-choice.ts';
import { stepEvent, stepLane } from './stepping.ts';
import { anchorOf, endOf, showEngines, shownStages, viewOf } from './timeline-view.ts';

const ZOOM = 0.6;
const PAN = 0.2;

export interface Timeline {
  readonly root: HTMLElement;
  /** After the scheme has changed. */
  repaint(): void;
  /** Before it is taken off the page. */
  stop(): void;
}

/** @param drawn told which engines are on the page, in the beginning and whenever one comes or goes */
export function timeline(
  recording: Recording,
  stages: readonly Stage[],
  kitchen: Kitchen,
  drawn: (stages: readonly Stage[]) => void,
): Timeline {
  const view = viewOf(stages);
  const blocks = stages.map((stage, i) => engineBlock(stage, kitchen, recording.recorded[i]?.cost.median ?? 1));
  const axis = timeAxis();
  const clock = element('output', { class: 'clock', 'data-clock': '' });
  const told = element('p', { class: 'told', role: 'status', 'data-told': '' });
  const tip = element('div', { class: 'tip', role: 'presentation', hidden: true });
  let paints = paintsNow();
  let drawing = false;

  const draw = (): void => {
    drawing = false;
    axis.draw(view, paints);
    blocks.forEach((block, i) => {
      const stage = stages[i];
      if (stage === undefined || block.root.hidden) return;
      block.draw(view, i);
      block.tell(momentOf(stage, view.atNs), view.atNs);
    });
    say(clock, durationOf(view.atNs));
    say(playButton, view.playing ? 'Pause' : 'Play');
    playButton.setAttribute('aria-pressed', String(view.playing));
    root.dataset.from = String(Math.round(view.window.fromNs));
    root.dataset.to = String(Math.round(view.window.toNs));
    root.dataset.at = String(Math.round(view.atNs));
    root.dataset.whole = String(Math.round(view.whole.toNs));
    root.dataset.playing = String(view.playing);
  };
  /** Many changes between two frames are drawn once. */
  const changed = (): void => {
    if (drawing) return;
    drawing = true;
    requestAnimationFrame(draw);
  };
  const measure = (): void => {
    paints = paintsNow();
    for (const block of blocks) block.measure(paints);
    const slot = root.querySelector<HTMLElement>('.engine:not([hidden]) .slot');
    if (slot !== null) axis.measure(slot.clientWidth);
    changed();
  };
  const play = player(view, () => {
    if (view.playing) view.window = showing(view.window, view.atNs, view.whole);
    changed();
  });
  const move = (window: Window): void => {
    view.window = window;
    changed();
  };
  const zoom = (factor: number): void => move(zoomed(view.window, factor, anchorOf(view), view.whole));
  const pan = (share: number): void => move(panned(view.window, share, view.whole));
  const all = (): void => move(view.whole);
  const tellFocus = (): void => {
    const { focus } = view;
    if (focus === null) return;
    const lane = stages[focus.stage]?.lanes[focus.lane];
    if (lane === undefined) return;
    const event = lane.events[focus.event];
    const engine = stages[focus.stage]?.engine ?? '';
    const words = event === undefined ? laneWords(lane, view.atNs) : eventWords(lane, event, kitchen);
    say(told, `${engine}: ${words}`);
    changed();
  };
  const seek = (atNs: number): void => {
    view.atNs = Math.max(0, Math.min(endOf(view), atNs));
    changed();
  };

  /** So that as many lanes as there is room for are seen while it plays. */
  const togglePlay = (): void => {
    const { top, bottom } = lanes.getBoundingClientRect();
    if (!view.playing && (top < 0 || bottom > innerHeight)) root.scrollIntoView({ block: 'start' });
    play.toggle();
  };
  const playButton = button('Play', togglePlay, { class: 'main', 'data-action': 'play' });
  const speed = speedChoice(endOf(view), play.slower);
  const showShown = (): void => {
    blocks.forEach((block, i) => {
      block.root.hidden = !view.shown.has(stages[i]?.engine ?? '');
    });
    drawn(shownStages(view));
  };
  const controls = element(
    'div',
    { class: 'controls', role: 'toolbar', 'aria-label': 'Timeline' },
    playButton,
    button('Restart', () => seek(0), { 'data-action': 'restart' }),
    speed.root,
    clock,
    element('span', { class: 'gap' }),
    button('+', () => zoom(ZOOM), { 'aria-label': 'Zoom in', 'data-action': 'zoom-in' }),
    button('−', () => zoom(1 / ZOOM), { 'aria-label': 'Zoom out', 'data-action': 'zoom-out' }),
    button('◀', () => pan(-PAN), { 'aria-label': 'Earlier', 'data-action': 'earlier' }),
    button('▶', () => pan(PAN), { 'aria-label': 'Later', 'data-action': 'later' }),
    button('All', all, { 'aria-label': 'The whole run', 'data-action': 'all' }),
  );
  const choices = element(
    'div',
    { class: 'controls' },
    engineSwitches(stages, view.shown, (shown) => {
      showEngines(view, shown);
      showShown();
      speed.suit(endOf(view));
      measure();
    }),
    element('span', { class: 'gap' }),
    choice(
      'Arrows',
      [
        { value: 'all', label: 'all' },
        { value: 'made', label: 'between stations' },
        { value: 'none', label: 'none' },
      ],
      view.arrows,
      (arrows) => {
        view.arrows = arrows;
        changed();
      },
    ),
  );
  showShown();
  const lanes = element(
    'div',
    {
      class: 'lanes',
      tabindex: 0,
      role: 'application',
      'aria-label': `Timeline of ${stages.length} engines. Left and right move, plus and minus zoom, 0 shows all, space plays, up and down choose a station, N and P an event.`,
    },
    axis.root,
    ...blocks.map(({ root: block }) => block),
  );
  const root = element(
    'div',
    {
      class: 'timeline',
      'data-workload': recording.workload,
      'data-events': stages.reduce((sum, { eventCount }) => sum + eventCount, 0),
    },
    controls,
    lanes,
    told,
    legend(recording.workload),
    choices,
    tip,
  );

  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => pan(-PAN),
    ArrowRight: () => pan(PAN),
    ArrowUp: () => stepLane(view, -1),
    ArrowDown: () => stepLane(view, 1),
    '+': () => zoom(ZOOM),
    '=': () => zoom(ZOOM),
    '-': () => zoom(1 / ZOOM),
    '0': all,
    Home: () => seek(0),
    End: () => seek(endOf(view)),
    ' ': togglePlay,
    n: () => stepEvent(view, 1),
    p: () => stepEvent(view, -1),
    Escape: () => {
      view.focus = null;
      say(told, '');
    },
  };
  lanes.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
    tellFocus();
    changed();
  });
  blocks.forEach((block, i) => {
    listenToPointer(block, i, view, {
      over(stage, lane, atNs, event, x, y) {
        const known = stages[stage]?.lanes[lane];
        if (known === undefined) return;
        const found = known.events[event];
        say(tip, found === undefined ? laneWords(known, atNs) : eventWords(known, found, kitchen));
        tip.hidden = false;
        tip.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - tip.offsetWidth - 8))}px`;
        tip.style.top = `${y + 18}px`;
      },
      left() {
        tip.hidden = true;
      },
      chose(stage, lane, atNs, event) {
        lanes.focus({ preventScroll: true });
        view.focus = { stage, lane, event };
        seek(atNs);
        tellFocus();
      },
      moved: changed,
      active: () => lanes.contains(document.activeElement),
    });
  });
  const resized = new ResizeObserver(measure);
  resized.observe(lanes);
  return {
    root,
    repaint() {
      measure();
      draw();
    },
    stop() {
      play.stop();
      resized.disconnect();
    },
  };
}

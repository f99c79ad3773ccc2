/** Freezes the page: the same cakes on the page's own thread, and on a worker. */
import { count } from '../../../measure/figures.ts';
import { webThread } from '../../../platform/web/thread.ts';
import { type Baked, bakeWhile } from '../../experiment/baking.ts';
import * as modules from '../../modules.ts';
import { button, element, section, setText } from '../../parts/dom.ts';
import { ask } from '../ask.ts';
import { pageClock } from '../freeze/clock.ts';
import { isMeasuring, onMeasuring } from '../measuring.ts';
import { EPOCH_MS, messageOf } from '../threads.ts';

const FREEZE_MS = 2000;
/** Before it freezes, the page has to say so: to be drawn and read out takes a moment. */
const WARNING_MS = 300;

export function freezeSection(): HTMLElement {
  const clock = pageClock();
  const status = element('p', { role: 'status', 'data-job': 'bake', 'data-status': 'idle' });
  /** What the page itself has baked: the worker does the same. */
  let onPage: Baked | null = null;
  let isBusy = false;
  const freeze = button(`Freeze this page for ${FREEZE_MS / 1000} seconds`, async () => {
    begin('The page freezes now.');
    await new Promise((resolve) => setTimeout(resolve, WARNING_MS));
    // It would take a core from what is measured.
    if (isMeasuring()) return end('failed', 'Not now: something else is measured.');
    try {
      onPage = await bakeWhile(webThread(0, modules, EPOCH_MS), (_, ms) => ms < FREEZE_MS);
      end('done', onItself(onPage));
    } catch (error) {
      end('failed', `The page could not bake: ${messageOf(error)}`);
    }
  });
  const work = button('The same in a worker', () => {
    begin('A worker bakes. The clock goes on.');
    clock.longestGapMs();
    ask('bake', { runs: onPage?.runs ?? 1 }, (news) => {
      if (news.kind === 'done') end('done', inWorker(news.answer, onPage, clock.longestGapMs()));
      if (news.kind === 'failed') end('failed', `The worker failed: ${news.message}`);
    });
  });
  work.disabled = true;
  onMeasuring(allow);

  function begin(words: string): void {
    isBusy = true;
    allow();
    status.dataset.status = 'running';
    setText(status, words);
  }
  function end(state: 'done' | 'failed', words: string): void {
    isBusy = false;
    allow();
    status.dataset.status = state;
    setText(status, words);
  }
  /** Nobody freezes the page while something is measured. */
  function allow(): void {
    freeze.disabled = isBusy || isMeasuring();
    work.disabled = freeze.disabled || onPage === null;
  }
  return section(
    'Freeze this page',
    'A page has one thread for everything: its script, its clicks, its pictures. While the cooperative engine bakes on it, nothing else can happen.',
    clock.root,
    element(
      'p',
      { class: 'warning', id: 'freeze-warning' },
      `For ${FREEZE_MS / 1000} seconds this page will answer no click and no key, and the clock above will stop.`,
    ),
    element('div', { class: 'controls' }, freeze, work),
    status,
  );
}

/** Its thread was busy all that time: nothing else happened on it. */
function onItself({ cakes, tookMs }: Baked): string {
  return `The page's own thread baked ${count(cakes)} cakes. Meanwhile the page did not answer for ${seconds(tookMs)}: the clock stood still.`;
}

function inWorker(baked: Baked, onPage: Baked | null, gapMs: number | null): string {
  const same = onPage !== null && baked.digest === onPage.digest ? 'the same cakes' : `${count(baked.cakes)} cakes`;
  const gap =
    gapMs === null
      ? 'The clock did not go all that time: it was not on the screen, or something was measured.'
      : `Meanwhile the longest time without a new picture of the clock was ${seconds(gapMs)}.`;
  return `A worker baked ${same} in ${seconds(baked.tookMs)}. ${gap}`;
}

function seconds(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(2)} seconds` : `${Math.round(ms)} ms`;
}

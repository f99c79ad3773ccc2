/** Freezes the page: the same cakes on the page's own thread, and on a worker. */
import { count } from '../../../measure/figures.ts';
import { webThread } from '../../../platform/web/thread.ts';
import { type Baked, bakeWhile } from '../../experiment/baking.ts';
import * as modules from '../../modules.ts';
import { button, element, section, setText } from '../../parts/dom.ts';
import { ask } from '../ask.ts';
import { pageClock } from '../freeze/clock.ts';

const FREEZE_MS = 2000;
/** Before it freezes, the page has to say so: to be drawn and read out takes a moment. */
const WARNING_MS = 300;

export function freezeSection(): HTMLElement {
  const clock = pageClock();
  const status = element('p', { role: 'status', 'data-job': 'bake', 'data-status': 'idle' });
  /** What the page itself has baked: the worker does the same. */
  let onPage: Baked | null = null;
  const freeze = button(`Freeze this page for ${FREEZE_MS / 1000} seconds`, async () => {
    begin('The page freezes now.');
    await new Promise((resolve) => setTimeout(resolve, WARNING_MS));
    clock.longestGapMs();
    onPage = await bakeWhile(webThread(0, modules), (_, ms) => ms < FREEZE_MS);
    await nextPicture();
    end(
      `The page's own thread baked ${count(onPage.cakes)} cakes. Meanwhile the page did not answer for ${seconds(clock.longestGapMs())}: the clock stood still.`,
    );
  });
  const work = button('The same in a worker', () => {
    begin('A worker bakes. The clock goes on.');
    clock.longestGapMs();
    ask('bake', { runs: onPage?.runs ?? 1 }, (news) => {
      if (news.kind === 'done') end(inWorker(news.answer, onPage, clock.longestGapMs()));
      if (news.kind === 'failed') end(`The worker failed: ${news.message}`);
    });
  });
  work.disabled = true;

  function begin(words: string): void {
    freeze.disabled = true;
    work.disabled = true;
    status.dataset.status = 'running';
    setText(status, words);
  }
  function end(words: string): void {
    freeze.disabled = false;
    work.disabled = onPage === null;
    status.dataset.status = 'done';
    setText(status, words);
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

/** When the page has been drawn once more. */
function nextPicture(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
}

function inWorker(baked: Baked, onPage: Baked | null, gapMs: number): string {
  const same = onPage !== null && baked.digest === onPage.digest ? 'the same cakes' : `${count(baked.cakes)} cakes`;
  return `A worker baked ${same} in ${seconds(baked.tookMs)}. Meanwhile the longest time without a new picture of the clock was ${seconds(gapMs)}.`;
}

function seconds(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(2)} seconds` : `${Math.round(ms)} ms`;
}

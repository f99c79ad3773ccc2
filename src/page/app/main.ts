/** The page of the factory: a question, a race on this device, and its results. */
import { labelOf } from '../../engine/engine-table.ts';
import { SHARES_MEMORY } from '../../line/shared-memory.ts';
import { WORKLOADS } from '../../measure/workload.ts';
import type { PageDocument } from '../document.ts';
import type { News, RaceRequest } from '../messages.ts';
import { button, element, section, setText } from '../parts/dom.ts';
import { themeButton } from '../parts/theme.ts';
import { isQuick, requestIn } from '../query.ts';
import { ask } from './ask.ts';
import { question } from './question.ts';
import { results } from './results.ts';

const asked = question();
const status = element('p', { class: 'seen', role: 'status', 'data-status': 'idle' });
const bar = element('progress', { 'aria-label': 'Progress of the race', hidden: true });
const found = element('div', {});
const lastRun = element('script', { type: 'application/json', id: 'last-run' });
const run = button('Run', () => race({ workloads: WORKLOADS, seed: 1, cakes: null, quick: isQuick(location.search) }), {
  class: 'main',
});

document.body.append(
  element(
    'header',
    {},
    element('h1', {}, 'Cake factory'),
    element('div', { class: 'tools' }, themeButton(() => {}).root),
  ),
  element(
    'main',
    {},
    section(
      'One thread, or a worker for each station?',
      '',
      asked.root,
      element('div', { class: 'controls' }, run, bar),
      status,
      SHARES_MEMORY
        ? null
        : element(
            'p',
            { class: 'note', 'data-note': 'no-rings' },
            'Here the workers send messages. Rings in shared memory need a page that is isolated from others: npm run page -- --serve.',
          ),
    ),
    found,
  ),
  lastRun,
);

const given = requestIn(location.search);
if (typeof given === 'string') tell('failed', `The address of this page cannot be used: ${given}`);
else if (given !== null) race(given);

function race(request: RaceRequest): void {
  run.disabled = true;
  bar.hidden = false;
  bar.removeAttribute('value');
  let steps = 0;
  ask('race', request, (news) => {
    if (news.kind === 'step') bar.value = Math.min(bar.max, ++steps);
    hear(news);
  });
}

function hear(news: News<'race'>): void {
  switch (news.kind) {
    case 'planned':
      bar.max = news.steps;
      return;
    case 'step':
      tell('running', news.what);
      return;
    case 'failed':
      ended('failed', `The race failed: ${news.message}`);
      return;
    case 'done': {
      lastRun.textContent = JSON.stringify(news.answer);
      found.replaceChildren(...results(news.answer));
      ended('done', [summary(news.answer), 'The tables have the details.'].join(' '));
    }
  }
}

function ended(state: 'done' | 'failed', words: string): void {
  run.disabled = false;
  run.textContent = 'Run again';
  bar.hidden = true;
  tell(state, words);
}

function tell(state: 'running' | 'done' | 'failed', words: string): void {
  status.dataset.status = state;
  setText(status, words);
}

/** The fastest line of workers where stations compute, and what the audience said before. */
function summary({ workloads }: PageDocument): string {
  const computing = workloads.find(({ name }) => name === 'cpu-bound') ?? workloads[0];
  const lines = computing?.engines.filter(({ name, packed }) => name === 'threads' && packed === null) ?? [];
  const [best] = lines.toSorted((one, other) => other.speedup.median - one.speedup.median);
  if (best === undefined || computing === undefined) return '';
  const { median, low, high } = best.speedup;
  const words = `${computing.name}: a worker for each station, ${labelOf(best)}, is ${median.toFixed(2)} times as fast as one thread (${low.toFixed(2)} to ${high.toFixed(2)}).`;
  return [words, computing.name === 'cpu-bound' ? asked.judged(median) : ''].filter((one) => one !== '').join(' ');
}

/** A button that starts a job, with its progress and what came of it, for eyes and for screen readers. */
import type { JobKind, Jobs } from '../messages.ts';
import { button, element, setText } from '../parts/dom.ts';
import { ask } from './ask.ts';
import { isMeasuring } from './measuring.ts';

export type JobState = 'idle' | 'running' | 'done' | 'failed';

export interface JobPanelOptions<Kind extends JobKind> {
  readonly kind: Kind;
  /** The words on the button; `again` after the first time. */
  readonly label: string;
  readonly again: string;
  /** What failed, in a sentence: `The race failed`. */
  readonly failed: string;
  /** What the button asks for. */
  readonly request: () => Jobs[Kind]['request'];
  /** Takes the answer, and returns what the status says. */
  readonly done: (answer: Jobs[Kind]['answer']) => string;
}

export interface JobPanel<Kind extends JobKind> {
  readonly root: HTMLElement;
  /** Stops the run before, if that has not ended. */
  run(request: Jobs[Kind]['request']): void;
  /** Says something that has to do with no run. */
  tell(state: JobState, words: string): void;
}

/** The paragraph with the state has it as `data-status`, and the kind of the job as `data-job`. */
export function jobPanel<Kind extends JobKind>(options: JobPanelOptions<Kind>): JobPanel<Kind> {
  const { kind, label, again, failed, request, done } = options;
  const start = button(label, () => run(request()), { class: 'main' });
  const bar = element('progress', { 'aria-label': `Progress: ${label}`, hidden: true });
  const status = element('p', { class: 'seen', role: 'status', 'data-job': kind, 'data-status': 'idle' });
  // A screen reader hears the start and the end. The steps between are only seen.
  const stepping = element('p', { class: 'note', 'data-step': kind, hidden: true });
  let stop = (): void => {};

  function tell(state: JobState, words: string): void {
    status.dataset.status = state;
    setText(status, words);
  }
  function run(asked: Jobs[Kind]['request']): void {
    let steps = 0;
    stop();
    start.disabled = true;
    bar.hidden = false;
    bar.removeAttribute('value');
    setText(stepping, '');
    stepping.hidden = false;
    tell('running', isMeasuring() ? 'Waiting for its turn.' : 'Running.');
    stop = ask(kind, asked, (news) => {
      switch (news.kind) {
        case 'planned':
          bar.max = news.steps;
          return;
        case 'step':
          bar.value = Math.min(bar.max, ++steps);
          tell('running', 'Running.');
          setText(stepping, news.what);
          return;
        case 'failed':
          end('failed', `${failed}: ${news.message}`);
          return;
        case 'done':
          end('done', done(news.answer));
      }
    });
  }
  function end(state: 'done' | 'failed', words: string): void {
    start.disabled = false;
    start.textContent = again;
    bar.hidden = stepping.hidden = true;
    tell(state, words);
  }
  return { root: element('div', {}, element('div', { class: 'controls' }, start, bar), status, stepping), run, tell };
}

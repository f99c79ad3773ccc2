/** What the marks of the timeline mean. Each mark also differs in shape, so that colour is never needed. */
import type { Workload } from '../../../measure/workload.ts';
import { SPAN_STATES, type SpanState } from '../../../trace/spans.ts';
import type { IndexedTrace } from '../../recording/indexed-trace.ts';
import { element } from '../dom.ts';

/** @param product what leaves the line: `cake` */
export function legend(workload: Workload, product: string, indexedTraces: readonly IndexedTrace[]): HTMLElement {
  const entry = (kind: string, words: string): HTMLElement =>
    element('li', {}, element('span', { class: `key key-${kind}`, 'aria-hidden': 'true' }), words);
  return element(
    'ul',
    { class: 'legend', 'aria-label': 'Legend' },
    entry('work', workload === 'cpu-bound' ? 'works, or waits for a core' : 'works'),
    entry('rest', 'waits for a timer'),
    entry('input', 'no input'),
    entry('room', 'no room'),
    entry('none', 'forwards, or stands'),
    entry('arrow', 'sent and received'),
    entry('cake', `a ${product} is done`),
    occurs('dead', indexedTraces) ? entry('dead', 'has no thread') : null,
    occurs('redo', indexedTraces) ? entry('redo', 'does again what died with a thread') : null,
    numbered(indexedTraces) ? element('li', {}, '#1: worker thread 1') : null,
  );
}

function occurs(state: SpanState, indexedTraces: readonly IndexedTrace[]): boolean {
  const index = SPAN_STATES.indexOf(state);
  return indexedTraces.some(({ lanes }) => lanes.some(({ spans }) => spans.state.includes(index)));
}

/** Whether a number stands before the names of some stations. */
function numbered(indexedTraces: readonly IndexedTrace[]): boolean {
  return indexedTraces.some(({ lanes }) => lanes.some(({ copy }) => copy !== null));
}

/** What the marks of the timeline mean. Each mark also differs in shape, so that colour is never needed. */
import type { Workload } from '../../../measure/workload.ts';
import { element } from '../dom.ts';

/**
 * @param product what leaves the line: `cake`
 * @param numbered whether a number stands before the names of some stations
 */
export function legend(workload: Workload, product: string, numbered: boolean): HTMLElement {
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
    numbered ? element('li', {}, '#1: worker thread 1') : null,
  );
}

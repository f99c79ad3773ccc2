/** What the marks of the timeline mean: each is told from the others by its shape too. */
import type { Workload } from '../../measure/workload.ts';
import { element } from './dom.ts';

export function legend(workload: Workload): HTMLElement {
  const entry = (kind: string, words: string): HTMLElement =>
    element('li', {}, element('span', { class: `key key-${kind}`, 'aria-hidden': 'true' }), words);
  return element(
    'ul',
    { class: 'legend', 'aria-label': 'Legend' },
    entry('work', workload === 'cpu-bound' ? 'works, or waits for a core' : 'works'),
    entry('rest', 'rests'),
    entry('input', 'waits for input'),
    entry('room', 'waits for room'),
    entry('none', 'passes on, or has not begun, or has ended'),
    entry('arrow', 'from send to receive'),
    entry('cake', 'a cake is done'),
  );
}

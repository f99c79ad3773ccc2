/** What the marks of the timeline mean: each is told from the others by its shape too. */
import { element } from './dom.ts';

export function legend(): HTMLElement {
  const entry = (kind: string, words: string): HTMLElement =>
    element('li', {}, element('span', { class: `key key-${kind}`, 'aria-hidden': 'true' }), words);
  return element(
    'ul',
    { class: 'legend', 'aria-label': 'Legend' },
    entry('work', 'works'),
    entry('rest', 'rests'),
    entry('input', 'waits for input'),
    entry('room', 'waits for room'),
    entry('arrow', 'from send to receive'),
    entry('cake', 'a cake is done'),
  );
}

/** The call stack beside the line: it grows with each call of send, and shrinks when the call returns. */
import type { IndexedTrace } from '../../recording/indexed-trace.ts';
import type { DrawnRecipe } from '../../recording/recorded.ts';
import type { Frame } from '../../recording/stack.ts';
import { element, setText } from '../dom.ts';
import { lookOf } from './look.ts';

export interface StackPanel {
  readonly root: HTMLElement;
  show(frames: readonly Frame[]): void;
}

/** @param most the most frames that there can be: the panel has room for all, so that the page never moves */
export function stackPanel(indexed: IndexedTrace, drawnRecipe: DrawnRecipe, most: number): StackPanel {
  const rows = Array.from({ length: most }, () => {
    const name = element('b', {});
    const call = element('span', {});
    return { root: element('li', { class: 'frame' }, name, call), name, call };
  });
  const root = element(
    'div',
    { class: 'stack', role: 'group', 'aria-label': 'Call stack', 'data-depth': 0 },
    element('h3', {}, 'Call stack'),
    element(
      'ol',
      {},
      element(
        'li',
        { class: 'frame on engine-frame' },
        element('b', {}, 'engine'),
        element('span', {}, 'resumes the source'),
      ),
      ...rows.map((row) => row.root),
    ),
  );
  let depth = -1;
  return {
    root,
    show(frames) {
      rows.forEach((row, i) => {
        const frame = frames[i];
        // What has returned keeps its words while it fades.
        if (frame !== undefined) {
          setText(row.name, indexed.lanes[frame.lane]?.station ?? '');
          setText(row.call, `called by send(${lookOf(frame.item, drawnRecipe).text || 'item'})`);
        }
        if (frames.length !== depth) {
          row.root.classList.toggle('on', frame !== undefined);
          row.root.classList.toggle('top', i === frames.length - 1);
        }
      });
      if (frames.length === depth) return;
      depth = frames.length;
      root.dataset.depth = String(depth);
    },
  };
}

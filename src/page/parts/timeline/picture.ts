/** The picture of the timeline: the axis and every engine's lanes, drawn from the view. */

import { momentOf } from '../../recording/moment.ts';
import type { DrawnRecipe, RecordedWorkload } from '../../recording/recorded.ts';
import { element } from '../dom.ts';
import { timeAxis } from '../lanes/axis.ts';
import { type EngineBlock, engineBlock } from '../lanes/engine-block.ts';
import type { View } from '../lanes/view.ts';
import { paintsNow } from '../palette.ts';
import { KEYS_HELP } from './keys.ts';

export interface Picture {
  /** Takes the focus, and with it the keys. */
  readonly lanes: HTMLElement;
  /** In the order of the view's indexedTraces. */
  readonly blocks: readonly EngineBlock[];
  draw(): void;
  /** Call it after the size of the page, the colour scheme or the engines shown have changed. */
  measure(): void;
}

export function pictureOf(view: View, { recorded, cakes }: RecordedWorkload, drawnRecipe: DrawnRecipe): Picture {
  const { indexedTraces } = view;
  const blocks = indexedTraces.map((indexed, i) =>
    engineBlock(indexed, drawnRecipe, cakes, recorded[i]?.cost?.median ?? null),
  );
  const axis = timeAxis();
  const lanes = element(
    'div',
    {
      class: 'lanes',
      tabindex: 0,
      role: 'application',
      'aria-label': `Timeline of ${indexedTraces.length} engines. ${KEYS_HELP}`,
    },
    axis.root,
    ...blocks.map(({ root }) => root),
  );
  let paints = paintsNow();
  return {
    lanes,
    blocks,
    draw() {
      axis.draw(view, paints);
      blocks.forEach((block, i) => {
        const indexed = indexedTraces[i];
        if (indexed === undefined || block.root.hidden) return;
        block.draw(view, i);
        block.show(momentOf(indexed, view.atNs), view);
      });
    },
    measure() {
      paints = paintsNow();
      blocks.forEach((block, i) => {
        block.root.hidden = !view.shown.has(indexedTraces[i]?.engine ?? '');
        block.measure(paints);
      });
      const slot = lanes.querySelector<HTMLElement>('.engine:not([hidden]) .slot');
      if (slot !== null) axis.measure(slot.clientWidth);
    },
  };
}

/** Where the products arrive: how many are done. */
import type { DrawnRecipe } from '../../recording/recorded.ts';
import { counted } from '../../units.ts';
import { element, setText } from '../dom.ts';
import type { Box } from './layout.ts';
import { lookOf } from './look.ts';

export interface ProductBox {
  readonly root: HTMLElement;
  place(box: Box): void;
  show(done: number): void;
}

/** @param total how many the whole run makes */
export function productBox(drawnRecipe: DrawnRecipe, total: number): ProductBox {
  const look = lookOf(drawnRecipe.stations.at(-1)?.makes ?? -1, drawnRecipe);
  const count = element('b', { 'data-products': '' });
  const root = element(
    'div',
    { class: 'products' },
    element('span', { class: `products-symbol ${look.style}`, 'aria-hidden': 'true' }, look.text),
    count,
    element('span', {}, `of ${counted(total, drawnRecipe.product)}`),
  );
  return {
    root,
    place({ x, y, width, height }) {
      root.style.width = `${width}px`;
      root.style.height = `${height}px`;
      root.style.transform = `translate(${x}px, ${y}px)`;
    },
    show(done) {
      setText(count, String(done));
    },
  };
}

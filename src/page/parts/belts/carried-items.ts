/** The items on the belts, as elements that only move. An element keeps its item, so that the browser paints it once. */
import { element } from '../dom.ts';
import type { ItemLook } from './look.ts';

export interface CarriedItems {
  readonly root: HTMLElement;
  /**
   * Puts an item to a place, in pixels. Call it for every item, between `begin` and `end`.
   *
   * @param key of the item: the same in every frame
   */
  put(key: number, look: ItemLook, x: number, y: number, opacity: number): void;
  begin(): void;
  /** Hides the items that were not put since `begin`. */
  end(): void;
}

interface Carrier {
  readonly look: ItemLook;
  readonly where: HTMLElement;
  frame: number;
}

export function carriedItems(): CarriedItems {
  const root = element('div', { class: 'items', 'aria-hidden': 'true' });
  const shown = new Map<number, Carrier>();
  const free = new Map<string, Carrier[]>();
  let frame = 0;
  const made = (look: ItemLook): Carrier => {
    const where = element('span', { class: `item ${look.style}` }, look.text);
    root.append(where);
    return { look, where, frame };
  };
  return {
    root,
    begin() {
      frame++;
    },
    put(key, look, x, y, opacity) {
      const carrier = shown.get(key) ?? free.get(look.key)?.pop() ?? made(look);
      carrier.frame = frame;
      shown.set(key, carrier);
      carrier.where.style.transform = `translate3d(${x.toFixed(1)}px, ${y.toFixed(1)}px, 0) translate(-50%, -50%)`;
      carrier.where.style.opacity = opacity.toFixed(2);
    },
    end() {
      for (const [key, carrier] of shown) {
        if (carrier.frame === frame) continue;
        shown.delete(key);
        carrier.where.style.opacity = '0';
        const others = free.get(carrier.look.key);
        if (others === undefined) free.set(carrier.look.key, [carrier]);
        else others.push(carrier);
      }
    },
  };
}

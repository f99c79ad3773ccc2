/** A short text beside the pointer. */
import { element, setText } from '../dom.ts';

export interface Tooltip {
  readonly root: HTMLElement;
  /** @param x and y are of the pointer, in pixels of the browser's window */
  show(text: string, x: number, y: number): void;
  hide(): void;
}

export function tooltip(): Tooltip {
  const root = element('div', { class: 'tip', role: 'presentation', hidden: true });
  return {
    root,
    show(text, x, y) {
      setText(root, text);
      root.hidden = false;
      root.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - root.offsetWidth - 8))}px`;
      root.style.top = `${y + 18}px`;
    },
    hide() {
      root.hidden = true;
    },
  };
}

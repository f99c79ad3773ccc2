/** Keeps what the page has measured: as JSON in the page itself, and for the sections that show all of it. Nothing is sent anywhere. */
import type { LastRun } from '../document.ts';
import { element } from '../parts/dom.ts';

export interface Kept {
  /** The element that holds the document. */
  readonly root: HTMLElement;
  /** Adds to the document, or replaces a part of it. */
  keep(part: LastRun): void;
}

/** @param changed called after every change */
export function kept(changed: (document: LastRun) => void): Kept {
  const root = element('script', { type: 'application/json', id: 'last-run' });
  let document: LastRun = {};
  return {
    root,
    keep(part) {
      document = { ...document, ...part };
      root.textContent = JSON.stringify(document);
      changed(document);
    },
  };
}

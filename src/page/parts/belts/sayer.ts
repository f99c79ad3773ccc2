/** Says what a picture shows to those who cannot see it: politely, and not sixty times a second. */
import { element, setText } from '../dom.ts';

export interface Sayer {
  readonly root: HTMLElement;
  /** Says the words, or, where something was said a moment ago, those of the last call a while later. */
  say(words: () => string): void;
  stop(): void;
}

const PAUSE_MS = 2500;

export function sayer(): Sayer {
  const root = element('p', { class: 'only-heard', 'aria-live': 'polite', 'data-said': '' });
  let next: (() => string) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const speak = (): void => {
    timer = undefined;
    if (next === null) return;
    setText(root, next());
    next = null;
    timer = setTimeout(speak, PAUSE_MS);
  };
  return {
    root,
    say(words) {
      next = words;
      if (timer === undefined) speak();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      next = null;
    },
  };
}

/** Light or dark: follows the system until the user presses the button. Paper is always light. */
import { button } from './dom.ts';

export interface Theme {
  readonly root: HTMLElement;
  onPaper(printing: boolean): void;
}

/** @param changed called after every change: a canvas has to be drawn again */
export function themeButton(changed: () => void): Theme {
  const system = matchMedia('(prefers-color-scheme: dark)');
  let chosen: 'light' | 'dark' | null = null;
  const now = (): 'light' | 'dark' => chosen ?? (system.matches ? 'dark' : 'light');
  const apply = (): void => {
    document.documentElement.dataset.theme = now();
    toggle.textContent = now() === 'dark' ? 'Light' : 'Dark';
  };
  const toggle = button(
    '',
    () => {
      chosen = now() === 'dark' ? 'light' : 'dark';
      apply();
      changed();
    },
    { 'data-action': 'theme' },
  );
  apply();
  system.addEventListener('change', () => {
    apply();
    changed();
  });
  return {
    root: toggle,
    onPaper(printing) {
      document.documentElement.dataset.theme = printing ? 'light' : now();
    },
  };
}

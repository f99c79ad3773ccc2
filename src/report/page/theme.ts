/** Light or dark: as the system has it, until somebody presses the button. */
import { button } from './dom.ts';

const dark = matchMedia('(prefers-color-scheme: dark)');

/** @param changed called after every change, by whoever draws on a canvas */
export function themeButton(changed: () => void): HTMLElement {
  const isDark = (): boolean => {
    const chosen = document.documentElement.dataset.theme;
    return chosen === undefined ? dark.matches : chosen === 'dark';
  };
  const label = (): string => (isDark() ? 'Light' : 'Dark');
  const toggle = button(
    label(),
    () => {
      document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
      toggle.textContent = label();
      changed();
    },
    { 'data-action': 'theme' },
  );
  dark.addEventListener('change', () => {
    toggle.textContent = label();
    changed();
  });
  return toggle;
}

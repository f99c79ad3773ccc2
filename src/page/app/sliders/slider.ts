/** A slider with its name and its value in words: a range input, so that the arrow keys work. */
import { element, setText } from '../../parts/dom.ts';

export interface SliderOptions {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  /** The value with its unit, also for a screen reader. */
  readonly words: (value: number) => string;
  /** Called while it moves. */
  readonly moved: (value: number) => void;
  /** Called when it is let go; with keys after each step. */
  readonly released: () => void;
}

export function slider({ name, min, max, step, value, words, moved, released }: SliderOptions): HTMLElement {
  const input = element('input', { type: 'range', min, max, step, value });
  const shown = element('span', { class: 'value', 'aria-hidden': 'true' });
  const show = (): void => {
    const text = words(input.valueAsNumber);
    setText(shown, text);
    input.setAttribute('aria-valuetext', text);
  };
  input.addEventListener('input', () => {
    show();
    moved(input.valueAsNumber);
  });
  input.addEventListener('change', released);
  show();
  return element('label', { class: 'slider' }, element('span', {}, name), shown, input);
}

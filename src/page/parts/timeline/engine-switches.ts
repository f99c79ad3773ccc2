/** Which engines are on the timeline: a projector has room for two or three. */
import { element } from '../dom.ts';
import { colourOf } from '../palette.ts';

/**
 * A checkbox for each engine. The last one that is checked stays checked: without an engine there is nothing to see.
 *
 * @param shown the engines that are checked at the start
 * @param changed called with all checked engines, after each change
 */
export function engineSwitches(
  engines: readonly { readonly engine: string }[],
  shown: ReadonlySet<string>,
  changed: (shown: ReadonlySet<string>) => void,
): HTMLElement {
  const checked = new Set(shown);
  return element(
    'fieldset',
    { class: 'choice', 'data-action': 'engines' },
    element('legend', {}, 'Engines'),
    ...engines.map(({ engine }) => {
      const input = element('input', { type: 'checkbox', value: engine, checked: checked.has(engine) });
      const swatch = element('i', { class: 'swatch', 'aria-hidden': 'true' });
      swatch.style.background = colourOf(engine);
      input.addEventListener('change', () => {
        if (input.checked) checked.add(engine);
        else if (checked.size > 1) checked.delete(engine);
        else input.checked = true;
        changed(new Set(checked));
      });
      return element('label', {}, input, element('span', {}, swatch, engine));
    }),
  );
}

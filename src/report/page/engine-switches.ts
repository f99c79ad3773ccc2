/** Which engines are on the timeline: on a screen in a hall there is room for two or three. */
import { element } from './dom.ts';
import { colourOf } from './palette.ts';

/**
 * One box to tick for each. The last one that is ticked stays so: without an engine there is nothing to see.
 *
 * @param shown those that are ticked in the beginning
 * @param changed told of all that are ticked, after one has come or gone
 */
export function engineSwitches(
  engines: readonly { readonly engine: string }[],
  shown: ReadonlySet<string>,
  changed: (shown: ReadonlySet<string>) => void,
): HTMLElement {
  const ticked = new Set(shown);
  return element(
    'fieldset',
    { class: 'choice', 'data-action': 'engines' },
    element('legend', {}, 'Engines'),
    ...engines.map(({ engine }) => {
      const input = element('input', { type: 'checkbox', value: engine, checked: ticked.has(engine) });
      const swatch = element('i', { class: 'swatch', 'aria-hidden': 'true' });
      swatch.style.background = colourOf(engine);
      input.addEventListener('change', () => {
        if (input.checked) ticked.add(engine);
        else if (ticked.size > 1) ticked.delete(engine);
        else input.checked = true;
        changed(new Set(ticked));
      });
      return element('label', {}, input, element('span', {}, swatch, engine));
    }),
  );
}

/** Turns on one thread, and the quickest line of threads: the contrast that the page is for. */
export function firstShown(
  stages: readonly { readonly engine: string; readonly endNs: number }[],
): ReadonlySet<string> {
  const [line] = stages
    .filter(({ engine }) => engine.startsWith('threads'))
    .toSorted((one, other) => one.endNs - other.endNs);
  const chosen = ['cooperative', line?.engine ?? ''];
  const known = stages.map(({ engine }) => engine);
  return new Set(known.some((engine) => chosen.includes(engine)) ? chosen : known);
}

/** Makes elements. Text is always set as text, so that a name never becomes markup. */

type Child = Node | string | null;

export interface Attributes {
  readonly [name: string]: string | number | boolean;
}

/** An attribute that is false is left out; one that is true has no value. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== false) made.setAttribute(name, value === true ? '' : String(value));
  for (const child of children) if (child !== null) made.append(child);
  return made;
}

/** A real button, so that it works with keys and screen readers. */
export function button(label: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', press);
  return made;
}

/** Sets a text only if it has changed: otherwise the page would be laid out again sixty times a second. */
export function setText(where: HTMLElement, text: string): void {
  if (where.textContent !== text) where.textContent = text;
}

/** A table with the figures of a chart, also for readers who cannot see the chart. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  return element(
    'details',
    { class: 'figures' },
    element('summary', {}, 'The figures'),
    element(
      'div',
      { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': caption },
      element(
        'table',
        {},
        element('caption', {}, caption),
        element('thead', {}, element('tr', {}, ...head.map((name) => element('th', { scope: 'col' }, name)))),
        element(
          'tbody',
          {},
          ...rows.map(([first = '', ...others]) =>
            element('tr', {}, element('th', { scope: 'row' }, first), ...others.map((cell) => element('td', {}, cell))),
          ),
        ),
      ),
    ),
  );
}

/** Makes ids unique. */
let ids = 0;

/** One topic: its title, a sentence that says what the chart shows, the chart, its figures. */
export function section(title: string, seen: string, ...content: readonly Child[]): HTMLElement {
  const id = `section-${++ids}`;
  return element(
    'section',
    { 'aria-labelledby': id },
    element('h2', { id }, title),
    seen === '' ? null : element('p', { class: 'seen' }, seen),
    ...content,
  );
}

/**
 * One of several, as radio buttons that look like a row of tabs.
 *
 * @param chosen null for none
 */
export function choice<Value extends string>(
  legend: string,
  options: readonly { readonly value: Value; readonly label: string }[],
  chosen: Value | null,
  choose: (value: Value) => void,
): HTMLElement {
  const name = `choice-${++ids}`;
  return element(
    'fieldset',
    { class: 'choice' },
    element('legend', {}, legend),
    ...options.map(({ value, label }) => {
      const input = element('input', { type: 'radio', name, value, checked: value === chosen });
      input.addEventListener('change', () => choose(value));
      return element('label', {}, input, element('span', {}, label));
    }),
  );
}

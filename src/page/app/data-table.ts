/** A table of figures. Where it is too wide for the screen it scrolls by itself, also with keys, and the page does not. */
import { type Attributes, element } from '../parts/dom.ts';

export interface DataRow {
  /** The heading first. A heading alone stands above the rows that follow. */
  readonly cells: readonly (Node | string)[];
  readonly attributes?: Attributes;
}

/** @param heads one for each cell of a row; none is empty */
export function dataTable(
  caption: string,
  heads: readonly string[],
  rows: readonly DataRow[],
  attributes: Attributes = {},
): HTMLElement {
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': caption },
    element(
      'table',
      attributes,
      element('caption', {}, caption),
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
      element(
        'tbody',
        {},
        ...rows.map(({ cells: [first = '', ...others], attributes: own = {} }) =>
          element(
            'tr',
            own,
            element('th', others.length === 0 ? { scope: 'rowgroup', colspan: heads.length } : { scope: 'row' }, first),
            ...others.map((cell) => element('td', {}, cell)),
          ),
        ),
      ),
    ),
  );
}

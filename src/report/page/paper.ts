/** Printing: the page becomes light and as wide as the sheet, and every table opens. */

/**
 * The browser announces a print before it lays out the sheet. Charts measure the page, so that they are drawn again then.
 *
 * @param light switches to light colours and back
 * @param redraw called when the page has changed its shape, and again when it has changed back
 */
export function drawForPaper(light: (printing: boolean) => void, redraw: () => void): void {
  let opened: readonly HTMLDetailsElement[] = [];
  const shape = (printing: boolean): void => {
    document.documentElement.classList.toggle('printing', printing);
    light(printing);
    for (const details of opened) details.open = printing;
    redraw();
  };
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details')].filter(({ open }) => !open);
    shape(true);
  });
  addEventListener('afterprint', () => shape(false));
}

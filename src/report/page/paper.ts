/** Paper: while it is printed the page is light, as wide as the sheet, and has nothing folded up. */

/**
 * The browser tells of a print before it lays out the sheet: what draws by measuring has to find the page as wide as that.
 *
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

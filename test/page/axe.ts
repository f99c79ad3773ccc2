/** Checks a page with axe-core: labels, contrast, headings, roles. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** @returns what is wrong, in a line for each rule; an empty list where nothing is */
export async function violationsOn(page: Page): Promise<unknown> {
  // As text, and not as a script of the page: its policy allows no other script.
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.map(({ id, help, nodes }) => [id, help, ...nodes.map(({ target, failureSummary }) => target + ' ' + failureSummary)].join('\\n')))`);
}

/** The page for those who use a keyboard or a screen reader. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { factoryPage } from '../../src/page/page-file.ts';
import { type PageServer, servePage } from '../../src/page/server.ts';
import { chromiumPath, startChromium } from '../report/chromium.ts';
import { violationsOn } from './axe.ts';

const executablePath = chromiumPath();
/** Longer than a quick race on a busy machine, in milliseconds. */
const LONG_MS = 120_000;

describe.runIf(executablePath !== null)('the page without a mouse', { timeout: LONG_MS }, () => {
  let browser: Browser;
  let server: PageServer;

  beforeAll(async () => {
    server = await servePage(await factoryPage(), 0);
    browser = await startChromium(executablePath ?? '');
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  async function opened(query: string, use: (page: Page) => Promise<void>): Promise<void> {
    const page = await browser.newPage();
    try {
      await page.goto(`${server.address}${query}`);
      await use(page);
    } finally {
      await page.close();
    }
  }

  const ended = (page: Page, job: string) =>
    page
      .locator(`[data-job="${job}"][data-status="done"], [data-job="${job}"][data-status="failed"]`)
      .waitFor({ timeout: LONG_MS });

  async function checkBothThemes(page: Page): Promise<void> {
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      expect([theme, await violationsOn(page)]).toEqual([theme, []]);
    }
  }

  test('axe finds nothing before the race, in the light and in the dark', async () => {
    await opened('?quick', checkBothThemes);
  });

  test('axe finds nothing after the race, an experiment and the message costs', async () => {
    await opened('?quick&run=cpu-bound,message-bound&cakes=8', async (page) => {
      await ended(page, 'race');
      await page.getByRole('button', { name: 'Measure messages' }).click();
      await ended(page, 'bench');
      await page.getByRole('slider', { name: 'cakes' }).press('ArrowLeft');
      await ended(page, 'experiment');
      await checkBothThemes(page);
      const kept = JSON.parse((await page.locator('#last-run').textContent()) ?? '');
      expect(Object.keys(kept)).toEqual(expect.arrayContaining(['workloads', 'bench', 'experiment']));
      expect(kept.experiment).toMatchObject({ setting: { cakes: 35 }, products: 35 });
    });
  });
});

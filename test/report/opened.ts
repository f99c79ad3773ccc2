/** Opens a report in a browser from disk, and checks that it makes no network request and no console message. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { ReportDocument } from '../../src/report/document.ts';
import { pageOf } from '../../src/report/page-file.ts';
import { startChromium } from '../browsers/chromium.ts';

export interface OpenReport {
  page(): Page;
  open(document: ReportDocument, width?: number, colorScheme?: 'light' | 'dark'): Promise<void>;
  timeline(): Locator;
  engine(name: string): Locator;
  press(action: string): Promise<void>;
  /** Shows the run to its end: a page opens at the start. */
  toEnd(): Promise<void>;
  /** Lets the page draw the latest change. */
  frame(): Promise<void>;
  number(where: Locator, attribute: string): Promise<number>;
  /** The width of the window of time on screen, in nanoseconds. */
  width(): Promise<number>;
}

/** Call it once in a `describe`: it starts the browser before the tests, and checks the requests of the page after each. */
export function reportInBrowser(executablePath: string): OpenReport {
  const folder = mkdtempSync(join(tmpdir(), 'cake-factory-page-'));
  let browser: Browser;
  let page: Page;
  let pages = 0;
  let requests: string[] = [];
  let messages: string[] = [];
  const address = (): string => pathToFileURL(join(folder, `${pages}.html`)).href;

  beforeAll(async () => {
    browser = await startChromium(executablePath);
    page = await browser.newPage({ hasTouch: true });
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => messages.push(message.text()));
    page.on('pageerror', (error) => messages.push(error.message));
    page.on('dialog', (dialog) => {
      messages.push(dialog.message());
      void dialog.dismiss();
    });
    // The page's clock moves only when a test moves it.
    await page.clock.install({ time: 0 });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(() => {
    expect(messages).toEqual([]);
    // The only request is for the page itself.
    expect(requests).toEqual([address()]);
  });

  const timeline = (): Locator => page.locator('.timeline');
  const number = async (where: Locator, attribute: string): Promise<number> =>
    Number(await where.getAttribute(attribute));
  return {
    page: () => page,
    async open(document, width = 1200, colorScheme = 'light') {
      pages++;
      writeFileSync(join(folder, `${pages}.html`), await pageOf(document));
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, media: 'screen' });
      requests = [];
      messages = [];
      await page.goto(address());
      await page.clock.runFor(100);
      await timeline().locator('[data-cakes-now]').first().waitFor();
    },
    timeline,
    engine: (name) => page.locator(`[data-engine="${name}"]`),
    press: (action) => page.locator(`[data-action="${action}"]`).click(),
    async toEnd() {
      await page.locator('.lanes').focus();
      await page.keyboard.press('End');
      await page.clock.runFor(50);
    },
    frame: () => page.clock.runFor(50),
    number,
    width: async () => (await number(timeline(), 'data-to')) - (await number(timeline(), 'data-from')),
  };
}

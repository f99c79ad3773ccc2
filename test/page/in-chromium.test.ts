/** How the page is used: the prediction, the button, and what the address asks for. See in-browsers.test.ts for what it bakes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageDocument } from '../../src/page/document.ts';
import { factoryPage } from '../../src/page/page-file.ts';
import { type PageServer, servePage } from '../../src/page/server.ts';
import { chromiumPath, startChromium } from '../browsers/chromium.ts';

const executablePath = chromiumPath();
/** Longer than a quick race on a busy machine, in milliseconds. */
const RACE_MS = 120_000;

describe.runIf(executablePath !== null)('the page in Chromium', { timeout: RACE_MS }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'cake-factory-page-'));
  let browser: Browser;
  let server: PageServer;
  let file = '';

  beforeAll(async () => {
    const page = await factoryPage();
    file = join(folder, 'cake-factory.html');
    writeFileSync(file, page);
    server = await servePage(page, 0);
    browser = await startChromium(executablePath ?? '');
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens the page, and checks that it asks for nothing and complains of nothing. */
  async function opened(address: string, use: (page: Page) => Promise<void>): Promise<void> {
    const page = await browser.newPage();
    const requests: string[] = [];
    const messages: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => messages.push(message.text()));
    page.on('pageerror', (error) => messages.push(error.message));
    try {
      await page.goto(address);
      await use(page);
      expect(messages).toEqual([]);
      // Its threads are blobs of its own.
      expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([address]);
    } finally {
      await page.close();
    }
  }

  async function race(page: Page): Promise<PageDocument> {
    await page
      .locator('[data-job="race"][data-status="done"], [data-job="race"][data-status="failed"]')
      .waitFor({ timeout: RACE_MS });
    expect(await page.locator('[data-job="race"]').textContent()).not.toContain('failed');
    return JSON.parse((await page.locator('#last-run').textContent()) ?? '');
  }

  test('it asks first, runs when it is told to, and compares the prediction with the figure', async () => {
    await opened(`${server.address}?quick`, async (page) => {
      expect(await page.locator('[data-job="race"]').getAttribute('data-status')).toBe('idle');
      await page.getByLabel('slower', { exact: true }).check();
      await page.getByRole('button', { name: 'Run' }).click();
      const { workloads, quick } = await race(page);
      expect(quick).toBe(true);
      expect(workloads.map(({ name }) => name)).toEqual(['cpu-bound', 'wait-bound', 'message-bound']);
      expect(await page.locator('[data-job="race"]').textContent()).toMatch(/You said: slower\. /);
      expect(await page.getByLabel('The text to copy').inputValue()).toContain('threads (ring) ');
      await page.getByRole('button', { name: 'Run again' }).waitFor();
    });
  });

  test('a race whose threads cannot be made fails with the reason, and the next one runs', async () => {
    await opened(`${server.address}?quick`, async (page) => {
      await page.locator('[data-line="shown"]').waitFor();
      const status = page.locator('[data-job="race"]');
      for (const name of ['coordinator', '1']) {
        await page.evaluate(`{
          window.RealWorker ??= Worker;
          window.Worker = function (script, options) {
            if (options.name === '${name}') throw new Error('no thread today');
            return new RealWorker(script, options);
          };
        }`);
        await page.getByRole('button', { name: /^Run/ }).click();
        await page.locator('[data-job="race"][data-status="failed"]').waitFor({ timeout: RACE_MS });
        expect(await status.textContent()).toMatch(/^The race failed: .*no thread today/);
      }
      await page.evaluate('window.Worker = RealWorker');
      await page.getByRole('button', { name: 'Run again' }).click();
      await race(page);
    });
  });

  test.each([
    ['run=baking', 'run: expected some of cpu-bound, wait-bound, message-bound, found "baking"'],
    ['run=cpu-bound&cakes=0', 'cakes: expected an integer from 1 to 100000, found "0"'],
    ['run=cpu-bound&throw=cook', 'throw: expected one of dry mixer, butter melter, wet mixer, oven, found "cook"'],
    ['run=cpu-bound&seed=x', 'seed: expected an integer from -2147483648 to 2147483647, found "x"'],
  ])('an address that says %s is refused in one line', async (query, text) => {
    await opened(`${pathToFileURL(file).href}?${query}`, async (page) => {
      expect(await page.locator('[data-job="race"]').textContent()).toBe(
        `The address of this page cannot be used: ${text}`,
      );
    });
  });
});

test('the page has at most 400 KB', async () => {
  expect(Buffer.byteLength(await factoryPage())).toBeLessThan(400_000);
});

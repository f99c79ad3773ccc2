/** The report for those who use a screen reader: axe-core finds nothing, in the light and in the dark, on a phone and on a projector. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageOf } from '../../src/report/page-file.ts';
import { chromiumPath, startChromium } from '../browsers/chromium.ts';
import { violationsOn } from '../page/axe.ts';
import { simulatedDocument } from './simulated.ts';

const executablePath = chromiumPath();

describe.runIf(executablePath !== null)('the report', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'cake-factory-page-'));
  const file = join(folder, 'report.html');
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(file, await pageOf(simulatedDocument()));
    browser = await startChromium(executablePath ?? '');
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
  ] as const)('has no violation in %s, %i pixels wide', async (colorScheme, width) => {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
    try {
      await page.goto(pathToFileURL(file).href);
      await page.locator('.timeline [data-cakes-now]').first().waitFor();
      // What is folded has to be right too.
      await page.evaluate('for (const details of document.querySelectorAll("details")) details.open = true');
      expect(await violationsOn(page)).toEqual([]);
    } finally {
      await page.close();
    }
  });
});

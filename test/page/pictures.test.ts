/** The pictures of the page in Chromium: the line on opening, and the recorded runs after a race. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { factoryPage } from '../../src/page/page-file.ts';
import { type PageServer, servePage } from '../../src/page/server.ts';
import { chromiumPath, startChromium } from '../browsers/chromium.ts';
import { RACE_MS, TEST_MS } from './opened.ts';

const executablePath = chromiumPath();

describe.runIf(executablePath !== null)('the pictures of the page', { timeout: TEST_MS }, () => {
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
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    const messages: string[] = [];
    page.on('console', (message) => messages.push(message.text()));
    page.on('pageerror', (error) => messages.push(error.message));
    try {
      await page.goto(`${server.address}${query}`);
      await use(page);
      expect(messages).toEqual([]);
    } finally {
      await page.close();
    }
  }

  test('it opens with one line that bakes, and with no result', async () => {
    await opened('', async (page) => {
      await page.locator('[data-line="shown"]').waitFor();
      const line = page.locator('[data-line="shown"]');
      expect(await line.locator('.belt-view').getAttribute('data-belts')).toBe('cooperative');
      expect(await line.locator('.station').count()).toBe(5);
      // A cake that moves.
      await line.locator('.item', { hasText: '🎂' }).first().waitFor({ state: 'attached' });
      expect(await line.locator('.stack').count()).toBe(1);
      expect(await page.locator('.lanes').count()).toBe(0);
      expect(await page.locator('[data-runs]').isVisible()).toBe(false);
    });
  });

  test('the line stands still while a race is measured', async () => {
    await opened('?quick', async (page) => {
      const line = page.locator('[data-line="shown"]');
      await line.locator('[data-playing="true"]').waitFor();
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await line.locator('[data-playing="false"]').waitFor();
    });
  });

  /** In the page: notes whatever says that it plays while a job says that it runs. */
  const WATCH = `new MutationObserver((changes) => {
    for (const { target } of changes)
      if (target.dataset.playing === 'true' && document.querySelector('[data-job][data-status="running"]') !== null)
        (window.moved ??= []).push(target.className);
  }).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-playing'] })`;

  test('nothing moves while a race of the address, a recording or message costs are measured', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    try {
      await page.addInitScript(WATCH);
      await page.goto(`${server.address}?run=message-bound&cakes=8&quick`);
      await page.getByRole('heading', { name: 'Move the bottleneck' }).scrollIntoViewIfNeeded();
      await page.locator('[data-line="simulated"] [data-show]').waitFor();
      await page.locator('[data-runs="wait-bound"]').waitFor({ timeout: RACE_MS });
      const shown = page.locator('[data-runs] .timeline');
      await shown.locator('[data-action="play"]').click();
      await page.locator('[data-runs] .timeline[data-playing="true"]').waitFor();
      await page.getByRole('button', { name: 'Measure messages' }).click();
      await page.locator('[data-job="bench"][data-status="done"]').waitFor({ timeout: RACE_MS });
      expect(await shown.getAttribute('data-playing')).toBe('false');
      expect(await page.locator('[data-line="shown"] .belt-show').getAttribute('data-playing')).toBe('false');
      expect(await page.evaluate('window.moved ?? []')).toEqual([]);
    } finally {
      await page.close();
    }
  });

  test('after a race it shows the runs of every engine, belts above lanes, on one time axis', async () => {
    await opened('?run=message-bound&cakes=8&quick', async (page) => {
      const runs = page.locator('[data-runs="wait-bound"]');
      await runs.waitFor({ timeout: RACE_MS });
      expect(await page.locator('[data-job="record"]').textContent()).toContain('the race was not recorded');
      const engines = ['cooperative', 'event-loop', 'threads (port)', 'threads (ring)', 'pool'];
      expect(await runs.locator('.engine h3, .engine h4').allTextContents()).toEqual(engines);
      expect(await runs.locator('.axis').count()).toBe(1);
      const [belts, lanes] = [
        await runs.locator('.belt-view').boundingBox(),
        await runs.locator('.lanes').boundingBox(),
      ];
      expect((belts?.y ?? 0) + (belts?.height ?? 0)).toBeLessThanOrEqual(lanes?.y ?? 0);
      // They begin at the start. The keys of a presenter play them, since they are on the screen.
      const timeline = runs.locator('.timeline');
      expect(await timeline.getAttribute('data-at')).toBe('0');
      await page
        .locator('main > section', { has: runs })
        .evaluate((section) => section.scrollIntoView({ block: 'start' }));
      for (const [key, playing] of [
        ['PageDown', 'true'],
        [' ', 'false'],
      ] as const) {
        await page.keyboard.press(key);
        await page.locator(`[data-runs] .timeline[data-playing="${playing}"]`).waitFor();
      }
      // They end with the same cakes under every engine.
      for (const box of await runs.locator('[data-action="engines"] input').all()) await box.check({ force: true });
      await runs.locator('.lanes').focus();
      await page.keyboard.press('End');
      await runs.locator('[data-done="true"]').first().waitFor();
      const counts = await runs.locator('.count').allTextContents();
      expect(counts).toHaveLength(engines.length);
      expect(new Set(counts)).toEqual(new Set(['12 of 12 cakes']));
    });
  });
});

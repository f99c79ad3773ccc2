/** The page for those who use a keyboard or a screen reader. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { factoryPage } from '../../src/page/page-file.ts';
import { type PageServer, servePage } from '../../src/page/server.ts';
import { chromiumPath, startChromium } from '../browsers/chromium.ts';
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

  async function opened(
    query: string,
    use: (page: Page) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    const page = await browser.newPage(options);
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

  /** In the middle of a transition a text that appears is paler than it will be. */
  async function untilStill(page: Page): Promise<void> {
    await page.waitForFunction("document.getAnimations().every(({ playState }) => playState !== 'running')");
  }

  async function checkBothThemes(page: Page): Promise<void> {
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await untilStill(page);
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

  test.each([
    ['before a race', '?quick'],
    ['after it', '?run=message-bound&cakes=8&quick'],
  ])('a phone shows it %s without scrolling sideways', async (_, query) => {
    const use = async (page: Page): Promise<void> => {
      await page.locator('[data-line="shown"]').waitFor();
      if (query.includes('run=')) for (const job of ['race', 'record']) await ended(page, job);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      // What moves is paler for a moment.
      await untilStill(page);
      expect(await violationsOn(page)).toEqual([]);
    };
    await opened(query, use, { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
  });

  /** What has the focus: its role or tag, and its name. */
  const FOCUSED = `(() => {
    const at = document.activeElement;
    const outline = getComputedStyle(at.matches('.choice input') ? at.nextElementSibling : at);
    return { tag: at.tagName, type: at.type ?? '', outline: outline.outlineStyle !== 'none' && parseFloat(outline.outlineWidth) >= 2 };
  })()`;

  test('the Tab key reaches every control in the order of the page, and shows where it is', async () => {
    await opened('?quick', async (page) => {
      await page.locator('[data-line="shown"]').waitFor();
      await page.getByRole('heading', { name: 'Move the bottleneck' }).scrollIntoViewIfNeeded();
      await page.locator('[data-line="simulated"] [data-show]').waitFor();
      const focusable = await page.evaluate(`(() => {
        const all = [...document.querySelectorAll('a[href], button, input, select, textarea, [tabindex="0"]')];
        const seen = all.filter((one) => !one.disabled && one.checkVisibility());
        // Of the radio buttons of one name the Tab key reaches one.
        return seen.filter((one, i) => one.type !== 'radio' || seen.findIndex(({ name }) => name === one.name) === i).length;
      })()`);
      const places: unknown[] = [];
      for (let i = 0; i < Number(focusable); i++) {
        await page.keyboard.press('Tab');
        expect(await page.evaluate(FOCUSED)).toMatchObject({ outline: true });
        places.push(await page.evaluate('[...document.querySelectorAll("*")].indexOf(document.activeElement)'));
      }
      expect(places).toEqual(places.map(Number).toSorted((one, other) => one - other));
      expect(new Set(places).size).toBe(focusable);
    });
  });

  test('sliders move by arrow keys, say their values with units, and the prediction follows at once', async () => {
    await opened('?quick', async (page) => {
      const oven = page.getByRole('slider', { name: 'oven' });
      await oven.focus();
      await page.keyboard.press('ArrowRight');
      expect(await oven.getAttribute('aria-valuetext')).toBe('260 µs of work');
      const capacity = page.getByRole('slider', { name: 'belt capacity' });
      await capacity.focus();
      await page.keyboard.press('Home');
      expect(await capacity.getAttribute('aria-valuetext')).toBe('1 item');
      const times = page.locator('.comparison tbody tr').first().locator('td');
      const [predicted] = await times.allTextContents();
      expect(predicted).toMatch(/^[\d.]+ ms$/);
      await ended(page, 'experiment');
      const [, measured, error] = await times.allTextContents();
      expect(measured).toMatch(/^[\d.]+ m?s \((one run|(lowest to highest: )?[\d.]+ m?s to [\d.]+ m?s)\)$/);
      expect(error).toMatch(/ %$/);
      const { setting } = JSON.parse((await page.locator('#last-run').textContent()) ?? '').experiment;
      expect(setting).toMatchObject({ capacity: 1, workUs: [200, 160, 200, 260] });
    });
  });

  test('the page freezes with the keyboard alone, says what it baked, and a worker bakes the same', async () => {
    await opened('?quick', async (page) => {
      const status = page.locator('[data-job="bake"]');
      await page.getByRole('button', { name: /^Freeze this page/ }).focus();
      await page.keyboard.press('Enter');
      await page.locator('[data-job="bake"][data-status="done"]').waitFor();
      expect(await status.textContent()).toMatch(/^The page's own thread baked [\d,]+ cakes\. /);
      await page.getByRole('button', { name: 'The same in a worker' }).focus();
      await page.keyboard.press('Enter');
      await page.locator('[data-job="bake"][data-status="done"]').waitFor({ timeout: LONG_MS });
      expect(await status.textContent()).toMatch(/^A worker baked the same cakes in /);
    });
  });
});

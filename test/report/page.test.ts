import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ReportDocument } from '../../src/report/document.ts';
import { pageOf } from '../../src/report/page-file.ts';
import { chromiumPath, startChromium } from './chromium.ts';
import { cooperativeTrace, simulatedDocument, threadsTrace } from './simulated.ts';

const CAKES = 4;
/** What is received for a cake: ten ingredients and three products. */
const RECEIVED = 13;

const path = chromiumPath();

describe.runIf(path !== null)('the page in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cake-factory-page-'));
  let browser: Browser;
  let pages = 0;
  let page: Page;
  let requests: string[] = [];
  let complaints: string[] = [];

  beforeAll(async () => {
    browser = await startChromium(path ?? '');
    page = await browser.newPage({ hasTouch: true });
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      complaints.push(dialog.message());
      void dialog.dismiss();
    });
    // The page's clock stands still until it is told to go on.
    await page.clock.install({ time: 0 });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(() => {
    expect(complaints).toEqual([]);
    // From disk, and nothing else from anywhere.
    expect(requests).toEqual([pathToFileURL(fileOf(pages)).href]);
  });

  const fileOf = (count: number): string => join(folder, `${count}.html`);

  /** Opens a report from disk. */
  async function open(document: ReportDocument, width = 1200, colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
    const file = fileOf(++pages);
    writeFileSync(file, await pageOf(document));
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, media: 'screen' });
    requests = [];
    complaints = [];
    await page.goto(pathToFileURL(file).href);
    await page.clock.runFor(100);
    await timeline().locator('[data-cakes-now]').first().waitFor();
  }

  const timeline = (): Locator => page.locator('.timeline');
  const engine = (name: string): Locator => page.locator(`[data-engine="${name}"]`);
  const press = (action: string): Promise<void> => page.locator(`[data-action="${action}"]`).click();
  const frame = (): Promise<void> => page.clock.runFor(50);
  const number = async (where: Locator, name: string): Promise<number> => Number(await where.getAttribute(name));
  const width = async (): Promise<number> =>
    (await number(timeline(), 'data-to')) - (await number(timeline(), 'data-from'));

  test('opens from disk and shows every picture', async () => {
    await open(simulatedDocument(CAKES));
    expect(await page.locator('h2').allTextContents()).toEqual([
      'The same cakes, side by side',
      'The race',
      'From which grain on does a thread pay?',
      'What a message costs',
      'The first cake',
    ]);
    const charts = await page.locator('.chart').count();
    expect(charts).toBe(5 + 4 + 3 + 4 + 1 + 1);
    expect(await page.locator('.chart > svg, .chart > figure').count()).toBe(charts);
    // Each has its sentence for those who do not see it.
    expect(await page.locator('.chart[role="img"][aria-label]:not([aria-label=""])').count()).toBe(charts);
    expect(await page.locator('[data-workload="cpu-bound"].panel .seen').textContent()).toContain('bakers are fastest');
    expect(await page.locator('footer').textContent()).toContain('npm run report');
  });

  test('lanes and arrows are as many as were recorded', async () => {
    await open(simulatedDocument(CAKES));
    for (const trace of [cooperativeTrace(CAKES), threadsTrace(CAKES)]) {
      const block = engine(trace.engine);
      expect(await number(block, 'data-lanes')).toBe(trace.tracks.length);
      expect(await block.locator('.lane').count()).toBe(trace.tracks.length);
      expect(await number(block, 'data-arrows')).toBe(CAKES * RECEIVED);
      expect(await number(block, 'data-cakes-now')).toBe(CAKES);
    }
    const events = [cooperativeTrace(CAKES), threadsTrace(CAKES)]
      .flatMap(({ tracks }) => tracks)
      .reduce((sum, track) => sum + track.events.length, 0);
    expect(await number(timeline(), 'data-events')).toBe(events);
    expect(await number(engine('cooperative'), 'data-drawn-spans')).toBeGreaterThanOrEqual(4 * CAKES);
  });

  test('arrows and engines come and go', async () => {
    await open(simulatedDocument(CAKES));
    const drawn = (): Promise<number> => number(engine('threads (ring)'), 'data-drawn-arrows');
    const all = await drawn();
    await page.getByLabel('between stations').check({ force: true });
    await frame();
    expect(await drawn()).toBe(3 * CAKES);
    expect(all).toBeGreaterThan(3 * CAKES);
    await page.getByLabel('none', { exact: true }).check({ force: true });
    await frame();
    expect(await drawn()).toBe(0);

    // An engine can be taken away and brought back.
    await page.getByLabel('cooperative', { exact: true }).uncheck({ force: true });
    expect(await engine('cooperative').isVisible()).toBe(false);
    await page.getByLabel('cooperative', { exact: true }).check({ force: true });
    expect(await engine('cooperative').isVisible()).toBe(true);
  });

  test('buttons, wheel, dragging and fingers zoom and move', async () => {
    await open(simulatedDocument(CAKES));
    const whole = await width();
    await press('zoom-in');
    await frame();
    const nearer = await width();
    expect(nearer).toBeLessThan(whole * 0.7);

    const canvas = engine('cooperative').locator('canvas');
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('no canvas');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const before = await number(timeline(), 'data-from');
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 100, y, { steps: 4 });
    await page.mouse.up();
    await frame();
    expect(await number(timeline(), 'data-from')).toBeLessThan(before);
    expect(await width()).toBeCloseTo(nearer, -1);

    // The page scrolls under the wheel until the timeline has been chosen.
    await press('all');
    await frame();
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -100);
    await frame();
    expect(await width()).toBe(whole);
    await page.locator('.lanes').focus();
    const here = await canvas.boundingBox();
    await page.mouse.move((here?.x ?? 0) + 200, (here?.y ?? 0) + 20);
    await page.mouse.wheel(0, -300);
    await frame();
    expect(await width()).toBeLessThan(whole);

    await press('all');
    await frame();
    await pinch(canvas);
    await frame();
    expect(await width()).toBeLessThan(whole);
  });

  /** Two fingers move apart. */
  async function pinch(canvas: Locator): Promise<void> {
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('no canvas');
    const session = await page.context().newCDPSession(page);
    const fingers = (apart: number) =>
      [-apart, apart].map((dx, id) => ({ x: box.x + box.width / 2 + dx, y: box.y + 40, id }));
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(40) });
    for (const apart of [60, 90, 120])
      await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) });
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  test('play moves through time, and the cakes appear one by one', async () => {
    await open(simulatedDocument(CAKES));
    const cakes = (): Promise<number> => number(engine('cooperative'), 'data-cakes-now');
    await press('restart');
    await press('play');
    await frame();
    const seen: number[] = [];
    // A minute of slow motion at the most.
    for (let i = 0; i < 120 && (await timeline().getAttribute('data-playing')) !== 'false'; i++) {
      await page.clock.runFor(500);
      seen.push(await cakes());
    }
    expect(seen.toSorted((one, other) => one - other)).toEqual(seen);
    expect([...new Set(seen)]).toEqual([0, 1, 2, 3, 4]);
    expect(await timeline().getAttribute('data-playing')).toBe('false');
  });

  test('while it plays the shelves and the channels fill and empty', async () => {
    await open(simulatedDocument(CAKES));
    await press('restart');
    await press('play');
    await page.clock.runFor(3000);
    await press('play');
    await frame();
    expect(await timeline().getAttribute('data-playing')).toBe('false');
    const at = await number(timeline(), 'data-at');
    expect(at).toBeGreaterThan(0);
    const shelves = await engine('threads (ring)').locator('.shelf').allTextContents();
    expect(shelves.join('')).not.toBe('');
    const waiting = await engine('threads (ring)').locator('.waiting').allTextContents();
    expect(waiting.some((text) => Number(text) > 0)).toBe(true);
    await page.clock.runFor(1000);
    expect(await number(timeline(), 'data-at')).toBe(at);
    await page.locator('.lanes').focus();
    await page.keyboard.press('End');
    await frame();
    expect(await engine('threads (ring)').locator('.shelf').allTextContents()).toEqual(['', '', '', '', '']);
  });

  test('everything can be done with keys alone', async () => {
    await open(simulatedDocument(CAKES));
    const whole = await width();
    const told = page.locator('[data-told]');
    await page.locator('.lanes').focus();
    await page.keyboard.press('+');
    await frame();
    expect(await width()).toBeLessThan(whole);
    const from = await number(timeline(), 'data-from');
    await page.keyboard.press('ArrowLeft');
    await frame();
    expect(await number(timeline(), 'data-from')).toBeLessThan(from);
    await page.keyboard.press('0');
    await frame();
    expect(await width()).toBe(whole);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('n');
    expect(await told.textContent()).toMatch(/^cooperative: producer sent .+ at 1 µs$/u);
    await page.keyboard.press('n');
    expect(await told.textContent()).toMatch(/^cooperative: producer sent .+ at 2 µs$/u);
    await page.keyboard.press('p');
    expect(await told.textContent()).toMatch(/at 1 µs$/);
    await page.keyboard.press('ArrowDown');
    expect(await told.textContent()).toMatch(/^cooperative: butter melter received 🧈 butter at/u);
    await page.keyboard.press(' ');
    await frame();
    expect(await timeline().getAttribute('data-playing')).toBe('true');
    await page.keyboard.press(' ');
    await frame();
    expect(await timeline().getAttribute('data-playing')).toBe('false');
    await page.keyboard.press('Escape');
    expect(await told.textContent()).toBe('');
    // All that can be pressed can be reached, and says what it does.
    expect(await page.locator('button[tabindex], input[tabindex], select[tabindex]').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Zoom in' }).count()).toBe(1);
  });

  test('the pointer reads an event and chooses a workload', async () => {
    await open(simulatedDocument(1));
    const canvas = engine('cooperative').locator('canvas');
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('no canvas');
    const lane = await engine('cooperative').locator('.slot').last().boundingBox();
    if (lane === null) throw new Error('no lane');
    // The last event of all, which is where the run ends: the cake leaves.
    const [to, end] = [await number(timeline(), 'data-to'), await number(timeline(), 'data-at')];
    await page.mouse.move(box.x + (box.width * end) / to, lane.y + lane.height / 2);
    await page.locator('.tip:not([hidden])').waitFor();
    expect(await page.locator('.tip').textContent()).toContain('oven sent 🎂 cake');

    // Another workload is another recording.
    await page.getByLabel('message-bound').check({ force: true });
    await frame();
    expect(await page.locator('.timeline').getAttribute('data-workload')).toBe('message-bound');
    expect(await page.locator('[data-seen="timeline"]').textContent()).toMatch(/^Every station only passes on/);
  });

  test.each(['light', 'dark'] as const)('in %s it follows the system, and the button turns it over', async (scheme) => {
    await open(simulatedDocument(CAKES), 1200, scheme);
    const paper = (): Promise<unknown> => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    const picture = (): Promise<unknown> => page.evaluate('document.querySelector(".board canvas").toDataURL()');
    const [white, black] = ['rgb(255, 255, 255)', 'rgb(16, 19, 23)'];
    expect(await paper()).toBe(scheme === 'light' ? white : black);
    const before = await picture();
    await press('theme');
    await frame();
    expect(await paper()).toBe(scheme === 'light' ? black : white);
    expect(await picture()).not.toBe(before);
  });

  test('hostile names stay text', async () => {
    const names = {
      oven: '</script><script>alert(1)</script>',
      'dry mixer': '"><img src=x onerror=alert(2)>',
      'wet mixer': "' onfocus='alert(3)",
      'butter melter': 'אפייה مخبز 粉',
    };
    const text = JSON.stringify(simulatedDocument(CAKES));
    const hostile: ReportDocument = JSON.parse(
      Object.entries(names).reduce(
        (renamed, [name, evil]) => renamed.replaceAll(JSON.stringify(name), JSON.stringify(evil)),
        text,
      ),
    );
    await open(hostile);
    for (const evil of Object.values(names)) {
      expect((await page.locator('.lane .name').allTextContents()).some((found) => found.includes(evil))).toBe(true);
      expect((await page.locator('.panel text').allTextContents()).some((found) => found.includes(evil))).toBe(true);
    }
    expect(await page.locator('script').count()).toBe(2);
    expect(await page.locator('img, [onfocus]').count()).toBe(0);
  });

  test('fifty thousand events are drawn as so many pixels', async () => {
    const cakes = 450;
    const document = simulatedDocument(CAKES);
    const cost = { median: 1, low: 1, high: 1 };
    const recorded = [cooperativeTrace(cakes), threadsTrace(cakes)].map((trace) => ({ trace, cost }));
    const traces = Array.from({ length: 3 }, (_, i) =>
      recorded.map(({ trace }) => ({
        trace: { ...trace, engine: i === 0 ? trace.engine : `${trace.engine} ${i}` },
        cost,
      })),
    ).flat();
    await open({ ...document, recordings: [{ workload: 'cpu-bound', cakes, recorded: traces }] });
    expect(await number(timeline(), 'data-events')).toBeGreaterThan(50_000);
    for (const box of await page.locator('[data-action="engines"] input').all()) await box.check({ force: true });
    await frame();
    const block = engine('cooperative');
    const pixels = (await block.locator('canvas').boundingBox())?.width ?? 0;
    expect(await number(block, 'data-arrows')).toBe(cakes * RECEIVED);
    expect(await number(block, 'data-drawn-spans')).toBeLessThan(5 * 2 * pixels);
    expect(await number(block, 'data-drawn-arrows')).toBeLessThan(cakes * RECEIVED);
    // Far enough in, only what is on screen is drawn.
    for (let i = 0; i < 12; i++) await press('zoom-in');
    await frame();
    expect(await number(block, 'data-drawn-spans')).toBeLessThan(40);
    expect(await number(block, 'data-drawn-spans')).toBeGreaterThan(0);
  });

  test('on paper there is nothing to press', async () => {
    await open(simulatedDocument(CAKES));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('[data-action="play"]').isVisible()).toBe(false);
    expect(await page.locator('.board canvas').first().isVisible()).toBe(true);
    expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('on a telephone nothing is wider than the screen', async () => {
    await open(simulatedDocument(CAKES), 390);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});

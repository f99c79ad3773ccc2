/** The page in a browser: what it shows, on screens, on paper, and with hostile or long names. */
import { describe, expect, test } from 'vitest';
import type { ReportDocument } from '../../src/report/document.ts';
import { chromiumPath } from '../browsers/chromium.ts';
import { reportInBrowser } from './opened.ts';
import { cooperativeTrace, simulatedDocument, threadsTrace } from './simulated.ts';

const CAKES = 4;
/** The items that stations receive for a cake: ten ingredients and three products. */
const RECEIVED = 13;

const path = chromiumPath();

describe.runIf(path !== null)('the page in a browser', () => {
  const report = reportInBrowser(path ?? '');

  test('opens from disk and shows every picture', async () => {
    await report.open(simulatedDocument(CAKES));
    expect(await report.page().locator('h2').allTextContents()).toEqual([
      'The same cakes, side by side',
      'The race',
      'Which engine to use',
      'How much work per message makes a thread worth it?',
      'What a message costs',
      'The first cake',
    ]);
    const charts = await report.page().locator('.chart').count();
    expect(charts).toBe(5 + 4 + 3 + 4 + 1 + 1);
    expect(await report.page().locator('.chart > svg, .chart > figure').count()).toBe(charts);
    // Each has a sentence for readers who cannot see it.
    expect(await report.page().locator('.chart[role="img"][aria-label]:not([aria-label=""])').count()).toBe(charts);
    expect(await report.page().locator('[data-workload="cpu-bound"].panel .seen').textContent()).toContain(
      'pool is the fastest engine',
    );
    expect(await report.page().locator('footer').textContent()).toContain('npm run report');
  });

  test('shows every recorded lane and arrow', async () => {
    await report.open(simulatedDocument(CAKES));
    await report.toEnd();
    for (const trace of [cooperativeTrace(CAKES), threadsTrace(CAKES)]) {
      const block = report.engine(trace.engine);
      expect(await report.number(block, 'data-lanes')).toBe(trace.tracks.length);
      expect(await block.locator('.lane').count()).toBe(trace.tracks.length);
      expect(await report.number(block, 'data-arrows')).toBe(CAKES * RECEIVED);
      expect(await report.number(block, 'data-cakes-now')).toBe(CAKES);
    }
    const events = [cooperativeTrace(CAKES), threadsTrace(CAKES)]
      .flatMap(({ tracks }) => tracks)
      .reduce((sum, track) => sum + track.events.length, 0);
    expect(await report.number(report.timeline(), 'data-events')).toBe(events);
    expect(await report.number(report.engine('cooperative'), 'data-drawn-spans')).toBeGreaterThanOrEqual(4 * CAKES);
  });

  test.each(['light', 'dark'] as const)(
    'starts in the %s theme of the system, and its button switches',
    async (scheme) => {
      await report.open(simulatedDocument(CAKES), 1200, scheme);
      const paper = (): Promise<unknown> =>
        report.page().evaluate('getComputedStyle(document.documentElement).backgroundColor');
      const picture = (): Promise<unknown> =>
        report.page().evaluate('document.querySelector(".board canvas").toDataURL()');
      const [white, black] = ['rgb(255, 255, 255)', 'rgb(16, 19, 23)'];
      expect(await paper()).toBe(scheme === 'light' ? white : black);
      const before = await picture();
      await report.press('theme');
      await report.frame();
      expect(await paper()).toBe(scheme === 'light' ? black : white);
      expect(await picture()).not.toBe(before);
    },
  );

  test('shows hostile names as text', async () => {
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
    await report.open(hostile);
    for (const evil of Object.values(names)) {
      expect((await report.page().locator('.lane .name').allTextContents()).some((found) => found.includes(evil))).toBe(
        true,
      );
      expect((await report.page().locator('.panel text').allTextContents()).some((found) => found.includes(evil))).toBe(
        true,
      );
    }
    expect(await report.page().locator('script').count()).toBe(2);
    expect(await report.page().locator('img, [onfocus]').count()).toBe(0);
  });

  test('draws fifty thousand events with no more shapes than pixels', async () => {
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
    await report.open({
      ...document,
      recordings: [{ workload: 'cpu-bound', cakes, beginningNs: null, recorded: traces }],
    });
    expect(await report.number(report.timeline(), 'data-events')).toBeGreaterThan(50_000);
    for (const box of await report.page().locator('[data-action="engines"] input').all())
      await box.check({ force: true });
    await report.frame();
    const block = report.engine('cooperative');
    const pixels = (await block.locator('canvas').boundingBox())?.width ?? 0;
    expect(await report.number(block, 'data-arrows')).toBe(cakes * RECEIVED);
    expect(await report.number(block, 'data-drawn-spans')).toBeLessThan(5 * 2 * pixels);
    expect(await report.number(block, 'data-drawn-arrows')).toBeLessThan(cakes * RECEIVED);
    // Zoomed in, only what is on screen is drawn.
    for (let i = 0; i < 12; i++) await report.press('zoom-in');
    await report.frame();
    expect(await report.number(block, 'data-drawn-spans')).toBeLessThan(40);
    expect(await report.number(block, 'data-drawn-spans')).toBeGreaterThan(0);
  });

  test('has no buttons on paper', async () => {
    await report.open(simulatedDocument(CAKES));
    await report.page().emulateMedia({ media: 'print' });
    expect(await report.page().locator('[data-action="play"]').isVisible()).toBe(false);
    expect(await report.page().locator('.board canvas').first().isVisible()).toBe(true);
    expect((await report.page().pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('is light, as wide as the sheet, and has every table open for printing, and is restored afterwards', async () => {
    await report.open(simulatedDocument(CAKES), 1600, 'dark');
    const state = (): Promise<unknown> =>
      report.page().evaluate(`[
        document.documentElement.dataset.theme,
        document.querySelectorAll('details:not([open])').length,
        Math.max(...[...document.querySelectorAll('.chart > svg')].map((svg) => svg.clientWidth)) < 1040,
      ]`);
    const before = await state();
    expect(before).toEqual(['dark', 7, false]);
    await report.page().evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await state()).toEqual(['light', 0, true]);
    await report.page().evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await state()).toEqual(before);
  });

  test('says which engine has missing events or a slow recording', async () => {
    const document = simulatedDocument(CAKES);
    const recordings = document.recordings.map((recording) => ({
      ...recording,
      recorded: recording.recorded.map(({ trace, cost }, i) => ({
        trace: { ...trace, tracks: trace.tracks.map((track) => ({ ...track, dropped: i })) },
        cost: cost === null ? null : { ...cost, median: i === 0 ? 6.2 : 1.4 },
      })),
    }));
    await report.open({ ...document, recordings });
    const [alone, threads] = [report.engine('cooperative'), report.engine('threads (ring)')];
    expect(await alone.locator('.engine-head').textContent()).toContain('recording made this run 6.2 × slower');
    expect(await alone.locator('[data-dropped]').count()).toBe(0);
    expect(await threads.locator('.engine-head').textContent()).not.toContain('slower');
    expect(await threads.locator('[data-dropped]').textContent()).toContain(
      'Only the beginning was recorded: 5 later events are missing',
    );
  });

  test('cuts off long names, counts long symbols, and stays as wide as the screen', async () => {
    const text = JSON.stringify(simulatedDocument(CAKES));
    const long = 'a cake with everything '.repeat(8).trim();
    const document: ReportDocument = JSON.parse(
      [...'🎂🍫'].reduce((all, symbol) => all.replaceAll(JSON.stringify(symbol), JSON.stringify(long)), text),
    );
    await report.open(document, 1280);
    await report.toEnd();
    expect(await report.page().evaluate('document.documentElement.scrollWidth')).toBe(1280);
    expect(await report.engine('cooperative').locator('.cakes').textContent()).toBe(`${CAKES} × ${long} `);
  });

  test('is no wider than the screen of a phone', async () => {
    await report.open(simulatedDocument(CAKES), 390);
    expect(await report.page().evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});

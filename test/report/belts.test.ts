/** The belts in a browser, and what a report shows before its run has been played. */
import { describe, expect, test } from 'vitest';
import { indexedTraceOf } from '../../src/page/recording/indexed-trace.ts';
import { depthAt } from '../../src/page/recording/moment.ts';
import { chromiumPath } from '../browsers/chromium.ts';
import { reportInBrowser } from './opened.ts';
import { cooperativeTrace, drawnRecipe, simulatedDocument, threadsTrace } from './simulated.ts';

const CAKES = 4;
/** How far apart the steps of a run are where the user wants no movement, in milliseconds of the viewer. */
const STEP_MS = 700;

function beltDocument() {
  const document = simulatedDocument(CAKES);
  const [alone] = document.recordings;
  if (alone === undefined) throw new Error('nothing was recorded');
  const cost = { median: 1, low: 1, high: 1 };
  const recorded = [cooperativeTrace(CAKES, true), threadsTrace(CAKES)].map((trace) => ({ trace, cost }));
  return { ...document, recordings: [{ ...alone, recorded }] };
}

const path = chromiumPath();

describe.runIf(path !== null)('the belts in a browser', () => {
  const report = reportInBrowser(path ?? '');
  const belts = () => report.page().locator('.belt-view');

  async function showBelts(engine: string, width?: number): Promise<void> {
    await report.open(beltDocument(), width);
    await report.page().getByLabel('belts', { exact: true }).check({ force: true });
    await report.page().locator('.belt-picture').getByLabel(engine, { exact: true }).check({ force: true });
    await report.frame();
  }
  /** Moves to a share of the run. */
  async function moveTo(share: number): Promise<number> {
    await report
      .page()
      .locator('[data-action="seek"]')
      .fill(String(Math.round(1000 * share)));
    await report.frame();
    return report.number(belts(), 'data-at');
  }

  test('has a box for every station, and one for the cakes', async () => {
    await showBelts('threads (ring)');
    const names = threadsTrace(CAKES).tracks.map(({ station }) => station);
    expect((await belts().locator('.station-name').allTextContents()).toSorted()).toEqual(names.toSorted());
    expect(await belts().locator('.products').textContent()).toContain(`of ${CAKES} cakes`);
    expect(await belts().locator('.belt-gauge').count()).toBe(threadsTrace(CAKES).edges.length);
  });

  test('has no belts to fill on one thread: a send is a call', async () => {
    await showBelts('cooperative');
    expect(await belts().locator('.station').count()).toBe(cooperativeTrace(CAKES).tracks.length);
    expect(await belts().locator('.belt-gauge').count()).toBe(0);
  });

  test('shows at any moment how full each belt is, what moves, and the cakes that are done', async () => {
    await showBelts('threads (ring)');
    const indexed = indexedTraceOf(threadsTrace(CAKES), drawnRecipe);
    for (const share of [0.02, 0.2, 0.5, 0.9]) {
      const atNs = await moveTo(share);
      const waiting = indexed.arrows.map((edge) => `${depthAt(edge, atNs)}/${edge.capacity}`);
      expect(await belts().locator('.belt-gauge').allTextContents()).toEqual(waiting);
      const done = indexed.cakesNs.filter((ns) => ns <= atNs).length;
      expect(await belts().locator('[data-products]').textContent()).toBe(String(done));
    }
    await moveTo(0.1);
    expect(await belts().locator('.item:not([style*="opacity: 0;"])').count()).toBeGreaterThan(0);
  });

  test('moves items while it plays', async () => {
    await showBelts('threads (ring)');
    await report.press('play');
    await report.page().clock.runFor(600);
    const places = (): Promise<unknown> =>
      report.page().evaluate('[...document.querySelectorAll(".item")].map((item) => item.style.transform).join()');
    const before = await places();
    await report.page().clock.runFor(100);
    expect(await places()).not.toBe(before);
  });

  test('shows the call stack of one thread: who works is on top, and its callers wait inside send', async () => {
    await showBelts('cooperative');
    const trace = cooperativeTrace(CAKES, true);
    const oven = trace.tracks.find(({ station }) => station === 'oven')?.events ?? [];
    const began = oven.find(({ kind }) => kind === 'work-began')?.atNs ?? Number.NaN;
    const endNs = indexedTraceOf(trace, drawnRecipe).endNs;
    await moveTo((began + 50_000) / endNs);
    const frames = await belts().locator('.frame.on b').allTextContents();
    expect(frames[0]).toBe('engine');
    expect(frames.at(-1)).toBe('oven');
    expect(frames.length).toBeGreaterThan(2);
    expect(await report.number(belts().locator('.stack'), 'data-depth')).toBe(frames.length - 1);
    const state = (station: string) => belts().locator(`[data-station="${station}"]`).getAttribute('data-state');
    expect(await state('oven')).toBe('work');
    for (const caller of frames.slice(1, -1)) expect(await state(caller)).toBe('calls');
  });

  test('says the moment to those who cannot see it', async () => {
    await showBelts('threads (ring)');
    await moveTo(0.5);
    await report.page().clock.runFor(3000);
    expect(await belts().locator('[data-said]').textContent()).toMatch(
      new RegExp(`^At [\\d.]+ µs: \\d of ${CAKES} cakes are done\\. producer .+; oven .+\\.$`),
    );
  });

  test('moves nothing where the user wants no movement: it goes on in steps', async () => {
    await report.page().emulateMedia({ reducedMotion: 'reduce' });
    try {
      await showBelts('threads (ring)');
      await report.press('play');
      const moments = new Set<number>();
      for (let i = 0; i < 30; i++) {
        await report.page().clock.runFor(100);
        moments.add(await report.number(belts(), 'data-at'));
      }
      const slowness = Number(await report.page().locator('[data-action="speed"]').inputValue());
      const steps = [...moments].slice(1).map((ns, i) => ns - ([...moments][i] ?? 0));
      expect(steps.length).toBeGreaterThan(1);
      // The last step is cut off by the end of the run.
      for (const step of steps.slice(0, -1)) expect(step).toBeGreaterThanOrEqual((0.99 * STEP_MS * 1e6) / slowness);
    } finally {
      await report.page().emulateMedia({ reducedMotion: 'no-preference' });
    }
  });

  test.each([390, 1280])('fits a screen of %d pixels', async (width) => {
    for (const engine of ['cooperative', 'threads (ring)']) {
      await showBelts(engine, width);
      expect(await report.page().evaluate('document.documentElement.scrollWidth')).toBe(width);
      const stage = await belts().locator('.belt-stage').boundingBox();
      expect(stage?.width).toBeLessThanOrEqual(width);
      for (const box of await belts().locator('.station').all())
        expect((await box.boundingBox())?.x).toBeGreaterThanOrEqual(stage?.x ?? Number.NaN);
    }
  });

  test('opens at the start with a question, and gives no answer before the run has been shown', async () => {
    await report.open(beltDocument());
    expect(await report.number(report.timeline(), 'data-at')).toBe(0);
    expect(await report.engine('cooperative').locator('.took').textContent()).toBe('');
    expect(await report.page().locator('[data-seen="timeline"]').textContent()).toBe('');
    await report.page().locator('[data-asked]').getByLabel('cooperative', { exact: true }).check({ force: true });
    await report.toEnd();
    expect(await report.page().locator('[data-asked]').isVisible()).toBe(false);
    expect(await report.page().locator('[data-seen="timeline"]').textContent()).toMatch(
      /^You said: cooperative\. It was: threads \(ring\)\. Every station works\./,
    );
    expect(await report.engine('cooperative').locator('.took').textContent()).not.toBe('');
  });

  test('a clicker plays the run, goes from section to section, and steps from event to event', async () => {
    await report.open(beltDocument(), 1280);
    const playing = (): Promise<string | null> => report.timeline().getAttribute('data-playing');
    const at = (): Promise<number> => report.number(report.timeline(), 'data-at');
    await report.page().keyboard.press('ArrowRight');
    await report.frame();
    const first = await at();
    expect(first).toBeGreaterThan(0);
    expect(await report.page().locator('[data-message]').textContent()).not.toBe('');
    await report.page().keyboard.press('ArrowRight');
    await report.frame();
    expect(await at()).toBeGreaterThan(first);
    await report.page().keyboard.press('ArrowLeft');
    await report.frame();
    expect(await at()).toBe(first);
    await report.page().keyboard.press(' ');
    await report.frame();
    expect(await playing()).toBe('true');
    await report.page().keyboard.press(' ');
    await report.frame();
    expect(await playing()).toBe('false');

    await report.open(beltDocument(), 1280);
    await report.page().keyboard.press('PageDown');
    await report.frame();
    expect(await playing()).toBe('true');
    await report.page().keyboard.press('PageDown');
    const top = (): Promise<unknown> =>
      report.page().evaluate('document.querySelectorAll("main > section")[1].getBoundingClientRect().top');
    expect(Math.abs(Number(await top()))).toBeLessThan(2);
    await report.page().keyboard.press('PageUp');
    expect(Number(await top())).toBeGreaterThan(100);
  });

  test('legend, engines and lanes are on the screen of a projector without scrolling', async () => {
    await report.open(simulatedDocument(CAKES), 1280);
    await report.page().setViewportSize({ width: 1280, height: 720 });
    await report.frame();
    for (const place of ['.lanes', '.legend', '[data-action="engines"]']) {
      const box = await report.page().locator(place).first().boundingBox();
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(720);
    }
  });
});

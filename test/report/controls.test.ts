/** The controls of the page in a browser: buttons, keys, mouse and fingers. */
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumPath } from '../browsers/chromium.ts';
import { reportInBrowser } from './opened.ts';
import { simulatedDocument } from './simulated.ts';

const CAKES = 4;

const path = chromiumPath();

describe.runIf(path !== null)('the page in a browser', () => {
  const report = reportInBrowser(path ?? '');

  test('hides and shows arrows and engines', async () => {
    await report.open(simulatedDocument(CAKES));
    await report.toEnd();
    const engine = (name: string): Locator =>
      report.page().locator('[data-action="engines"]').getByLabel(name, { exact: true });
    const drawn = (): Promise<number> => report.number(report.engine('threads (ring)'), 'data-drawn-arrows');
    const all = await drawn();
    await report.page().getByLabel('between stations').check({ force: true });
    await report.frame();
    expect(await drawn()).toBe(3 * CAKES);
    expect(all).toBeGreaterThan(3 * CAKES);
    await report.page().getByLabel('none', { exact: true }).check({ force: true });
    await report.frame();
    expect(await drawn()).toBe(0);

    // An engine can be hidden and shown again, and the axis is as long as the engines that are shown.
    const [whole, seen] = [
      await report.number(report.timeline(), 'data-whole'),
      report.page().locator('[data-seen="timeline"]'),
    ];
    expect(await seen.textContent()).toContain('cooperative');
    await engine('cooperative').uncheck({ force: true });
    expect(await report.engine('cooperative').isVisible()).toBe(false);
    await report.frame();
    expect(await report.number(report.timeline(), 'data-whole')).toBeLessThan(whole);
    expect(await report.number(report.timeline(), 'data-at')).toBeLessThan(whole);
    expect(await seen.textContent()).not.toContain('cooperative');
    // The last engine cannot be hidden.
    await engine('threads (ring)').click({ force: true });
    expect(await engine('threads (ring)').isChecked()).toBe(true);
    expect(await report.engine('threads (ring)').isVisible()).toBe(true);
    await engine('cooperative').check({ force: true });
    expect(await report.engine('cooperative').isVisible()).toBe(true);
    await report.frame();
    expect(await report.number(report.timeline(), 'data-whole')).toBe(whole);
  });

  test('has no equal labels on its axis when it is zoomed in', async () => {
    await report.open(simulatedDocument(CAKES));
    for (let i = 0; i < 14; i++) await report.press('zoom-in');
    await report.frame();
    const labels = ((await report.page().locator('.axis').getAttribute('data-labels')) ?? '').split('|');
    expect(labels.length).toBeGreaterThan(2);
    expect(new Set(labels).size).toBe(labels.length);
    expect(new Set(labels.map((label) => label.split(' ')[1])).size).toBe(1);
  });

  test('stops playing when another workload is chosen', async () => {
    await report.open(simulatedDocument(CAKES));
    await report.press('restart');
    await report.press('play');
    await report.page().clock.runFor(500);
    const before = await report.page().locator('.timeline').elementHandle();
    await report.page().getByLabel('message-bound').check({ force: true });
    await report.frame();
    const at = await before?.getAttribute('data-at');
    await report.page().clock.runFor(3000);
    expect(Number(at)).toBeGreaterThan(0);
    expect(await before?.getAttribute('data-at')).toBe(at);
    expect(await report.timeline().getAttribute('data-playing')).toBe('false');
  });

  test('scrolls to the lanes when it plays', async () => {
    await report.open(simulatedDocument(CAKES), 1280);
    await report.page().evaluate('window.scrollTo(0, 0)');
    await report.page().setViewportSize({ width: 1280, height: 450 });
    await report.press('restart');
    await report.press('play');
    await report.frame();
    const box = await report.timeline().boundingBox();
    expect(Math.abs(box?.y ?? Number.NaN)).toBeLessThan(2);
  });

  test('zooms and moves by buttons, wheel, mouse and fingers', async () => {
    await report.open(simulatedDocument(CAKES));
    await report.toEnd();
    const whole = await report.width();
    await report.press('zoom-in');
    await report.frame();
    const nearer = await report.width();
    expect(nearer).toBeLessThan(whole * 0.7);

    const canvas = report.engine('cooperative').locator('canvas');
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('no canvas');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const before = await report.number(report.timeline(), 'data-from');
    await report.page().mouse.move(x, y);
    await report.page().mouse.down();
    await report.page().mouse.move(x + 100, y, { steps: 4 });
    await report.page().mouse.up();
    await report.frame();
    expect(await report.number(report.timeline(), 'data-from')).toBeLessThan(before);
    expect(await report.width()).toBeCloseTo(nearer, -1);

    // The wheel scrolls the page until the timeline has the focus.
    await report.press('all');
    await report.frame();
    await report.page().mouse.move(x, y);
    await report.page().mouse.wheel(0, -100);
    await report.frame();
    expect(await report.width()).toBe(whole);
    await report.page().locator('.lanes').focus();
    const here = await canvas.boundingBox();
    await report.page().mouse.move((here?.x ?? 0) + 200, (here?.y ?? 0) + 20);
    await report.page().mouse.wheel(0, -300);
    await report.frame();
    expect(await report.width()).toBeLessThan(whole);

    await report.press('all');
    await report.frame();
    await pinch(canvas);
    await report.frame();
    expect(await report.width()).toBeLessThan(whole);
  });

  /** Moves two fingers apart. */
  async function pinch(canvas: Locator): Promise<void> {
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('no canvas');
    const session = await report.page().context().newCDPSession(report.page());
    const fingers = (apart: number) =>
      [-apart, apart].map((dx, id) => ({ x: box.x + box.width / 2 + dx, y: box.y + 40, id }));
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(40) });
    for (const apart of [60, 90, 120])
      await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) });
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  test('plays through time, and the cakes appear one by one', async () => {
    await report.open(simulatedDocument(CAKES));
    const cakes = (): Promise<number> => report.number(report.engine('cooperative'), 'data-cakes-now');
    await report.press('restart');
    await report.press('play');
    await report.frame();
    const seen: number[] = [];
    // At most a minute of slow motion.
    for (let i = 0; i < 120 && (await report.timeline().getAttribute('data-playing')) !== 'false'; i++) {
      await report.page().clock.runFor(500);
      seen.push(await cakes());
    }
    // The next frame draws the last step.
    await report.frame();
    seen.push(await cakes());
    expect(seen.toSorted((one, other) => one - other)).toEqual(seen);
    expect([...new Set(seen)]).toEqual([0, 1, 2, 3, 4]);
    expect(await report.timeline().getAttribute('data-playing')).toBe('false');
  });

  test('fills and empties storages and channels while it plays', async () => {
    await report.open(simulatedDocument(CAKES));
    await report.press('restart');
    await report.press('play');
    await report.page().clock.runFor(3000);
    await report.press('play');
    await report.frame();
    expect(await report.timeline().getAttribute('data-playing')).toBe('false');
    const at = await report.number(report.timeline(), 'data-at');
    expect(at).toBeGreaterThan(0);
    const storages = await report.engine('threads (ring)').locator('.storage').allTextContents();
    expect(storages.join('')).not.toBe('');
    const waiting = await report.engine('threads (ring)').locator('.waiting').allTextContents();
    expect(waiting.some((text) => /^[1-9]\d*\/\d+$/.test(text))).toBe(true);
    await report.page().clock.runFor(1000);
    expect(await report.number(report.timeline(), 'data-at')).toBe(at);
    await report.page().locator('.lanes').focus();
    await report.page().keyboard.press('End');
    await report.frame();
    expect(await report.engine('threads (ring)').locator('.storage').allTextContents()).toEqual(['', '', '', '', '']);
  });

  test('has a key for every action', async () => {
    await report.open(simulatedDocument(CAKES));
    await report.toEnd();
    const whole = await report.width();
    const message = report.page().locator('[data-message]');
    await report.page().locator('.lanes').focus();
    await report.page().keyboard.press('+');
    await report.frame();
    expect(await report.width()).toBeLessThan(whole);
    const from = await report.number(report.timeline(), 'data-from');
    await report.page().keyboard.press('ArrowLeft');
    await report.frame();
    expect(await report.number(report.timeline(), 'data-from')).toBeLessThan(from);
    await report.page().keyboard.press('0');
    await report.frame();
    expect(await report.width()).toBe(whole);
    await report.page().keyboard.press('ArrowDown');
    await report.page().keyboard.press('n');
    expect(await message.textContent()).toMatch(/^cooperative: producer sent .+ at 1 µs$/u);
    await report.page().keyboard.press('n');
    expect(await message.textContent()).toMatch(/^cooperative: producer sent .+ at 2 µs$/u);
    await report.frame();
    expect(await report.number(report.timeline(), 'data-at')).toBe(2000);
    await report.page().keyboard.press('p');
    expect(await message.textContent()).toMatch(/at 1 µs$/);
    await report.page().keyboard.press('ArrowDown');
    expect(await message.textContent()).toMatch(/^cooperative: butter melter received 🧈 butter at/u);
    await report.page().keyboard.press(' ');
    await report.frame();
    expect(await report.timeline().getAttribute('data-playing')).toBe('true');
    await report.page().keyboard.press(' ');
    await report.frame();
    expect(await report.timeline().getAttribute('data-playing')).toBe('false');
    await report.page().keyboard.press('Escape');
    expect(await message.textContent()).toBe('');
    // Every control can be reached with the Tab key, and has a name.
    expect(await report.page().locator('button[tabindex], input[tabindex], select[tabindex]').count()).toBe(0);
    expect(await report.page().getByRole('button', { name: 'Zoom in' }).count()).toBe(1);
  });

  test('shows the event under the pointer, and the chosen workload', async () => {
    await report.open(simulatedDocument(1));
    await report.toEnd();
    const canvas = report.engine('cooperative').locator('canvas');
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('no canvas');
    const lane = await report.engine('cooperative').locator('.slot').last().boundingBox();
    if (lane === null) throw new Error('no lane');
    // The last event is the end of the run: the cake leaves.
    const [to, end] = [
      await report.number(report.timeline(), 'data-to'),
      await report.number(report.timeline(), 'data-at'),
    ];
    await report.page().mouse.move(box.x + (box.width * end) / to, lane.y + lane.height / 2);
    await report.page().locator('.tip:not([hidden])').waitFor();
    expect(await report.page().locator('.tip').textContent()).toContain('oven sent 🎂 cake');

    // Another workload shows another recording.
    await report.page().getByLabel('message-bound').check({ force: true });
    await report.frame();
    expect(await report.page().locator('.timeline').getAttribute('data-workload')).toBe('message-bound');
    await report.toEnd();
    expect(await report.page().locator('[data-seen="timeline"]').textContent()).toMatch(
      /^Every station only forwards items\./,
    );
  });
});

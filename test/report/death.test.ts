/** The thread that dies: recorded with real cakes, and drawn beside a run in which none does. */
import { beforeAll, describe, expect, test } from 'vitest';
import { chocolateCake } from '../../src/cake/recipe/chocolate-cake.ts';
import { drawnRecipeOf } from '../../src/page/recording/drawn-recipe.ts';
import { type IndexedTrace, indexedTraceOf } from '../../src/page/recording/indexed-trace.ts';
import type { RecordedDeath } from '../../src/report/document.ts';
import { recordDeath } from '../../src/report/recordings.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { deathSeen } from '../../src/report/seen-death.ts';
import { SPAN_STATES } from '../../src/trace/spans.ts';
import { chromiumPath } from '../browsers/chromium.ts';
import { reportInBrowser } from './opened.ts';
import { simulatedDocument } from './simulated.ts';

const recipe = chocolateCake;
const drawnRecipe = drawnRecipeOf(recipe, 'test');
let death: RecordedDeath;

beforeAll(async () => {
  const recorded = await recordDeath({ recipe, source: 'test', seed: 1 });
  if (recorded === null) throw new Error('nothing was recorded');
  death = recorded;
});

function indexed(): IndexedTrace[] {
  return death.recording.recorded.map(({ trace }) => indexedTraceOf(trace, drawnRecipe));
}

test('the last station dies in the middle, once, and both runs make all cakes', () => {
  expect(death.victim).toEqual({ station: 'oven', item: death.recording.cakes / 2 });
  const [plain, supervised] = death.recording.recorded.map(({ trace }) =>
    trace.tracks.flatMap(({ station, events }) =>
      events.flatMap(({ kind }) => (['died', 'began-again'].includes(kind) ? `${station} ${kind}` : [])),
    ),
  );
  expect(plain).toEqual([]);
  expect(supervised).toEqual(['oven died', 'oven began-again']);
  for (const { cakesNs } of indexed()) expect(cakesNs).toHaveLength(death.recording.cakes);
});

test('a stored report has it, and an older one has none', () => {
  const document = simulatedDocument();
  const stored = (value: unknown) => reportSchema.parse(JSON.parse(JSON.stringify(value)));
  expect(stored({ ...document, drawnRecipe, death }).death).toEqual(death);
  const { death: _, ...older } = document;
  expect(stored(older).death).toBeNull();
});

test.each([
  ['no station works or rests', recipe.stations.map((station) => ({ ...station, workUs: 0, restMs: 0 }))],
  ['a station has copies', recipe.stations.map((station) => ({ ...station, concurrency: 2 }))],
])('nothing is recorded where %s', async (_, stations) => {
  expect(await recordDeath({ recipe: { ...recipe, stations }, source: 'test', seed: 1 })).toBeNull();
});

describe('the sentence', () => {
  const ms = 1e6;
  const state = (name: (typeof SPAN_STATES)[number]) => SPAN_STATES.indexOf(name);
  function supervised(cakes: number, redoMs: number): IndexedTrace {
    const [, found] = indexed();
    if (found === undefined) throw new Error('the second run is missing');
    return {
      ...found,
      cakesNs: Array.from({ length: cakes }, (_, i) => i),
      lanes: found.lanes.map((lane) => ({
        ...lane,
        spans: {
          beganNs: Float64Array.of(0, 5 * ms, 19 * ms),
          endedNs: Float64Array.of(5 * ms, 19 * ms, (19 + redoMs) * ms),
          state: Uint8Array.of(state('work'), state('dead'), state('redo')),
        },
      })),
    };
  }

  test('says how long there was no thread, what was done again, and what came out', () => {
    const { cakes } = death.recording;
    expect(deathSeen(death, supervised(cakes, 8), 'cake', null)).toBe(
      `The oven had no thread for 14 ms. The new one went on at the last commit, and spent 8 ms on doing again what had died with the first one. ${cakes} cakes came out; ${cakes} were ordered.`,
    );
    expect(deathSeen(death, supervised(cakes, 0), 'cake', null)).toContain('and had nothing to do again');
  });

  test('says that nobody died where the run was over before', () => {
    const [plain] = indexed();
    if (plain === undefined) throw new Error('the first run is missing');
    expect(deathSeen(death, plain, 'cake', null)).toMatch(
      /^The run ended before the thread of the oven died\. \d+ cakes came out/,
    );
  });

  test.each([
    ['exactly as many', 0, 'You said: exactly as many. That is right.'],
    ['fewer', 0, 'You said: fewer. It was: exactly as many.'],
    ['fewer', -1, 'You said: fewer. That is right.'],
    ['exactly as many', 1, 'You said: exactly as many. It was: more.'],
  ] as const)('judges the prediction %s where there are %d more', (said, more, words) => {
    const { cakes } = death.recording;
    expect(deathSeen(death, supervised(cakes + more, 8), 'cake', said)).toContain(words);
  });
});

const path = chromiumPath();

describe.runIf(path !== null)('a report with a death, in a browser', () => {
  const report = reportInBrowser(path ?? '');
  const place = (selector: string) =>
    report.page().locator('main > section', { hasText: 'A thread dies' }).locator(selector);

  test('asks first, shows the answer at the end of the run, and explains the marks', async () => {
    await report.open({ ...simulatedDocument(), drawnRecipe, death }, 1280);
    expect(await place('[data-seen="death"]').textContent()).toBe('');
    expect(await place('.legend').textContent()).toContain('has no thread');
    expect(await place('.legend').textContent()).toContain('does again what died with a thread');
    const [other] = await report.page().locator('.legend').allTextContents();
    expect(other).not.toContain('has no thread');
    await place('.prediction').getByLabel('fewer', { exact: true }).check({ force: true });
    await place('.lanes').focus();
    await report.page().keyboard.press('End');
    await report.frame();
    expect(await place('[data-seen="death"]').textContent()).toMatch(
      /^You said: fewer\. It was: exactly as many\. The oven had no thread for .+ came out; \d+ were ordered\.$/,
    );
    expect(await place('.prediction').isVisible()).toBe(false);
  });

  test('says nothing of the death where only the other run is shown', async () => {
    await report.open({ ...simulatedDocument(), drawnRecipe, death }, 1280);
    await place('[data-action="engines"]')
      .getByLabel('threads (ring, supervised)', { exact: true })
      .uncheck({ force: true });
    await place('.lanes').focus();
    await report.page().keyboard.press('End');
    await report.frame();
    expect(await place('[data-seen="death"]').textContent()).toBe('');
    expect(await place('.prediction').isVisible()).toBe(true);
  });

  test('a clicker goes to it, and plays it and not the runs above', async () => {
    await report.open({ ...simulatedDocument(), drawnRecipe, death }, 1280);
    const playing = (): Promise<(string | null)[]> =>
      report
        .page()
        .locator('.timeline')
        .evaluateAll((found) => found.map((one) => one.getAttribute('data-playing')));
    await report.page().keyboard.press('PageDown');
    await report.frame();
    expect(await playing()).toEqual(['true', 'false']);
    await report.page().keyboard.press(' ');
    await report.frame();
    const sections = await report.page().locator('main > section').count();
    for (let i = 1; i < sections; i++) await report.page().keyboard.press('PageDown');
    await report.frame();
    expect(await playing()).toEqual(['false', 'false']);
    await report.page().keyboard.press('PageDown');
    await report.frame();
    expect(await playing()).toEqual(['false', 'true']);
  });
});

/** The text for the lecturer's sheet: what was measured, and nothing else. */
import { expect, test } from 'vitest';
import { intervalOf } from '../../src/measure/statistics/samples.ts';
import type { BenchDocument, LastRun } from '../../src/page/document.ts';
import { uncalibrated } from '../../src/page/experiment/calibration.ts';
import { FIRST_SETTING } from '../../src/page/experiment/setting.ts';
import { sheetText } from '../../src/page/sheet.ts';

const figure = (name: string, ns: number) => ({
  name,
  unit: 'ns' as const,
  median: ns,
  low: 0.9 * ns,
  high: 1.1 * ns,
  confidence: 0.95,
  samples: [0.9 * ns, 0.9 * ns, ns, ns, 1.1 * ns, 1.1 * ns],
});

const predicted = { predictedUs: 1.5, predictionError: null };

const bench: BenchDocument = {
  quick: false,
  figures: [figure('pair-call', 20), figure('pair-port-one-by-one', 25_000)],
  breakEven: [
    { racer: 'threads (port)', crossing: { kind: 'between', lowUs: 1, medianUs: 2, highUs: 3 }, ...predicted },
    { racer: 'threads (ring)', crossing: { kind: 'not-shown' }, ...predicted },
  ],
  modelError: null,
  sweeps: [],
};

test('it names the browser, and what was measured', () => {
  expect(sheetText({}, 'A Browser')).toBe('browser: A Browser');
  expect(sheetText({ bench }, 'A Browser').split('\n')).toEqual([
    'browser: A Browser',
    'an item from a source to a station, both busy:',
    '  a call, on one thread: 20 ns (18 ns to 22 ns)',
    '  messages to a worker, one by one: 25 µs (22.5 µs to 27.5 µs)',
    'threads (port): it begins to pay off between 1 µs and 3 µs of work per item',
    'threads (ring): the break-even is not shown on this run',
  ]);
});

test('it says of a quick run that nobody can quote it', () => {
  expect(sheetText({ bench: { ...bench, quick: true } }, 'A Browser')).toContain('a quick run: too short');
});

const experiment = (samples: readonly number[], clockStepMs: number): LastRun => ({
  experiment: {
    setting: FIRST_SETTING,
    calibration: uncalibrated(2, 'port'),
    wallMs: { samples, ...intervalOf(samples) },
    clockStepMs,
    products: 40,
    digest: '00000000',
    recorded: { ms: 20, stations: [], bottleneck: null, belts: [] },
  },
});

test.each([
  ['one run', [20], 0.1, '20 ms (one run)'],
  ['a few runs', [20, 22, 24], 0.1, '22 ms (lowest to highest: 20 ms to 24 ms)'],
  ['runs that are enough for an interval', [20, 20, 22, 22, 22, 24, 24], 0.1, '22 ms (20 ms to 24 ms)'],
  ['runs that the clock hardly sees', [0, 0, 1], 1, 'less than 10 ms: too short for this clock'],
])('it has the setting of an experiment, and of %s no more than they show', (_, samples, stepMs, words) => {
  expect(sheetText(experiment(samples, stepMs), 'A Browser')).toContain(
    `experiment, a worker each: stations with 200, 160, 200, 240 µs of work, belts of 16 items, 40 cakes: ${words}`,
  );
});

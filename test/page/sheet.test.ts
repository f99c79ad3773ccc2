/** The text for the lecturer's sheet: what was measured, and nothing else. */
import { expect, test } from 'vitest';
import type { LastRun } from '../../src/page/document.ts';
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
  samples: [ns],
});

const bench: LastRun['bench'] = {
  quick: false,
  figures: [figure('pair-call', 20), figure('pair-port-one-by-one', 25_000)],
  breakEven: [
    { racer: 'threads (port)', crossing: { kind: 'between', lowUs: 1, medianUs: 2, highUs: 3 } },
    { racer: 'threads (ring)', crossing: { kind: 'not-shown' } },
  ],
  sweeps: [],
};

test('it names the browser, and what was measured', () => {
  expect(sheetText({}, 'A Browser')).toBe('browser: A Browser');
  expect(sheetText({ bench }, 'A Browser').split('\n')).toEqual([
    'browser: A Browser',
    'an item from a source to a station, both busy:',
    '  pair-call 20 ns (18 ns to 22 ns)',
    '  pair-port-one-by-one 25 µs (22.5 µs to 27.5 µs)',
    'threads (port): it begins to pay off between 1 µs and 3 µs of work per item',
    'threads (ring): the break-even is not shown on this run',
  ]);
});

test('it says of a quick run that nobody can quote it', () => {
  expect(sheetText({ bench: { ...bench, quick: true } }, 'A Browser')).toContain('a quick run: too short');
});

test('it has the setting of an experiment', () => {
  const experiment: LastRun['experiment'] = {
    setting: FIRST_SETTING,
    calibration: uncalibrated(2, 'port'),
    wallMs: { samples: [20], median: 20, low: 20, high: 20, confidence: 0 },
    products: 40,
    digest: '00000000',
    recorded: { ms: 20, stations: [], bottleneck: null, belts: [] },
  };
  expect(sheetText({ experiment }, 'A Browser')).toContain(
    'experiment, a-thread-each: stations with 200, 160, 200, 240 us of work, belts of 16, 40 cakes: 20 ms',
  );
});

/** The table of a race fits a terminal of 80 columns, whatever was measured. */
import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { ENGINE_ROWS, type EngineRow } from '../../src/engine/engine-table.ts';
import type { EngineResult } from '../../src/measure/race.ts';
import { engineTable, milliseconds } from '../../src/terminal/engine-table.ts';
import type { Paint } from '../../src/terminal/style.ts';
import { COLUMNS } from '../../src/terminal/wrap.ts';

/** Stations that share threads have a row of their own. */
const PACKED: EngineRow = { name: 'threads', channel: 'ring', packed: 64 };
const ROWS: readonly EngineRow[] = [...ENGINE_ROWS, PACKED];
const plain: Paint = (_, text) => text;
/** From a thousandth to a million: as a ratio, in milliseconds, or in results per second. */
const figure = fc.double({ min: -3, max: 6, noNaN: true }).map((power) => 10 ** power);

/** A plan of shared threads may be the main thread alone. */
const ON_MAIN = { threads: 1, onMain: true };

/** What a row of the table shows; everything else is fixed. */
function measured(row: EngineRow, where = { threads: 64, onMain: false }): fc.Arbitrary<EngineResult> {
  return fc
    .record({ median: figure, low: figure, high: figure, limit: figure, wallMs: figure, cpuMs: figure, rate: figure })
    .map(({ median, low, high, limit, wallMs, cpuMs, rate }) => ({
      ...row,
      placement: null,
      predicted: null,
      ...where,
      startupMs: 1,
      wallMs: { samples: [wallMs], median: wallMs },
      cpuMs: { median: cpuMs },
      speedup: { median, low, high, limit, confidence: 0.95 },
      outcome: 'unclear',
      productsPerSecond: rate,
      products: 100,
      leftovers: {},
      digest: '00000000',
      stations: [],
    }));
}

test('no row is wider than 80 columns', () => {
  fc.assert(
    fc.property(fc.tuple(...ROWS.map((row) => measured(row))), measured(PACKED, ON_MAIN), (results, onMain) => {
      const lines = engineTable([...results, onMain], 'results/s', plain).split('\n');
      expect(lines).toHaveLength(2 + ROWS.length);
      expect(lines.at(-1)).toMatch(/^ main thread /);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(COLUMNS);
    }),
  );
});

test.each([
  [0.04, '0.0 ms'],
  [9.94, '9.9 ms'],
  [9.96, '10 ms'],
  [999, '999 ms'],
  [999.6, '1.00 s'],
  [1461, '1.46 s'],
  [61_234, '61.2 s'],
  [1_000_000, '1000 s'],
])('%d ms is written as %s', (ms, text) => {
  expect(milliseconds(ms)).toBe(text);
});

/** The file of the page: its content policy, its embedded data, and which documents it accepts. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Crossing } from '../../src/measure/statistics/crossing.ts';
import { dataOf, pageOf } from '../../src/report/page-file.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { simulatedDocument } from './simulated.ts';

const document = simulatedDocument();
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('the page allows only its own script and style', async () => {
  const page = await pageOf(document);
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
  const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? '';
  const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
  expect(policy).toBe(
    `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  expect(page).not.toMatch(/(src|href)=["']?(https?:)?\/\//);
  expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
});

test('no name can end the data block of the page', async () => {
  const evil = '</script><!--<script>\u2028';
  const hostile = { ...document, command: evil };
  expect(dataOf(hostile)).not.toMatch(/[<\u2028]/);
  expect(JSON.parse(dataOf(hostile))).toEqual(JSON.parse(JSON.stringify(hostile)));
  expect((await pageOf(hostile)).split('</script>')).toHaveLength(3);
});

test('a stored report can be drawn again, unchanged', () => {
  expect(reportSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
});

test.each<Crossing>([
  { kind: 'between', lowUs: 1, medianUs: 2, highUs: 3 },
  { kind: 'at-most', highUs: 3 },
  { kind: 'at-least', lowUs: 1 },
  { kind: 'never', upToUs: 1000 },
  { kind: 'no-interval', sweeps: 1, medianUs: 2 },
  { kind: 'not-shown' },
])('a stored report with the break-even %j can be drawn again', (measured) => {
  const { breakEven } = document.bench;
  const grains = { ...breakEven.grains, pool: { measured, predictedUs: null, predictionError: null } };
  const stored = { ...document, bench: { ...document.bench, breakEven: { ...breakEven, grains } } };
  expect(reportSchema.parse(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
});

test('a report that was stored before there were intervals says so', () => {
  const { breakEven } = document.bench;
  const grains = { ...breakEven.grains, pool: { measuredUs: 0, predictedUs: 0 } };
  const older = { ...document, bench: { ...document.bench, breakEven: { ...breakEven, grains } } };
  const [issue] = reportSchema.safeParse(older).error?.issues ?? [];
  expect(issue?.message).toBe('it was stored by an older version: measure again');
});

const text = JSON.stringify(document);

test.each([
  ['another schema', text.replace('"schema":2', '"schema":1')],
  ['an ingredient that does not exist', text.replace('"makes":8', '"makes":80')],
  ['an item outside the alphabet', text.replace('"item":1}', '"item":100}')],
  ['events out of order', text.replace('"atNs":2000', '"atNs":1')],
  ['a negative time', text.replace('"atNs":1000', '"atNs":-1')],
  ['a missing racer', text.replace('"pool":{"measured"', '"cooks":{"measured"')],
  ['a speedup that is not a number', text.replace('"median":1.7', '"median":"fast"')],
])('a document with %s is refused', (_, changed) => {
  expect(changed).not.toBe(text);
  expect(reportSchema.safeParse(JSON.parse(changed)).success).toBe(false);
});
